"""What schedules of campaigns do beside what every schedule does: once a period their campaign."""

from collections.abc import Mapping
from datetime import date
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.campaigns.errors import CampaignExists, PeriodRefused
from services.monitoring.campaigns.queries import find_same_campaign
from services.monitoring.campaigns.rules import find_usual_days
from services.monitoring.campaigns.schemas import CampaignCreate
from services.monitoring.campaigns.use_cases import create_campaign
from services.monitoring.campaigns.use_cases.sets import MonitoredSet
from services.monitoring.schedules import rules
from services.monitoring.schedules.errors import PeriodNotBegun
from services.monitoring.schedules.schemas import PeriodRead, ScheduleCreate, StartSchedulePeriod
from shared.clock import utc_now
from shared.errors import FieldIssue
from shared.indicators.definition import IndicatorSet
from shared.indicators.periods import parse_period
from shared.indicators.resolving import parse_indicator_options
from shared.local_days import find_local_day
from shared.models import Municipality, Schedule, SchedulePeriod
from shared.packs.calendar import CalendarEntry
from shared.packs.definition import Pack
from shared.queue import schedules
from shared.queue.schedules import NewSchedule, YearlyDay
from shared.reference.academic_years import find_academic_year
from shared.schedules import queries
from shared.schedules import use_cases as shared
from shared.schedules.use_cases import ScheduledWork, StartedPeriod


def _check_options(pack: Pack, entry: CalendarEntry, options: Mapping[str, str]) -> None:
    del entry  # every set of a pack has its options
    _, given = rules.split_options(options)
    parse_indicator_options(pack, given)


WORK = ScheduledWork(StartSchedulePeriod, "campaign", _check_options, "monitoring:conduct")


async def create_schedule(
    session: AsyncSession, wanted: ScheduleCreate, municipality: Municipality, client_id: UUID
) -> Schedule:
    """Make a schedule: from its next day on it plans a campaign every year."""
    year = find_academic_year(utc_now().date())
    pack, entry = await shared.get_calendar_entry(session, WORK.starts, (wanted.pack, wanted.calendar_entry), year)
    _check_options(pack, entry, wanted.options)
    window = rules.choose_window(entry, wanted.month)
    day = window.start_day if wanted.day is None else wanted.day
    shared.require_inside(window, day)
    kind = rules.name_periods(_get_set(pack, entry), window.month)
    new = NewSchedule(
        municipality_id=municipality.id,
        pack_code=pack.code,
        calendar_code=entry.code,
        day=YearlyDay(pack.timezone, window.month, day, kind),
        options=wanted.options,
        client_id=client_id,
    )
    return await shared.create_schedule(session, WORK, new, client_id)


async def request_schedule_period(session: AsyncSession, schedule_id: UUID, period: str, client_id: UUID) -> UUID:
    """Plan the campaign of a period now, unless it was planned before; return its id either way.

    Raises PeriodRefused for a period that this schedule never has, PeriodNotBegun for one that is still to come.
    """
    schedule = await schedules.lock_schedule(session, schedule_id)
    _, first, _ = await _find_days(session, schedule, period)
    if first.replace(day=1) > find_local_day(schedule.timezone, utc_now()):
        detail = f"Этот мониторинг начинается {first:%d.%m.%Y}."
        raise PeriodNotBegun(errors=[FieldIssue("/body/period", PeriodNotBegun.code, detail)])
    await shared.take_period(session, schedule, period, client_id)
    return await start_schedule_period(session, schedule_id, period)


async def start_schedule_period(session: AsyncSession, schedule_id: UUID, period: str) -> UUID:
    """Plan the campaign of a period that was taken, unless it has one; return its id."""

    async def start(due: StartedPeriod) -> UUID:
        return await _plan_campaign(session, due)

    return await shared.start_period(session, schedule_id, period, start)


async def describe_period(session: AsyncSession, period: SchedulePeriod) -> PeriodRead:
    """Return a period as people read it, with the state of its job while it has no campaign."""
    started = ("campaign_id", "Кампания не запланирована")
    return PeriodRead.model_validate(await shared.describe_period(session, period, started))


async def _plan_campaign(session: AsyncSession, due: StartedPeriod) -> UUID:
    """Plan the campaign of a period; return its id, or that of the one which people planned before."""
    schedule = due.schedule
    monitored, first, last = await _find_days(session, schedule, due.period)
    participants, options = rules.split_options(schedule.options)
    today = find_local_day(schedule.timezone, utc_now())
    first, last = rules.move_days((first, last), schedule.day, today)
    wanted = CampaignCreate(
        pack=schedule.pack_code,
        set=monitored.one.code,
        period=due.period,
        municipality=due.oktmo,
        responsible=rules.list_responsible(monitored.pack, monitored.one),
        participants=participants,
        starts_on=first,
        ends_on=last,
        options=options,
    )
    municipality = await queries.get_municipality(session, schedule.municipality_id)
    try:
        return (await create_campaign(session, wanted, municipality, due.client_id, schedule.id)).id
    except CampaignExists:
        found = await find_same_campaign(session, municipality.id, (wanted.pack, wanted.set, wanted.period))
        assert found is not None, "campaigns are never removed"
        return found


async def _find_days(session: AsyncSession, schedule: Schedule, period: str) -> tuple[MonitoredSet, date, date]:
    """Return the set that a schedule has monitored for the period, and the days of its window."""
    parsed = parse_period(period)
    named = (schedule.pack_code, schedule.calendar_code)
    pack, entry = await shared.get_calendar_entry(session, WORK.starts, named, parsed.academic_year)
    one = _get_set(pack, entry)
    usual = find_usual_days(pack, one, parsed) if parsed.fits(one.period) else None
    if usual is None or usual[0].month != schedule.month:
        detail = f"Это расписание начинает мониторинг в месяце {schedule.month}: за «{period}» его нет."
        raise PeriodRefused(detail, errors=[FieldIssue("/body/period", PeriodRefused.code, detail)])
    return MonitoredSet(pack, one, parsed), *usual


def _get_set(pack: Pack, entry: CalendarEntry) -> IndicatorSet:
    assert pack.monitoring is not None, "a checked pack has the sets that its calendar names"
    return next(one for one in pack.monitoring.sets if one.code == entry.starts.set)
