"""Every SQL statement of context values."""

from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.schools.queries import of_visible_schools
from services.identification.schools.schemas import FactFilters
from shared.access.principals import Principal
from shared.database.paging import Page, PageRequest, ascending, fetch_page
from shared.models import ContextValue, School


async def list_context_values(
    session: AsyncSession, principal: Principal, wanted: FactFilters, page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]:
    """List the context values a principal sees: printed code, first calendar year, element, answer, share."""
    statement = select(
        School.printed_code,
        ContextValue.academic_year,
        ContextValue.element_code,
        ContextValue.answer,
        ContextValue.numerator,
        ContextValue.denominator,
    )
    keys = [
        ascending(ContextValue.municipality_id),
        ascending(ContextValue.school_code),
        ascending(ContextValue.academic_year),
        ascending(ContextValue.element_code),
    ]
    return await fetch_page(session, of_visible_schools(statement, ContextValue, principal, wanted), keys, page)
