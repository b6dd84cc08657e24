"""Who may read the register and the facts of its schools, and how they say which."""

from typing import Annotated

from fastapi import Depends, Query

from services.identification.schools.schemas import FactFilters
from shared.access.principals import Principal
from shared.access.requirements import require
from shared.reference.academic_years import AcademicYearText, parse_academic_year
from shared.reference.school_codes import SCHOOL_CODE_PATTERN, canonical_school_code

CanRead = Annotated[Principal, Depends(require("identification:read"))]


def read_fact_filters(
    school_code: Annotated[
        str | None, Query(pattern=SCHOOL_CODE_PATTERN, description="Only of this school: kind and six digits.")
    ] = None,
    academic_year: Annotated[
        AcademicYearText | None, Query(description="Only of this academic year.", examples=["2021/2022"])
    ] = None,
) -> FactFilters:
    """Read which facts are wanted."""
    return FactFilters(
        canonical_school_code(school_code) if school_code else None,
        parse_academic_year(academic_year) if academic_year else None,
    )


WantedFacts = Annotated[FactFilters, Depends(read_fact_filters)]
"""The filters of a list of facts, as its route declares them."""
