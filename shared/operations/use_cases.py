"""What operators do to jobs, each deed recorded."""

from collections.abc import Awaitable, Callable
from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from shared.changes import Changed, record_change
from shared.http.schemas import Progress
from shared.operations.errors import JobActionNotAllowed, JobNotFound, JobRunning
from shared.operations.schemas import JobRead
from shared.queue import JobStatus, operating

_ACTIONS = {
    JobStatus.ready: ["cancel", "run_now"],
    JobStatus.cancelled: ["retry"],
    JobStatus.dead: ["retry"],
}
_Deed = Callable[[AsyncSession, str, UUID], Awaitable[bool]]


async def get_job(session: AsyncSession, queue: str, job_id: UUID) -> JobRead:
    """Return a job of the service or raise JobNotFound."""
    row = await operating.find_job(session, queue, job_id)
    if row is None:
        raise JobNotFound
    return describe_job(row)


async def retry_job(session: AsyncSession, queue: str, job_id: UUID, client_id: UUID) -> JobRead:
    """Let a dead or cancelled job be tried again, its failures and crashes forgotten; their caps hold anew."""
    return await _do(session, queue, job_id, client_id, (operating.retry_job, "retried"))


async def cancel_job(session: AsyncSession, queue: str, job_id: UUID, client_id: UUID) -> JobRead:
    """Take back a job that waits; one that runs is left to its end."""
    return await _do(session, queue, job_id, client_id, (operating.cancel_job, "cancelled"))


async def run_job_now(session: AsyncSession, queue: str, job_id: UUID, client_id: UUID) -> JobRead:
    """Make a job due that waits for its moment or its next attempt."""
    return await _do(session, queue, job_id, client_id, (operating.run_job_now, "made_due"))


async def _do(session: AsyncSession, queue: str, job_id: UUID, client_id: UUID, deed: tuple[_Deed, str]) -> JobRead:
    act, action = deed
    if not await act(session, queue, job_id):
        job = await get_job(session, queue, job_id)
        raise JobRunning if job.state in {JobStatus.ready, JobStatus.running} else JobActionNotAllowed
    await record_change(session, Changed("job", str(job_id), action), client_id)
    return await get_job(session, queue, job_id)


def describe_job(row: Row[*tuple[Any, ...]]) -> JobRead:
    """Return a job as operators read it."""
    status = operating.tell_status(row)
    return JobRead(
        id=row.id,
        kind=row.kind,
        payload=row.payload,
        state=status,
        due_at=row.due_at,
        failures=row.failures,
        last_error=row.last_error,
        progress=None if row.done is None else Progress(done=row.done, total=row.total),
        created_at=row.created_at,
        started_at=row.started_at,
        finished_at=row.finished_at,
        allowed_actions=_ACTIONS.get(status, []),
    )
