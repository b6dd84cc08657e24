"""Every SQL statement of context values."""

from datetime import datetime
from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.imports.queries.history import list_versions, with_values
from services.identification.schools.queries import of_visible_schools
from services.identification.schools.schemas import FactFilters
from shared.access.principals import Principal
from shared.database.paging import Page, PageRequest, ascending, fetch_page
from shared.models import ContextValue, School

_KEYS = (
    ContextValue.municipality_id,
    ContextValue.school_code,
    ContextValue.academic_year,
    ContextValue.element_code,
)
_VALUES = ("answer", "numerator", "denominator", "as_of", "receipt_id")


async def list_context_values(
    session: AsyncSession, principal: Principal, wanted: FactFilters, known_at: datetime | None, page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]:
    """List the context values a principal sees, of now or as they were known at the moment."""
    statement = select(School.printed_code, ContextValue.academic_year, ContextValue.element_code)
    statement = of_visible_schools(statement, ContextValue, principal, wanted)
    statement = with_values(statement, ContextValue, _VALUES, known_at)
    return await fetch_page(session, statement, [ascending(key) for key in _KEYS], page)


async def list_context_value_versions(
    session: AsyncSession, principal: Principal, key: dict[str, object], page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]:
    """List what one context value has said over time, latest first."""
    return await list_versions(session, principal, ContextValue, key, page)
