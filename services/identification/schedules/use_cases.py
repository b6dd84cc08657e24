"""What schedules do: made, edited, and once a period their run."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.runs.schemas import RunCreate, RunTerritory
from services.identification.runs.use_cases import create_run
from services.identification.schedules import queries
from services.identification.schedules.errors import (
    CalendarEntryUnknown,
    DayOutsideWindow,
    PeriodNotBegun,
    ScheduleExists,
)
from services.identification.schedules.schemas import (
    PeriodRead,
    PeriodState,
    ScheduleCreate,
    ScheduleRead,
    ScheduleUpdate,
    StartSchedulePeriod,
)
from shared.changes import Changed, record_change
from shared.clock import utc_now
from shared.errors import FieldIssue
from shared.models import Municipality, Schedule, SchedulePeriod
from shared.packs.calendar import CalendarEntry, Window
from shared.packs.definition import Pack
from shared.packs.serialising import parse_pack
from shared.packs.stored import find_pack_in_force
from shared.queue import JobStatus, find_job_state, schedules
from shared.queue.schedules import NewSchedule, ScheduleEdit, Trigger, YearlyDay
from shared.reference.academic_years import find_academic_year, parse_academic_year
from shared.rules.options import parse_options


async def create_schedule(
    session: AsyncSession, wanted: ScheduleCreate, municipality: Municipality, client_id: UUID
) -> Schedule:
    """Make a schedule: from its next day on it starts a run every year."""
    pack, entry = await _get_calendar_entry(
        session, wanted.pack, wanted.calendar_entry, find_academic_year(utc_now().date())
    )
    parse_options(pack.get_rule(entry.starts.rule), wanted.options)
    window = entry.windows[0]
    day = window.start_day if wanted.day is None else wanted.day
    _require_inside(window, day)
    new = NewSchedule(
        municipality_id=municipality.id,
        pack_code=pack.code,
        calendar_code=entry.code,
        day=YearlyDay(pack.timezone, window.month, day),
        options=wanted.options,
        client_id=client_id,
    )
    schedule = await schedules.add_schedule(session, StartSchedulePeriod, new, utc_now())
    if schedule is None:
        raise ScheduleExists
    await record_change(session, _changed(schedule, "created"), client_id)
    return schedule


async def update_schedule(session: AsyncSession, schedule: Schedule, wanted: ScheduleUpdate, client_id: UUID) -> None:
    """Edit a schedule that the caller has locked."""
    pack, entry = await _get_calendar_entry(
        session, schedule.pack_code, schedule.calendar_code, find_academic_year(utc_now().date())
    )
    parse_options(pack.get_rule(entry.starts.rule), wanted.options)
    _require_inside(entry.windows[0], wanted.day)
    edit = ScheduleEdit(wanted.enabled, wanted.day, wanted.options)
    changed = tuple(name for name in ("enabled", "day", "options") if getattr(schedule, name) != getattr(edit, name))
    await schedules.update_schedule(session, schedule, edit, utc_now())
    await record_change(session, _changed(schedule, "updated", changed), client_id)


async def request_schedule_period(session: AsyncSession, schedule_id: UUID, period: str, client_id: UUID) -> UUID:
    """Start the run of a period now, unless it was started before; return the id of its run either way."""
    schedule = await schedules.lock_schedule(session, schedule_id)
    if parse_academic_year(period) > schedules.find_current_year(schedule, utc_now()):
        raise PeriodNotBegun(errors=[FieldIssue("/body/period", PeriodNotBegun.code, "Учебный год ещё не начался.")])
    if await schedules.take_period(session, schedule, period, Trigger("request", client_id)):
        await schedules.plan_next(session, schedule, schedule.next_run_at)
        await record_change(session, _changed(schedule, "period_started"), client_id)
    return await start_schedule_period(session, schedule_id, period)


async def start_schedule_period(session: AsyncSession, schedule_id: UUID, period: str) -> UUID:
    """Start the run of a period that was taken, unless it has one; return its id.

    The lock on the period makes job and request, arriving together, start one run.
    """
    taken = await schedules.lock_period(session, schedule_id, period)
    if taken.started_id is not None:
        return taken.started_id
    schedule, oktmo = await queries.get_schedule(session, schedule_id)
    _, entry = await _get_calendar_entry(
        session, schedule.pack_code, schedule.calendar_code, parse_academic_year(period)
    )
    wanted = RunCreate(
        rule=f"{schedule.pack_code}/{entry.starts.rule}",
        academic_year=period,
        territory=RunTerritory(level="municipality", code=oktmo),
        options=schedule.options,
    )
    run = await create_run(session, wanted, taken.client_id or schedule.client_id)
    schedules.record_started(taken, run.id)
    return run.id


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


async def describe_period(session: AsyncSession, period: SchedulePeriod) -> PeriodRead:
    """Return a period as people read it, with the state of its job while it has no run."""
    is_waiting = period.started_id is None and period.job_id is not None
    job = await find_job_state(session, period.job_id) if is_waiting and period.job_id else None
    has_failed = job is not None and job.status in {JobStatus.dead, JobStatus.cancelled}
    state = PeriodState.skipped if period.state == "skipped" else PeriodState.started
    if is_waiting:
        state = PeriodState.failed if has_failed else PeriodState.queued
    return PeriodRead.model_validate(
        {
            "period": period.period,
            "state": state,
            "triggered_by": period.triggered_by,
            "due_at": period.due_at,
            "created_at": period.created_at,
            "run_id": period.started_id,
            "failure": f"Прогон не начат: {job.last_error}" if job and has_failed else None,
        }
    )


async def _get_calendar_entry(
    session: AsyncSession, pack_code: str, entry_code: str, academic_year: int
) -> tuple[Pack, CalendarEntry]:
    stored = await find_pack_in_force(session, pack_code, academic_year)
    pack = parse_pack(stored.definition) if stored is not None else None
    entry = pack.find_calendar_entry(entry_code) if pack is not None else None
    if pack is None or entry is None:
        detail = f"В календаре программы «{pack_code}» нет пункта «{entry_code}»."
        raise CalendarEntryUnknown(
            detail, errors=[FieldIssue("/body/calendar_entry", CalendarEntryUnknown.code, detail)]
        )
    return pack, entry


def _require_inside(window: Window, day: int) -> None:
    if day not in window.days:
        detail = f"Программа назначает дни с {window.days[0]} по {window.days[-1]}: выберите один из них."
        raise DayOutsideWindow(detail, errors=[FieldIssue("/body/day", DayOutsideWindow.code, detail)])


def _changed(schedule: Schedule, action: str, fields: tuple[str, ...] = ()) -> Changed:
    return Changed("schedule", str(schedule.id), action, fields, schedule.municipality_id)
