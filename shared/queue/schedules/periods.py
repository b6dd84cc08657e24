"""Periods: taken once, whoever asks first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Literal
from uuid import UUID

from sqlalchemy import func, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from shared.models import Schedule, SchedulePeriod
from shared.queue.schedules.yearly_day import Occurrence


@dataclass(frozen=True, slots=True)
class Trigger:
    """What starts a period: the schedule when it is due, or the request of a client."""

    by: Literal["schedule", "request"]
    client_id: UUID | None = None
    due_at: datetime | None = None


async def take_period(session: AsyncSession, schedule: Schedule, period: str, trigger: Trigger) -> bool:
    """Take the period of a locked schedule; False where it is taken. One that was skipped can still be taken."""
    statement = insert(SchedulePeriod).values(
        schedule_id=schedule.id,
        period=period,
        state="started",
        triggered_by=trigger.by,
        client_id=trigger.client_id,
        due_at=trigger.due_at,
        created_at=func.now(),
    )
    takes_over = {
        name: statement.excluded[name] for name in ("state", "triggered_by", "client_id", "due_at", "created_at")
    }
    statement = statement.on_conflict_do_update(
        index_elements=[SchedulePeriod.schedule_id, SchedulePeriod.period],
        set_=takes_over,
        where=SchedulePeriod.state == "skipped",
    )
    return await session.scalar(statement.returning(SchedulePeriod.period)) is not None


async def skip_periods(session: AsyncSession, schedule: Schedule, missed: Sequence[Occurrence]) -> None:
    """Record periods that passed while nothing worked; those that somebody started stay started."""
    if not missed:
        return
    rows = [
        {
            "schedule_id": schedule.id,
            "period": found.period,
            "state": "skipped",
            "triggered_by": "schedule",
            "due_at": found.due_at,
            "created_at": func.now(),
        }
        for found in missed
    ]
    await session.execute(insert(SchedulePeriod).values(rows).on_conflict_do_nothing())


async def record_job(session: AsyncSession, schedule: Schedule, period: str, job_id: UUID) -> None:
    """Record the job that was asked for on behalf of a period."""
    await session.execute(
        update(SchedulePeriod)
        .where(SchedulePeriod.schedule_id == schedule.id, SchedulePeriod.period == period)
        .values(job_id=job_id)
    )


async def lock_period(session: AsyncSession, schedule_id: UUID, period: str) -> SchedulePeriod:
    """Hold a period that was taken: whoever starts its work must be alone."""
    return await session.get_one(SchedulePeriod, (schedule_id, period), with_for_update=True, populate_existing=True)


def record_started(period: SchedulePeriod, started_id: UUID) -> None:
    """Record what the work of a locked period is."""
    period.started_id = started_id
