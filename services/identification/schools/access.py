"""Who may read and keep the register, and how readers say which schools or facts they want."""

from typing import Annotated

from fastapi import Depends, Query

from services.identification.schools.schemas import FactFilters, SchoolFilters
from shared.access.principals import Principal
from shared.access.requirements import require
from shared.http.schemas import LocalDate
from shared.reference.academic_years import AcademicYearText, parse_academic_year
from shared.reference.school_codes import SCHOOL_CODE_PATTERN, canonical_school_code
from shared.reference.school_register import SpecialType, Subordination

CanRead = Annotated[Principal, Depends(require("identification:read"))]
CanWrite = Annotated[Principal, Depends(require("identification:write"))]


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


def read_school_filters(
    region: Annotated[
        str | None, Query(pattern="^[0-9]{2}$", description="Region: first two digits of the ОКТМО.")
    ] = None,
    municipality: Annotated[
        str | None, Query(pattern="^[0-9]{8}$", description="Municipality: ОКТМО, eight digits.")
    ] = None,
    subordination: Annotated[Subordination | None, Query(description="Whose schools (подчинённость).")] = None,
    special_type: Annotated[SpecialType | None, Query(description="Only of this type.")] = None,
    active_on: Annotated[
        LocalDate | None, Query(description="Only schools that worked on this day.", examples=["2022-10-01"])
    ] = None,
    name: Annotated[
        str | None,
        Query(
            min_length=1,
            max_length=200,
            description="Words of the name, in any order; abbreviations, case, quotes and № do not matter, numbers do.",
            examples=["сош 1"],
        ),
    ] = None,
) -> SchoolFilters:
    """Read which schools are wanted."""
    return SchoolFilters(
        region=region,
        municipality=municipality,
        subordination=subordination,
        special_type=special_type,
        active_on=active_on,
        name=name,
    )


WantedSchools = Annotated[SchoolFilters, Depends(read_school_filters)]
"""The filters of the register, as its route declares them."""
