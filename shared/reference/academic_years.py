"""Academic years: written `2021/2022`, stored as the year in which they begin."""

import re
from datetime import date
from typing import Annotated

from pydantic import AfterValidator, WithJsonSchema

# Of any year beyond these a digit was mistyped; no procedure is older.
FIRST_YEAR = 1990
LAST_YEAR = 2099
_FIRST_MONTH = 9
_PRINTED = re.compile("([0-9]{4})/([0-9]{4})")


def parse_academic_year(text: str) -> int:
    """Turn `2021/2022` into 2021; raise `ValueError` with a Russian sentence otherwise."""
    match = _PRINTED.fullmatch(text)
    if match is None or int(match[2]) != int(match[1]) + 1:
        raise ValueError(f"«{text}» — не учебный год: напишите его двумя годами подряд, например 2021/2022.")
    if not FIRST_YEAR <= int(match[1]) <= LAST_YEAR:
        first, last = format_academic_year(FIRST_YEAR), format_academic_year(LAST_YEAR)
        raise ValueError(f"«{text}» — не учебный год: годы известны с {first} по {last}.")
    return int(match[1])


def format_academic_year(start_year: int) -> str:
    """Turn 2021 into `2021/2022`."""
    return f"{start_year}/{start_year + 1}"


def first_day_of(start_year: int) -> date:
    """Return the first day of the academic year: 1 September."""
    return date(start_year, 9, 1)


def find_academic_year(day: date) -> int:
    """Return the academic year of a day: it begins on 1 September."""
    return day.year if day.month >= _FIRST_MONTH else day.year - 1


def list_academic_years(first_day: date, last_day: date) -> list[int]:
    """List the academic years in which days from the first to the last lie."""
    return list(range(find_academic_year(first_day), find_academic_year(last_day) + 1))


def _check(text: str) -> str:
    parse_academic_year(text)
    return text


AcademicYearText = Annotated[
    str,
    AfterValidator(_check),
    # Told, not checked: the sentences above say more than a pattern that was missed.
    WithJsonSchema({"type": "string", "pattern": f"^{_PRINTED.pattern}$", "examples": ["2021/2022"]}),
]
"""An academic year as written: `2021/2022`."""
