"""What schedules of every service do: made, edited, their periods started once, and told of."""

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from shared.access.principals import Principal
from shared.changes import Changed, record_change
from shared.clock import utc_now
from shared.errors import FieldIssue
from shared.models import Schedule, SchedulePeriod
from shared.packs.calendar import CalendarEntry, StartKind, Window
from shared.packs.definition import Pack
from shared.packs.serialising import parse_pack
from shared.packs.stored import find_pack_in_force
from shared.queue import JobStatus, find_job_state, schedules
from shared.queue.schedules import NewSchedule, PeriodPayload, ScheduleEdit, Trigger
from shared.reference.academic_years import find_academic_year
from shared.schedules import queries
from shared.schedules.errors import CalendarEntryUnknown, DayOutsideWindow, ScheduleExists
from shared.schedules.schemas import PeriodState, ScheduleRead, ScheduleUpdate


@dataclass(frozen=True, slots=True)
class ScheduledWork:
    """What the schedules of one service start, and by which entries of a calendar."""

    payload_class: type[PeriodPayload]
    starts: StartKind
    check_options: Callable[[Pack, CalendarEntry, Mapping[str, str]], None]
    """Raises where the entry's work has no such option or value."""
    change_scope: str


@dataclass(frozen=True, slots=True)
class StartedPeriod:
    """A period whose work is to be made now: whose, where, by which definitions."""

    schedule: Schedule
    oktmo: str
    period: str
    client_id: UUID | None
    """In whose name."""


async def create_schedule(session: AsyncSession, work: ScheduledWork, new: NewSchedule, client_id: UUID) -> Schedule:
    """Make a schedule or raise ScheduleExists; from its next day on it starts its work every year."""
    schedule = await schedules.add_schedule(session, work.payload_class, new, utc_now())
    if schedule is None:
        raise ScheduleExists
    await record_change(session, _changed(schedule, "created"), client_id)
    return schedule


async def update_schedule(
    session: AsyncSession, work: ScheduledWork, schedule: Schedule, wanted: ScheduleUpdate, client_id: UUID
) -> None:
    """Edit a schedule that the caller has locked.

    Raises CalendarEntryUnknown, DayOutsideWindow, or what the check of the options raises.
    """
    year = find_academic_year(utc_now().date())
    pack, entry = await get_calendar_entry(session, work.starts, (schedule.pack_code, schedule.calendar_code), year)
    work.check_options(pack, entry, wanted.options)
    require_inside(find_window(entry, schedule.month), wanted.day)
    edit = ScheduleEdit(wanted.enabled, wanted.day, wanted.options)
    changed = tuple(name for name in ("enabled", "day", "options") if getattr(schedule, name) != getattr(edit, name))
    await schedules.update_schedule(session, schedule, edit, utc_now())
    await record_change(session, _changed(schedule, "updated", changed), client_id)


async def take_period(session: AsyncSession, schedule: Schedule, period: str, client_id: UUID) -> None:
    """Take a period that a request asks for, of a locked schedule, unless it was started before."""
    if await schedules.take_period(session, schedule, period, Trigger("request", client_id)):
        await schedules.plan_next(session, schedule, schedule.next_run_at)
        await record_change(session, _changed(schedule, "period_started"), client_id)


async def start_period(
    session: AsyncSession, schedule_id: UUID, period: str, start: Callable[[StartedPeriod], Awaitable[UUID]]
) -> UUID:
    """Make the work of a period that was taken, unless it has it; return the id of the work.

    The lock on the period makes job and request, arriving together, start one.
    """
    taken = await schedules.lock_period(session, schedule_id, period)
    if taken.started_id is not None:
        return taken.started_id
    schedule, oktmo = await queries.get_schedule(session, schedule_id)
    started_id = await start(StartedPeriod(schedule, oktmo, period, taken.client_id or schedule.client_id))
    schedules.record_started(taken, started_id)
    return started_id


async def get_calendar_entry(
    session: AsyncSession, starts: StartKind, entry: tuple[str, str], academic_year: int
) -> tuple[Pack, CalendarEntry]:
    """Return the pack in force and its entry, named by both codes, or raise CalendarEntryUnknown.

    An entry that starts something else is unknown here: another service has its schedules.
    """
    pack_code, entry_code = entry
    stored = await find_pack_in_force(session, pack_code, academic_year)
    pack = parse_pack(stored.definition) if stored is not None else None
    found = pack.find_calendar_entry(entry_code) if pack is not None else None
    if pack is None or found is None or found.starts.kind != starts:
        detail = f"В календаре программы «{pack_code}» нет пункта «{entry_code}»."
        if found is not None:
            detail = f"Пункт «{entry_code}» начинает другое: {found.title}. Заведите расписание в его службе."
        issue = FieldIssue("/body/calendar_entry", CalendarEntryUnknown.code, detail)
        raise CalendarEntryUnknown(detail, errors=[issue])
    return pack, found


def find_window(entry: CalendarEntry, month: int) -> Window:
    """Return the window of a month, the first where a later version of the pack has none in it."""
    return next((window for window in entry.windows if window.month == month), entry.windows[0])


def require_inside(window: Window, day: int) -> None:
    """Raise DayOutsideWindow for a day that the programme does not name."""
    if day not in window.days:
        detail = f"Программа назначает дни с {window.days[0]} по {window.days[-1]}: выберите один из них."
        raise DayOutsideWindow(detail, errors=[FieldIssue("/body/day", DayOutsideWindow.code, detail)])


def list_allowed_actions(work: ScheduledWork, principal: Principal) -> list[str]:
    """List what the caller may do with a schedule it sees."""
    return ["update", "start_period"] if work.change_scope in principal.scopes else []


def describe_schedule(schedule: Schedule, oktmo: str, allowed_actions: list[str]) -> ScheduleRead:
    """Return a schedule as people read it."""
    return ScheduleRead(
        id=schedule.id,
        pack=schedule.pack_code,
        calendar_entry=schedule.calendar_code,
        municipality=oktmo,
        month=schedule.month,
        day=schedule.day,
        timezone=schedule.timezone,
        options=schedule.options,
        enabled=schedule.enabled,
        next_run_at=schedule.next_run_at if schedule.enabled else None,
        version=schedule.version,
        created_at=schedule.created_at,
        updated_at=schedule.updated_at,
        allowed_actions=allowed_actions,
    )


async def describe_period(session: AsyncSession, period: SchedulePeriod, started: tuple[str, str]) -> dict[str, Any]:
    """Return a period as people read it, with the state of its job while it has started nothing.

    `started` is the name of the field for the work's id, and the sentence that says it could not be made.
    """
    name, failure = started
    is_waiting = period.started_id is None and period.job_id is not None
    job = await find_job_state(session, period.job_id) if is_waiting and period.job_id else None
    has_failed = job is not None and job.status in {JobStatus.dead, JobStatus.cancelled}
    state = PeriodState.skipped if period.state == "skipped" else PeriodState.started
    if is_waiting:
        state = PeriodState.failed if has_failed else PeriodState.queued
    return {
        "period": period.period,
        "state": state,
        "triggered_by": period.triggered_by,
        "due_at": period.due_at,
        "created_at": period.created_at,
        name: period.started_id,
        "failure": f"{failure}: {job.last_error}" if job and has_failed else None,
    }


def _changed(schedule: Schedule, action: str, fields: tuple[str, ...] = ()) -> Changed:
    return Changed("schedule", str(schedule.id), action, fields, schedule.municipality_id)
