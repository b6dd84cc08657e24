"""Academic years in paths, where the slash of `2021/2022` would be a step."""

from typing import Annotated

from fastapi import Depends, Path

from shared.errors import FieldIssue, Invalid
from shared.reference.academic_years import parse_academic_year


class InvalidAcademicYear(Invalid):
    """В адресе указан не учебный год. Напишите его двумя годами подряд через дефис, например 2021-2022."""

    code = "invalid-academic-year"
    title = "Invalid academic year"


def read_academic_year(
    academic_year: Annotated[
        str, Path(max_length=9, description="Academic year with a hyphen.", examples=["2021-2022"])
    ],
) -> int:
    """Turn `2021-2022` into 2021."""
    try:
        return parse_academic_year(academic_year.replace("-", "/"))
    except ValueError as fault:
        raise InvalidAcademicYear(
            errors=[FieldIssue("/path/academic_year", InvalidAcademicYear.code, str(fault).replace("/", "-"))]
        ) from fault


YearInPath = Annotated[int, Depends(read_academic_year)]
"""The calendar year in which the academic year of the path begins."""
