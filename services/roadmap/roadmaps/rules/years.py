"""The year of a roadmap: academic or calendar, as it is stored and as it is written."""

import re
from datetime import date, timedelta

from shared.models import Roadmap
from shared.reference.academic_years import first_day_of, format_academic_year
from shared.terms import PlanYear
from shared.terms.plan_years import AcademicYear, CalendarYear

_YEAR_IN_TEXT = re.compile(r"(?<!\d)(?:19|20)\d{2}(?!\d)")


def year_of(roadmap: Roadmap) -> PlanYear:
    """Return the year against which terms of a roadmap are read."""
    return AcademicYear(roadmap.year) if roadmap.year_kind == "academic" else CalendarYear(roadmap.year)


def year_columns(year: PlanYear) -> tuple[str, int]:
    """Return the kind of a year and its (first) calendar year, as the table keeps them."""
    return ("academic", year.start) if isinstance(year, AcademicYear) else ("calendar", year.year)


def format_year(year: PlanYear) -> str:
    """Write a year as people do: 2022/2023 or 2023."""
    return format_academic_year(year.start) if isinstance(year, AcademicYear) else str(year.year)


def find_whole_year(year: PlanYear) -> tuple[date, date]:
    """Return first and last day: 1 September to 31 August, or January to December (B50)."""
    if isinstance(year, AcademicYear):
        return first_day_of(year.start), first_day_of(year.start + 1) - timedelta(days=1)
    return date(year.year, 1, 1), date(year.year, 12, 31)


def move_years(text: str, years: int) -> str:
    """Move every year written in a term by so many years."""
    return _YEAR_IN_TEXT.sub(lambda match: str(int(match[0]) + years), text)


def move_day(day: date, years: int) -> date:
    """Move a day by so many years; 29 February becomes the 28th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)
