"""Spans of a year, and the rules that give them their years (B49, B50)."""

from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from shared.terms.plan_years import AcademicYear, CalendarYear, PlanYear
from shared.terms.term import TermFault, TermRefused

MonthDay = tuple[int, int | None]
"""Month and day; None is the first of the month at the beginning of a span, the last at its end."""

_Place = tuple[int, int, int | None]
_LAST_OF_ANY_MONTH = 31


class Unit(StrEnum):
    """What a span is made of: a number alone before a dash takes the unit of what follows."""

    day = "day"
    month = "month"
    quarter = "quarter"
    half = "half"
    year = "year"


@dataclass(frozen=True, slots=True)
class Span:
    """From a day of a year to another; the year only where one was written."""

    first: MonthDay
    last: MonthDay
    unit: Unit
    year: PlanYear | None = None


def make_day(month: int, day: int, year: PlanYear | None = None) -> Span:
    """Return one day."""
    return Span((month, day), (month, day), Unit.day, year)


def make_months(first: int, last: int, unit: Unit, year: PlanYear | None = None) -> Span:
    """Return whole months."""
    return Span((first, None), (last, None), unit, year)


def make_part(number: int, unit: Unit, year: PlanYear | None = None) -> Span | None:
    """Return a quarter or half-year of the calendar, None for a number it cannot have."""
    length = 3 if unit is Unit.quarter else 6
    return make_months((number - 1) * length + 1, number * length, unit, year) if 1 <= number <= 12 // length else None


def make_school_half(number: int, year: PlanYear | None) -> Span | None:
    """Return a half of the school year: September to December, or January to May."""
    months = {1: (9, 12), 2: (1, 5)}.get(number)
    return make_months(*months, Unit.half, year) if months else None


def make_school_year(year: PlanYear) -> Span:
    """Return what «учебный год» is: September to May; in a calendar plan its whole year."""
    return make_months(9, 5, Unit.year, year) if isinstance(year, AcademicYear) else make_whole_year(year)


def make_whole_year(year: PlanYear) -> Span:
    """Return the whole year of a plan: September to August, or January to December."""
    first, last = (9, 8) if isinstance(year, AcademicYear) else (1, 12)
    return make_months(first, last, Unit.year, year)


def resolve(begin: Span, end: Span, plan_year: PlanYear) -> tuple[date, date]:
    """Return the first day of one span and the last day of the other, with the years by the rules of plans.

    Raises TermRefused where a day does not exist or the term runs backwards.
    """
    first, last = _place(begin, end, plan_year)
    return _make_date(first), _make_date(last, of_end=True)


def _place(begin: Span, end: Span, plan_year: PlanYear) -> tuple[_Place, _Place]:
    years = [span.year for span in (begin, end) if span.year is not None]
    common = years[0] if years else plan_year
    first = ((begin.year or common).place(begin.first[0]), *begin.first)
    last = ((end.year or common).place(end.last[0]), *end.last)
    if not _runs_backwards(first, last):
        return first, last
    written_twice = len(years) == 2  # noqa: PLR2004  # at both ends of the range
    same_month = begin.first[0] == end.last[0]
    if same_month or (written_twice and begin is not end):
        raise _backward()
    if not isinstance(common, CalendarYear) or not years:
        # Months of a plan's or school year: the end lies in the year after.
        return first, (last[0] + 1, *last[1:])
    if end.year is None:
        # «Декабрь 2021 – январь»: moving the start would contradict what is written, moving the end would guess.
        raise _backward()
    return (first[0] - 1, *first[1:]), last


def _runs_backwards(first: _Place, last: _Place) -> bool:
    last_day = _LAST_OF_ANY_MONTH if last[2] is None else last[2]
    return (*last[:2], last_day) < (*first[:2], 1 if first[2] is None else first[2])


def _make_date(place: _Place, *, of_end: bool = False) -> date:
    year, month, day = place
    try:
        if day is None:
            day = monthrange(year, month)[1] if of_end else 1
        return date(year, month, day)
    except ValueError:
        detail = f"Даты {day or 1:02}.{month:02}.{year} нет в календаре. Исправьте день или месяц."
        raise TermRefused(TermFault.impossible_date, detail) from None


def _backward() -> TermRefused:
    detail = "Срок кончается раньше, чем начинается. Напишите год у начала и у конца: «Декабрь 2021 – январь 2022»."
    return TermRefused(TermFault.backward_term, detail)
