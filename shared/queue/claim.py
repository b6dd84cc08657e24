"""The claim: statements on the job row inside the working transaction that holds its lock."""

import traceback
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import Row, func, select, update
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from shared.errors import OporaError, Transient
from shared.models import Job, JobStart
from shared.queue.definition import AnyJob

_LONGEST_BACKOFF = timedelta(minutes=5)
_LONGEST_MESSAGE = 500
_PROJECT = Path(__file__).resolve().parents[2]


async def claim_job(session: AsyncSession, job_id: UUID) -> Row[tuple[UUID, str, dict[str, object], int, int]] | None:
    """Lock the ready and due job for this transaction; None where somebody else has it or nothing is to be done.

    The lock is lease and fence: Postgres frees it when the worker dies, and a late COMMIT of a frozen one fails.
    """
    statement = (
        select(Job.id, Job.kind, Job.payload, Job.failures, func.pg_backend_pid().label("backend_pid"))
        .where(Job.id == job_id, Job.state == "ready", Job.due_at <= func.now())
        .with_for_update(key_share=True, skip_locked=True)
    )
    return (await session.execute(statement)).one_or_none()


async def count_crashes(session: AsyncSession, job_id: UUID) -> int:
    """Count starts without an end; for the holder of the row lock each of them is a crash."""
    statement = select(func.count()).where(JobStart.job_id == job_id, JobStart.ended_at.is_(None))
    return (await session.execute(statement)).scalar_one()


async def finish_job(session: AsyncSession, job_id: UUID, start_id: UUID) -> None:
    """Mark the job as done, together with its effects."""
    await _end_start(session, start_id)
    await session.execute(
        update(Job).where(Job.id == job_id).values(state="done", finished_at=func.clock_timestamp(), last_error=None)
    )


async def bury_job(session: AsyncSession, job_id: UUID, reason: str) -> None:
    """Give the job up; a person decides what becomes of it."""
    await session.execute(
        update(Job).where(Job.id == job_id).values(state="dead", finished_at=func.clock_timestamp(), last_error=reason)
    )


async def count_failure(
    session: AsyncSession, job_id: UUID, start_id: UUID, definition: AnyJob, error: Exception
) -> str:
    """Count an error of the function: another attempt after a pause, or dead. Return the state it leads to."""
    await _end_start(session, start_id)
    failures = (
        await session.execute(
            update(Job)
            .where(Job.id == job_id)
            .values(failures=Job.failures + 1, last_error=describe_error(error))
            .returning(Job.failures)
        )
    ).scalar_one()
    if failures >= definition.max_failures or is_final(error):
        await bury_job(session, job_id, describe_error(error))
        return "dead"
    await session.execute(
        update(Job).where(Job.id == job_id).values(due_at=func.clock_timestamp() + backoff_after(failures))
    )
    return "ready"


async def lock_failed_job(session: AsyncSession, job_id: UUID, start_id: UUID) -> bool:
    """Lock the job whose working transaction broke, if that start is still the one to settle.

    Waits a moment, since Postgres may not have noticed yet that the transaction is gone.
    """
    await session.execute(select(func.set_config("lock_timeout", "5s", True)))  # noqa: FBT003  # SQL function: is_local
    statement = (
        select(Job.id)
        .join(JobStart, JobStart.job_id == Job.id)
        .where(Job.id == job_id, Job.state == "ready", JobStart.id == start_id, JobStart.ended_at.is_(None))
        .with_for_update(of=Job, key_share=True)
    )
    return (await session.execute(statement)).one_or_none() is not None


def backoff_after(failures: int) -> timedelta:
    """Return the pause before the next attempt: 2 s, doubled with every failure, at most 5 min."""
    return min(timedelta(seconds=2.0 ** min(failures, 16)), _LONGEST_BACKOFF)


def is_final(error: Exception) -> bool:
    """Tell whether another attempt would end the same way: a rule of the domain said no."""
    return isinstance(error, OporaError) and not isinstance(error, Transient)


def describe_error(error: Exception) -> str:
    """Describe an error without values: only sentences of our own are known to hold nothing personal."""
    if isinstance(error, OporaError):
        return error.detail[:_LONGEST_MESSAGE]
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if _is_ours(Path(frame.filename))]
    place = f" ({Path(frames[-1].filename).name}:{frames[-1].lineno})" if frames else ""
    return f"{_class_name(error)}{place}"


def _is_ours(source: Path) -> bool:
    return source.is_relative_to(_PROJECT) and "site-packages" not in source.relative_to(_PROJECT).parts


def _class_name(error: Exception) -> str:
    if isinstance(error, DBAPIError) and error.orig is not None:
        # SQLAlchemy wraps twice; the driver's own class (UniqueViolationError) says what happened.
        return type(error.orig.__cause__ or error.orig).__name__
    return type(error).__name__


async def _end_start(session: AsyncSession, start_id: UUID) -> None:
    await session.execute(update(JobStart).where(JobStart.id == start_id).values(ended_at=func.clock_timestamp()))
