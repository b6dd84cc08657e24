"""How readers of facts say of which moment, and which one fact of which school."""

from typing import Annotated

from fastapi import Depends, Query

from shared.http.schemas import WrittenMoment
from shared.reference.academic_years import AcademicYearText, parse_academic_year
from shared.reference.school_codes import SCHOOL_CODE_PATTERN, canonical_school_code

KnownAt = Annotated[
    WrittenMoment | None,
    Query(
        description="As it was known at this moment, with its zone: later imports and corrections do not count.",
        examples=["2022-10-03T06:00:00Z"],
    ),
]


def read_fact_key(
    school_code: Annotated[str, Query(pattern=SCHOOL_CODE_PATTERN, description="Kind and six digits.")],
    academic_year: Annotated[AcademicYearText, Query(examples=["2021/2022"])],
) -> dict[str, object]:
    """Read of which school and year one fact is wanted."""
    return {
        "school_code": canonical_school_code(school_code),
        "academic_year": parse_academic_year(academic_year),
    }


WantedFact = Annotated[dict[str, object], Depends(read_fact_key)]
"""Columns and values of a fact's key but the last: the route adds its procedure or element."""
