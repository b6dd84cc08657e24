"""What operators may do to jobs; a job that a worker holds is left alone, as everywhere (SKIP LOCKED)."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, func, not_, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from shared.database.paging import Page, PageRequest, descending, fetch_page
from shared.models import Job, JobStart
from shared.queue.enqueueing import push_after_commit
from shared.queue.state import JobStatus, is_running, select_job_states, tell_status

__all__ = ["JobFilters", "cancel_job", "find_job", "list_jobs", "retry_job", "run_job_now", "tell_status"]

# Ends a sentence: «Прогон не удался: задание отменено администратором».
_CANCELLED = "задание отменено администратором"


@dataclass(frozen=True, slots=True)
class JobFilters:
    """Which jobs are wanted; None is any."""

    status: JobStatus | None = None
    kind: str | None = None


async def list_jobs(
    session: AsyncSession, queue: str, wanted: JobFilters, page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]:
    """List the jobs of a queue, latest first."""
    statement = _select_jobs(queue)
    if wanted.kind is not None:
        statement = statement.where(Job.kind == wanted.kind)
    if wanted.status is JobStatus.running:
        statement = statement.where(Job.state == JobStatus.ready, is_running())
    elif wanted.status is JobStatus.ready:
        statement = statement.where(Job.state == JobStatus.ready, not_(is_running()))
    elif wanted.status is not None:
        statement = statement.where(Job.state == wanted.status)
    return await fetch_page(session, statement, [descending(Job.created_at), descending(Job.id)], page)


async def find_job(session: AsyncSession, queue: str, job_id: UUID) -> Row[*tuple[Any, ...]] | None:
    """Return a job of the queue, None where there is none."""
    return (await session.execute(_select_jobs(queue).where(Job.id == job_id))).one_or_none()


async def retry_job(session: AsyncSession, queue: str, job_id: UUID) -> bool:
    """Make a dead or cancelled job ready, as if it had never been tried; False where it is neither.

    Crashes are forgotten too, or a job that died of them would be dead before it starts again.
    """
    if not await _lock_job(session, queue, job_id, JobStatus.dead, JobStatus.cancelled):
        return False
    await session.execute(
        update(Job)
        .where(Job.id == job_id)
        .values(state=JobStatus.ready, due_at=func.now(), failures=0, last_error=None, finished_at=None)
    )
    await session.execute(
        update(JobStart).where(JobStart.job_id == job_id, JobStart.ended_at.is_(None)).values(ended_at=func.now())
    )
    push_after_commit(session, queue, job_id)
    return True


async def cancel_job(session: AsyncSession, queue: str, job_id: UUID) -> bool:
    """Take a waiting job back; False where it does not wait or somebody has it."""
    if not await _lock_job(session, queue, job_id, JobStatus.ready):
        return False
    await session.execute(
        update(Job)
        .where(Job.id == job_id)
        .values(state=JobStatus.cancelled, finished_at=func.now(), last_error=_CANCELLED)
    )
    return True


async def run_job_now(session: AsyncSession, queue: str, job_id: UUID) -> bool:
    """Make a waiting job due; False where it does not wait or somebody has it."""
    if not await _lock_job(session, queue, job_id, JobStatus.ready):
        return False
    await session.execute(update(Job).where(Job.id == job_id).values(due_at=func.now()))
    push_after_commit(session, queue, job_id)
    return True


async def _lock_job(session: AsyncSession, queue: str, job_id: UUID, *states: JobStatus) -> bool:
    statement = (
        select(Job.id)
        .where(Job.id == job_id, Job.queue == queue, Job.state.in_(states))
        .with_for_update(key_share=True, skip_locked=True)
    )
    return (await session.execute(statement)).one_or_none() is not None


def _select_jobs(queue: str) -> Select[*tuple[Any, ...]]:
    columns = (Job.id, Job.kind, Job.payload, Job.due_at, Job.created_at)
    return select_job_states().add_columns(*columns).where(Job.queue == queue)
