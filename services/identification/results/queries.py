"""Every SQL statement of results."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.imports.queries.history import list_versions, with_values
from services.identification.schools.queries import of_visible_schools
from services.identification.schools.schemas import FactFilters
from shared.access.principals import Principal
from shared.database.paging import Page, PageRequest, ascending, fetch_page
from shared.models import AssessmentResult, School

_KEYS = (
    AssessmentResult.municipality_id,
    AssessmentResult.school_code,
    AssessmentResult.academic_year,
    AssessmentResult.procedure_code,
)
_VALUES = ("participants", "below_threshold", "as_of", "receipt_id")


async def list_results(
    session: AsyncSession, principal: Principal, wanted: FactFilters, known_at: datetime | None, page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]:
    """List the results a principal sees, of now or as they were known at the moment."""
    statement = select(School.printed_code, AssessmentResult.academic_year, AssessmentResult.procedure_code)
    statement = of_visible_schools(statement, AssessmentResult, principal, wanted)
    statement = with_values(statement, AssessmentResult, _VALUES, known_at)
    return await fetch_page(session, statement, [ascending(key) for key in _KEYS], page)


async def list_result_versions(
    session: AsyncSession, principal: Principal, key: dict[str, object], page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]:
    """List what one result has said over time, latest first."""
    return await list_versions(session, principal, AssessmentResult, key, page)
