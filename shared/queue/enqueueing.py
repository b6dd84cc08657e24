"""Asking for work: the job row is part of the caller's transaction."""

from datetime import datetime
from functools import partial
from typing import Protocol
from uuid import UUID, uuid4

from sqlalchemy import func, insert
from sqlalchemy.ext.asyncio import AsyncSession

from shared.database.session import run_after_commit
from shared.models import Job
from shared.queue.payload import JobPayload

PUSHER = "job_pusher"
"""Key of `session.info` under which a process that reaches Redis leaves its pusher."""


class Pusher(Protocol):
    """Hands ids of committed jobs to the delivery."""

    async def push(self, queue: str, job_id: UUID) -> bool:
        """Return whether the id was taken; never raise."""
        ...


async def enqueue(session: AsyncSession, payload: JobPayload, *, due_at: datetime | None = None) -> UUID:
    """Ask for a job: committed with the caller's transaction or rolled back with it.

    Once committed it is pushed where the session carries a pusher; whatever is not pushed, the sweep delivers.
    """
    job_id = uuid4()
    await session.execute(
        insert(Job).values(
            id=job_id,
            queue=payload.queue,
            kind=payload.kind,
            payload=payload.model_dump(mode="json"),
            state="ready",
            # The database's clock, as in the claim: a fast clock of this machine must not delay the job.
            due_at=due_at or func.now(),
            failures=0,
            created_at=func.now(),
        )
    )
    if due_at is None:
        push_after_commit(session, payload.queue, job_id)
    return job_id


def push_after_commit(session: AsyncSession, queue: str, job_id: UUID) -> None:
    """Push a job that is due once this transaction is committed, where the session carries a pusher."""
    pusher: Pusher | None = session.info.get(PUSHER)
    if pusher is not None:
        run_after_commit(session, partial(_push, pusher, queue, job_id))


async def _push(pusher: Pusher, queue: str, job_id: UUID) -> None:
    await pusher.push(queue, job_id)
