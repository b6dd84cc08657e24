"""Known ways to break the queue, applied to a worker process only: the tests must notice each of them."""

import asyncio
import os
import signal
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, TextClause, func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from shared.models import Job, Schedule
from shared.queue import attempt, claim, sweep
from shared.queue.schedules import periods, scheduler


async def _push_nothing(_: sweep.Sweep) -> int:
    return 0


async def _claim_without_lock(session: AsyncSession, job_id: UUID) -> Row[Any] | None:
    statement = select(Job.id, Job.kind, Job.payload, Job.failures, func.pg_backend_pid().label("backend_pid"))
    return (await session.execute(statement.where(Job.id == job_id, Job.state == "ready"))).one_or_none()


async def _see_due_schedule(session: AsyncSession, schedule_id: UUID, now: datetime) -> Schedule | None:
    statement = select(Schedule).where(Schedule.id == schedule_id, Schedule.next_run_at <= now)
    found = (await session.scalars(statement)).one_or_none()
    await asyncio.sleep(1)
    return found


async def _believe_to_be_first(*arguments: Any) -> bool:
    await periods.take_period(*arguments)
    return True


async def _die(_: attempt.JobRunner, __: UUID) -> attempt.Outcome:
    os.kill(os.getpid(), signal.SIGKILL)
    return attempt.Outcome.skipped


def _compare_null() -> TextClause:
    statement = sweep.TAKE_UNPUSHED.text
    mutated = statement.replace("coalesce(p.pushed_at, '-infinity')", "p.pushed_at")
    assert mutated != statement
    return text(mutated)


# What is replaced, where, and by what.
_MUTATIONS: dict[str, tuple[object, str, object]] = {
    "no_sweep": (sweep.Sweep, "run", _push_nothing),
    "no_claim": (claim, "claim_job", _claim_without_lock),
    "null_comparison": (sweep, "TAKE_UNPUSHED", _compare_null()),
    "no_schedule_lock": (scheduler, "lock_due_schedule", _see_due_schedule),
    "no_period_key": (scheduler, "take_period", _believe_to_be_first),
    "die_on_delivery": (attempt.JobRunner, "run", _die),
}


def mutate(names: str) -> None:
    """Break this process in the named ways, which commas part."""
    for name in names.split(","):
        owner, attribute, replacement = _MUTATIONS[name]
        assert hasattr(owner, attribute)
        setattr(owner, attribute, replacement)
