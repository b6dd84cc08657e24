"""Pure logic of schedules of campaigns: which window, which days, in whose charge."""

from collections.abc import Mapping
from datetime import date

from services.monitoring.schedules.errors import MonthRefused
from shared.errors import FieldIssue
from shared.http.orders import OrderParty
from shared.indicators.definition import IndicatorSet
from shared.packs.calendar import CalendarEntry, Window
from shared.packs.definition import Pack
from shared.queue.schedules import PeriodKind
from shared.rules.errors import OptionsRefused

_SEPTEMBER = 9
_PARTICIPANTS = "participants"
_CHOICES = ("all", "listed")


def choose_window(entry: CalendarEntry, month: int | None) -> Window:
    """Return the window of the month, or the only one; raise MonthRefused otherwise."""
    found = [window for window in entry.windows if month in {None, window.month}]
    if len(found) != 1:
        months = ", ".join(str(window.month) for window in entry.windows)
        detail = f"Сроки пункта «{entry.code}» — в месяцах {months}: укажите один из них."
        raise MonthRefused(detail, errors=[FieldIssue("/body/month", MonthRefused.code, detail)])
    return found[0]


def name_periods(one: IndicatorSet, month: int) -> PeriodKind:
    """Say how the periods of a set are named by the day on which it is monitored.

    A half-yearly one by its month; a September looks back at the year that has ended (B61), a June at its own.
    """
    if one.period.kind == "month":
        return "month"
    return "finished_year" if month >= _SEPTEMBER else "academic_year"


def move_days(usual: tuple[date, date], day: int, today: date) -> tuple[date, date]:
    """Return first and last day of a campaign that begins on that day of its window.

    One that is planned after its window, since nothing worked or nobody asked, begins today and lasts as long.
    """
    first, last = usual
    first = first.replace(day=min(day, last.day))
    return (first, last) if today <= last else (today, today + (last - first))


def split_options(options: Mapping[str, str]) -> tuple[str, dict[str, str]]:
    """Return who takes part (all where nothing is said), and the options of the indicators."""
    rest = dict(options)
    participants = rest.pop(_PARTICIPANTS, "all")
    if participants not in _CHOICES:
        detail = f"Участники «{participants}» не подходят: допустимы {', '.join(_CHOICES)}."
        raise OptionsRefused(detail, errors=[FieldIssue(f"/options/{_PARTICIPANTS}", "option-value", detail)])
    return participants, rest


def list_responsible(pack: Pack, one: IndicatorSet) -> tuple[OrderParty, ...]:
    """List whom the programme itself puts in charge; people may edit that."""
    named = [one.conduct.analysed_by] if one.conduct is not None and one.conduct.analysed_by else []
    named = named or list(pack.programme.executors if pack.programme else ())
    return tuple(
        OrderParty(role="carries_out", name=name[:1].upper() + name[1:])
        for name in named or ["Муниципальный орган управления образованием"]
    )
