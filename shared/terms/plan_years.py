"""The year of a plan: an academic year or a calendar year (B49, B50)."""

import re
from dataclasses import dataclass

from shared.reference.academic_years import FIRST_YEAR, LAST_YEAR, parse_academic_year

_SEPTEMBER = 9


@dataclass(frozen=True, slots=True)
class CalendarYear:
    """A year from January to December."""

    year: int

    def place(self, month: int) -> int:  # noqa: ARG002  # the academic year needs it
        """Return the calendar year in which a month of this year lies."""
        return self.year


@dataclass(frozen=True, slots=True)
class AcademicYear:
    """A year from September to August, by the calendar year in which it begins."""

    start: int

    def place(self, month: int) -> int:
        """Return the calendar year in which a month of this year lies."""
        return self.start if month >= _SEPTEMBER else self.start + 1


PlanYear = AcademicYear | CalendarYear


def parse_plan_year(text: str) -> PlanYear:
    """Turn `2021/2022` or `2023` into the year of a plan; raise `ValueError` with a Russian sentence otherwise."""
    if re.fullmatch("[0-9]{4}", text):
        if not FIRST_YEAR <= int(text) <= LAST_YEAR:
            raise ValueError(f"«{text}» — не год плана: годы известны с {FIRST_YEAR} по {LAST_YEAR}.")
        return CalendarYear(int(text))
    return AcademicYear(parse_academic_year(text))
