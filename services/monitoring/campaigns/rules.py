"""Pure logic of campaigns: their days, their terms, and what may be done with them."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from services.monitoring.campaigns.schemas import CampaignAction
from shared.errors import FieldIssue
from shared.indicators.definition import Conduct, IndicatorSet
from shared.indicators.periods import MonitoredPeriod
from shared.indicators.plan import IndicatorPlan, Roll
from shared.local_days import find_local_day, find_start_of_day
from shared.models import Campaign
from shared.packs.definition import Pack
from shared.reference.academic_years import first_day_of

_LONGEST = timedelta(days=366)
_SATURDAY = 5
_DAY = timedelta(days=1)
EDITABLE = ("planned", "open")


@dataclass(frozen=True, slots=True)
class Days:
    """When a campaign takes place: first and last day, and the one on which people are reminded."""

    starts_on: date
    ends_on: date
    remind_on: date | None


@dataclass(frozen=True, slots=True)
class DueSteps:
    """What the days of a campaign call for by now."""

    opens: bool
    reminds: bool
    closes: bool


@dataclass(frozen=True, slots=True)
class Deadline:
    """Up to when answers are on time."""

    end: datetime
    is_over: bool
    """Whether nobody is waited for any more."""


def find_usual_days(pack: Pack, one: IndicatorSet, period: MonitoredPeriod) -> tuple[date, date] | None:
    """Return the days on which the programme has such a period monitored; None where it names none.

    A yearly monitoring of 2022/2023 takes place in 2023 (B61), a half-yearly one in its month.
    """
    month = period.month or next(iter(one.period.months), None)
    if month is None:
        return None
    year = period.academic_year + 1 if period.month is None else period.last_day.year
    return pack.find_window_days(one.period.calendar, date(year, month, 1))


def list_date_faults(days: Days, period: MonitoredPeriod) -> Iterator[FieldIssue]:
    """Yield what is wrong with the days of a campaign."""
    first = first_day_of(period.academic_year)
    if days.starts_on < first:
        detail = f"Период {period.text} начинается {first:%d.%m.%Y}: раньше его не проверить."
        yield FieldIssue("/body/starts_on", "before-period", detail)
    if days.ends_on < days.starts_on:
        yield FieldIssue("/body/ends_on", "ends-before-start", "Последний день раньше первого: исправьте одну из дат.")
    elif days.ends_on - days.starts_on > _LONGEST:
        yield FieldIssue("/body/ends_on", "too-long", "Кампания длится не больше года: исправьте последний день.")
    if days.remind_on is not None and not days.starts_on <= days.remind_on <= days.ends_on:
        detail = "Напоминают в один из дней кампании: между первым и последним."
        yield FieldIssue("/body/remind_on", "outside-campaign", detail)


def find_analysis_day(conduct: Conduct | None, ends_on: date, *, on_working_day: bool) -> date | None:
    """Return the last day for the analysis, counted from the day after the end (B48); None where there is no term.

    With `on_working_day` a term that ends on Saturday or Sunday ends on Monday (ГК ст. 193).
    """
    if conduct is None or conduct.analysis_days is None:
        return None
    last = ends_on + timedelta(days=conduct.analysis_days)
    if on_working_day and last.weekday() >= _SATURDAY:
        last += timedelta(days=7 - last.weekday())
    return last


def find_deadline(campaign: Campaign, now: datetime) -> Deadline:
    """Return when answers are late, and whether nobody is waited for any more.

    That is the end of the last day where the municipality is, or the moment at which people closed it before.
    """
    end = find_start_of_day(campaign.timezone, campaign.ends_on + _DAY)
    if campaign.closed_at is not None:
        end = min(end, campaign.closed_at)
    return Deadline(end, is_over=campaign.state not in EDITABLE or now >= end)


def list_moments(campaign: Campaign) -> list[datetime]:
    """List the moments at which something is due."""
    days = [campaign.starts_on, campaign.remind_on, campaign.ends_on + _DAY]
    return [find_start_of_day(campaign.timezone, day) for day in days if day is not None]


def find_due_steps(campaign: Campaign, now: datetime, *, waits_for_order: bool) -> DueSteps:
    """Say what is due: a step that was done, or whose day was moved, is not; after the end nobody is reminded."""
    today = find_local_day(campaign.timezone, now)
    opens = campaign.state == "planned" and campaign.starts_on <= today and not waits_for_order
    runs = opens or campaign.state == "open"
    remind_on = campaign.remind_on
    reminds = runs and campaign.reminded_at is None and remind_on is not None and remind_on <= today <= campaign.ends_on
    return DueSteps(opens, reminds, closes=runs and today > campaign.ends_on)


def is_analysis_overdue(campaign: Campaign, now: datetime) -> bool:
    """Say whether the term of the analysis has passed without one."""
    due_on = campaign.analysis_due_on
    return campaign.analysed_at is None and due_on is not None and find_local_day(campaign.timezone, now) > due_on


def is_overdue(campaign: Campaign, now: datetime) -> bool:
    """Say whether the campaign should have been opened, closed or analysed before today."""
    today = find_local_day(campaign.timezone, now)
    is_not_opened = campaign.state == "planned" and today > campaign.starts_on
    is_not_closed = campaign.state == "open" and today > campaign.ends_on
    return is_not_opened or is_not_closed or is_analysis_overdue(campaign, now)


def list_actions(campaign: Campaign, *, waits_for_order: bool) -> list[CampaignAction]:
    """List what may be done with a campaign by those who conduct it."""
    if campaign.state not in EDITABLE:
        return []
    actions: list[CampaignAction] = ["update", "replace_participants"]
    if campaign.state == "open":
        return [*actions, "close"]
    return actions if waits_for_order else [*actions, "open"]


def list_rolls(plan: IndicatorPlan) -> list[Roll]:
    """List the sets of listed schools without which indicators have no value."""
    found = {at for item in plan.items for at in item.rolls}
    return [plan.rolls[at] for at in sorted(found) if plan.rolls[at].categories]
