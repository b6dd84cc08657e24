"""How much work of a queue waits, and how much was given up."""

from dataclasses import dataclass

from sqlalchemy import func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.models import Job
from shared.queue.state import JobStatus


@dataclass(frozen=True, slots=True)
class JobCount:
    """Jobs of one kind in one state, and for how long (seconds) the one that waits longest has been due."""

    kind: str
    status: JobStatus
    number: int
    lag: float


async def count_open_jobs(session: AsyncSession, queue: str) -> list[JobCount]:
    """Count what is ready (running included) and what is dead by kind; each side reads one small index.

    Finished jobs are not counted: that would read the whole table.
    """
    lag = func.greatest(func.extract("epoch", func.clock_timestamp() - func.min(Job.due_at)), 0)
    ready, dead = (
        select(Job.kind, literal(status.value), func.count(), seconds)
        .where(Job.queue == queue, Job.state == literal(status.value, literal_execute=True))
        .group_by(Job.kind)
        for status, seconds in ((JobStatus.ready, lag), (JobStatus.dead, literal(0)))
    )
    rows = await session.execute(ready.union_all(dead))
    return [JobCount(kind, JobStatus(status), number, float(seconds)) for kind, status, number, seconds in rows]
