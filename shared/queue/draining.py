"""Running ready jobs in this process, without Redis: what the command line does."""

from collections.abc import Sequence

from sqlalchemy import func, select

from shared.database.session import Database
from shared.models import Job
from shared.queue.attempt import JobRunner, Outcome
from shared.queue.definition import AnyJob
from shared.queue.records import JobRecords
from shared.storage import FileStorage


async def run_ready_jobs(database: Database, jobs: Sequence[AnyJob], storage: FileStorage | None = None) -> int:
    """Attempt every due job of the given definitions, follow-up jobs included; return how many attempts were made.

    Jobs that workers hold are left to them; a job that failed waits for its next attempt as it does in a worker.
    """
    runner = JobRunner(database, JobRecords(database.engine), jobs, storage=storage)
    kinds = [definition.kind for definition in jobs]
    attempts = 0
    while True:
        async with database.transaction() as session:
            due = select(Job.id).where(Job.state == "ready", Job.due_at <= func.now(), Job.kind.in_(kinds))
            job_ids = (await session.scalars(due.order_by(Job.due_at).limit(100))).all()
        outcomes = [await runner.run(job_id) for job_id in job_ids]
        made = sum(outcome is not Outcome.skipped for outcome in outcomes)
        if made == 0:
            return attempts
        attempts += made
