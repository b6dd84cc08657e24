"""Every SQL statement of results."""

from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.schools.queries import of_visible_schools
from services.identification.schools.schemas import FactFilters
from shared.access.principals import Principal
from shared.database.paging import Page, PageRequest, ascending, fetch_page
from shared.models import AssessmentResult, School


async def list_results(
    session: AsyncSession, principal: Principal, wanted: FactFilters, page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]:
    """List the results a principal sees: printed code, first calendar year, procedure, participants, below."""
    statement = select(
        School.printed_code,
        AssessmentResult.academic_year,
        AssessmentResult.procedure_code,
        AssessmentResult.participants,
        AssessmentResult.below_threshold,
    )
    keys = [
        ascending(AssessmentResult.municipality_id),
        ascending(AssessmentResult.school_code),
        ascending(AssessmentResult.academic_year),
        ascending(AssessmentResult.procedure_code),
    ]
    return await fetch_page(session, of_visible_schools(statement, AssessmentResult, principal, wanted), keys, page)
