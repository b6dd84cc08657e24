"""Periods of monitoring: an academic year, or the month in which a half-yearly monitoring takes place."""

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

from shared.indicators.definition import Period
from shared.reference.academic_years import FIRST_YEAR, LAST_YEAR, format_academic_year, parse_academic_year

_MONTH = re.compile(r"([0-9]{4})-(0[1-9]|1[0-2])")
_MONTHS = (
    *("январь", "февраль", "март", "апрель", "май", "июнь"),
    *("июль", "август", "сентябрь", "октябрь", "ноябрь", "декабрь"),
)
_SEPTEMBER = 9
_AUGUST = 8
_JUNE = 6


@dataclass(frozen=True, slots=True)
class MonitoredPeriod:
    """One period as it is written, the academic year it belongs to (its first calendar year) and its last day."""

    text: str
    academic_year: int
    last_day: date
    month: int | None = None

    @property
    def results_year(self) -> int:
        """The latest academic year whose results are there: of one that still runs there are none before its summer."""
        finished = self.month is None or _JUNE < self.month < _SEPTEMBER
        return self.academic_year if finished else self.academic_year - 1

    def fits(self, period: Period) -> bool:
        """Say whether indicators monitored in such periods are monitored in this one."""
        if period.kind == "academic_year":
            return self.month is None
        return self.month in period.months


def parse_period(text: str) -> MonitoredPeriod:
    """Read `2022/2023` or `2023-01`; raise `ValueError` with a Russian sentence otherwise."""
    match = _MONTH.fullmatch(text)
    if match is None:
        year = parse_academic_year(text)
        return MonitoredPeriod(text, year, date(year + 1, _AUGUST, 31))
    year, month = int(match[1]), int(match[2])
    if not FIRST_YEAR < year <= LAST_YEAR:
        raise ValueError(f"«{text}» — не месяц мониторинга: годы известны с {FIRST_YEAR + 1} по {LAST_YEAR}.")
    academic_year = year if month >= _SEPTEMBER else year - 1
    return MonitoredPeriod(text, academic_year, date(year, month, monthrange(year, month)[1]), month)


def name_period(text: str) -> str:
    """Return a period in words: «2022/2023 учебный год», «июнь 2023 года»."""
    if "/" in text:
        return f"{text} учебный год"
    year, month = text.split("-")
    return f"{_MONTHS[int(month) - 1]} {year} года"


def find_previous_period(period: MonitoredPeriod, one: Period) -> MonitoredPeriod | None:
    """Return the period before this one in which the same indicators are monitored; None before the first known."""
    if period.month is None:
        text = format_academic_year(period.academic_year - 1)
    else:
        earlier = [month for month in one.months if month < period.month]
        month = max(earlier or one.months)
        text = f"{int(period.text[:4]) - (not earlier)}-{month:02d}"
    try:
        return parse_period(text)
    except ValueError:
        return None


def _check(text: str) -> str:
    parse_period(text)
    return text


PeriodText = Annotated[
    str,
    AfterValidator(_check),
    # Told, not checked: the sentences above say more than a pattern that was missed.
    WithJsonSchema({"type": "string", "pattern": "^[0-9]{4}(/[0-9]{4}|-[0-9]{2})$", "examples": ["2022/2023"]}),
]
"""A period as written: `2022/2023` or `2023-01`."""
