"""What schedules of runs do beside what every schedule does: once a period their run."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.runs.schemas import RunCreate, RunTerritory
from services.identification.runs.use_cases import create_run
from services.identification.schedules.errors import PeriodNotBegun
from services.identification.schedules.schemas import PeriodRead, StartSchedulePeriod
from shared.clock import utc_now
from shared.errors import FieldIssue
from shared.models import Municipality, Schedule, SchedulePeriod
from shared.packs.calendar import CalendarEntry
from shared.packs.definition import Pack
from shared.queue import schedules
from shared.queue.schedules import NewSchedule, YearlyDay
from shared.reference.academic_years import find_academic_year, parse_academic_year
from shared.rules.options import parse_options
from shared.schedules import use_cases as shared
from shared.schedules.schemas import ScheduleCreate
from shared.schedules.use_cases import ScheduledWork, StartedPeriod


def _check_options(pack: Pack, entry: CalendarEntry, options: Mapping[str, str]) -> None:
    parse_options(pack.get_rule(entry.starts.code), options)


WORK = ScheduledWork(StartSchedulePeriod, "run", _check_options, "identification:run")


async def create_schedule(
    session: AsyncSession, wanted: ScheduleCreate, municipality: Municipality, client_id: UUID
) -> Schedule:
    """Make a schedule: from its next day on it starts a run every year."""
    year = find_academic_year(utc_now().date())
    pack, entry = await shared.get_calendar_entry(session, WORK.starts, (wanted.pack, wanted.calendar_entry), year)
    _check_options(pack, entry, wanted.options)
    window = entry.windows[0]
    day = window.start_day if wanted.day is None else wanted.day
    shared.require_inside(window, day)
    new = NewSchedule(
        municipality_id=municipality.id,
        pack_code=pack.code,
        calendar_code=entry.code,
        day=YearlyDay(pack.timezone, window.month, day),
        options=wanted.options,
        client_id=client_id,
    )
    return await shared.create_schedule(session, WORK, new, client_id)


async def request_schedule_period(session: AsyncSession, schedule_id: UUID, period: str, client_id: UUID) -> UUID:
    """Start the run of a period now, unless it was started before; return the id of its run either way."""
    schedule = await schedules.lock_schedule(session, schedule_id)
    if parse_academic_year(period) > schedules.find_current_year(schedule, utc_now()):
        raise PeriodNotBegun(errors=[FieldIssue("/body/period", PeriodNotBegun.code, "Учебный год ещё не начался.")])
    await shared.take_period(session, schedule, period, client_id)
    return await start_schedule_period(session, schedule_id, period)


async def start_schedule_period(session: AsyncSession, schedule_id: UUID, period: str) -> UUID:
    """Start the run of a period that was taken, unless it has one; return its id."""

    async def start(due: StartedPeriod) -> UUID:
        named = (due.schedule.pack_code, due.schedule.calendar_code)
        _, entry = await shared.get_calendar_entry(session, WORK.starts, named, parse_academic_year(period))
        wanted = RunCreate(
            rule=f"{due.schedule.pack_code}/{entry.starts.code}",
            academic_year=period,
            territory=RunTerritory(level="municipality", code=due.oktmo),
            options=due.schedule.options,
        )
        return (await create_run(session, wanted, due.client_id)).id

    return await shared.start_period(session, schedule_id, period, start)


async def describe_period(session: AsyncSession, period: SchedulePeriod) -> PeriodRead:
    """Return a period as people read it, with the state of its job while it has no run."""
    return PeriodRead.model_validate(await shared.describe_period(session, period, ("run_id", "Прогон не начат")))
