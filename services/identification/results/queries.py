"""Every SQL statement of results."""

from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.database.paging import Page, PageRequest, ascending, fetch_page
from shared.models import AssessmentResult, School


async def list_results(
    session: AsyncSession,
    principal: Principal,
    *,
    school_code: str | None,
    academic_year: int | None,
    page: PageRequest,
) -> Page[Row[*tuple[Any, ...]]]:
    """List the results a principal sees: printed code, first calendar year, procedure, participants, below."""
    statement = (
        select(
            School.printed_code,
            AssessmentResult.academic_year,
            AssessmentResult.procedure_code,
            AssessmentResult.participants,
            AssessmentResult.below_threshold,
        )
        .join(
            School,
            (School.municipality_id == AssessmentResult.municipality_id)
            & (School.code == AssessmentResult.school_code),
        )
        .where(visible_to(principal, AssessmentResult.municipality_id, AssessmentResult.school_code))
    )
    if school_code is not None:
        statement = statement.where(AssessmentResult.school_code == school_code)
    if academic_year is not None:
        statement = statement.where(AssessmentResult.academic_year == academic_year)
    keys = [
        ascending(AssessmentResult.municipality_id),
        ascending(AssessmentResult.school_code),
        ascending(AssessmentResult.academic_year),
        ascending(AssessmentResult.procedure_code),
    ]
    return await fetch_page(session, statement, keys, page)
