"""A day of every year in one time zone: when it is due, and which period it begins."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import takewhile
from typing import Literal

from shared.local_days import find_local_day, find_start_of_day
from shared.reference.academic_years import find_academic_year, format_academic_year


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The day in one year: the moment at which it is due (UTC) and the period it begins."""

    due_at: datetime
    period: str


PeriodKind = Literal["academic_year", "finished_year", "month"]
"""What a day begins: the academic year it lies in (the list of the year), or the look back at the one before (a
September monitoring, B61), or that of its own month (a half-yearly one)."""


@dataclass(frozen=True, slots=True)
class YearlyDay:
    """A day of every year; in a month that is shorter its last one."""

    timezone: str
    month: int
    day: int
    period_kind: PeriodKind = "academic_year"

    def iterate_from(self, moment: datetime) -> Iterator[Occurrence]:
        """Yield the occurrences from the moment on, year by year."""
        year = find_local_day(self.timezone, moment).year
        while True:
            found = self._occur_in(year)
            if found.due_at >= moment:
                yield found
            year += 1

    def list_due(self, since: datetime, now: datetime) -> list[Occurrence]:
        """List the occurrences that have come since then, earliest first.

        A day is added in front: rules of a zone that changed after a moment was stored must not lose its occurrence,
        and one that is found twice is started once.
        """
        return list(takewhile(lambda found: found.due_at <= now, self.iterate_from(since - timedelta(days=1))))

    def _occur_in(self, year: int) -> Occurrence:
        day = date(year, self.month, min(self.day, monthrange(year, self.month)[1]))
        begins_at = find_start_of_day(self.timezone, day)
        return Occurrence(begins_at, self._name_period(day))

    def _name_period(self, day: date) -> str:
        if self.period_kind == "month":
            return f"{day:%Y-%m}"
        year = find_academic_year(day)
        return format_academic_year(year - 1 if self.period_kind == "finished_year" else year)
