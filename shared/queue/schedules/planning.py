"""Schedules as rows: made, edited, advanced; whoever advances one holds its lock."""

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import cast
from uuid import UUID, uuid4

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from shared.local_days import find_local_day
from shared.models import Schedule, SchedulePeriod
from shared.queue.schedules.payload import PeriodPayload
from shared.queue.schedules.yearly_day import Occurrence, PeriodKind, YearlyDay
from shared.reference.academic_years import find_academic_year

# A day moves inside one month; looking back that far finds it again wherever it went.
_A_MONTH = timedelta(days=31)


@dataclass(frozen=True, slots=True)
class NewSchedule:
    """What is to begin every year, where, and in whose name."""

    municipality_id: int
    pack_code: str
    calendar_code: str
    day: YearlyDay
    options: dict[str, str]
    client_id: UUID | None


@dataclass(frozen=True, slots=True)
class ScheduleEdit:
    """What people may change of a schedule."""

    enabled: bool
    day: int
    options: dict[str, str]


async def add_schedule(
    session: AsyncSession, payload_class: type[PeriodPayload], wanted: NewSchedule, now: datetime
) -> Schedule | None:
    """Write a new schedule, None where there is one already; what has passed this year stays passed."""
    values = {
        "id": uuid4(),
        "queue": payload_class.queue,
        "kind": payload_class.kind,
        "municipality_id": wanted.municipality_id,
        "pack_code": wanted.pack_code,
        "calendar_code": wanted.calendar_code,
        "month": wanted.day.month,
        "day": wanted.day.day,
        "timezone": wanted.day.timezone,
        "period_kind": wanted.day.period_kind,
        "options": wanted.options,
        "enabled": True,
        "next_run_at": next(wanted.day.iterate_from(now)).due_at,
        "version": 1,
        "client_id": wanted.client_id,
        "created_at": now,
        "updated_at": now,
    }
    return await session.scalar(insert(Schedule).values(values).on_conflict_do_nothing().returning(Schedule))


async def lock_schedule(session: AsyncSession, schedule_id: UUID) -> Schedule:
    """Wait for the schedule and hold it until the transaction ends; workers pass it over meanwhile."""
    return await session.get_one(Schedule, schedule_id, with_for_update={"key_share": True}, populate_existing=True)


async def lock_due_schedule(session: AsyncSession, schedule_id: UUID, now: datetime) -> Schedule | None:
    """Hold the schedule if it is due and nobody else holds it."""
    statement = (
        select(Schedule)
        .where(Schedule.id == schedule_id, Schedule.enabled, Schedule.next_run_at <= now)
        .with_for_update(key_share=True, skip_locked=True)
    )
    return (await session.scalars(statement)).one_or_none()


async def update_schedule(session: AsyncSession, schedule: Schedule, edit: ScheduleEdit, now: datetime) -> None:
    """Edit a schedule that the caller has locked; what is overdue at that moment stays so."""
    is_overdue = schedule.enabled and schedule.next_run_at <= now
    is_moved = (edit.enabled, edit.day) != (schedule.enabled, schedule.day)
    schedule.enabled, schedule.day, schedule.options = edit.enabled, edit.day, edit.options
    schedule.version += 1
    schedule.updated_at = now
    if is_moved:
        await plan_next(session, schedule, schedule.next_run_at - _A_MONTH if is_overdue else now)


async def plan_next(session: AsyncSession, schedule: Schedule, since: datetime) -> None:
    """Set the moment of the next period, from then on, that nobody has started."""
    taken = set(await session.scalars(select(SchedulePeriod.period).where(SchedulePeriod.schedule_id == schedule.id)))
    schedule.next_run_at = next(
        found.due_at for found in get_day(schedule).iterate_from(since) if found.period not in taken
    )


def find_current_year(schedule: Schedule, now: datetime) -> int:
    """Return the academic year it is where the schedule is."""
    return find_academic_year(find_local_day(schedule.timezone, now))


def get_day(schedule: Schedule) -> YearlyDay:
    """Return the day on which a schedule is due."""
    kind = cast("PeriodKind", schedule.period_kind)
    return YearlyDay(schedule.timezone, schedule.month, schedule.day, kind)


def list_due(schedule: Schedule, now: datetime) -> list[Occurrence]:
    """List what has come since the schedule was last advanced, earliest first."""
    return get_day(schedule).list_due(schedule.next_run_at, now)
