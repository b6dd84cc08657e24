"""Every SQL statement of context values."""

from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.database.paging import Page, PageRequest, ascending, fetch_page
from shared.models import ContextValue, School


async def list_context_values(
    session: AsyncSession,
    principal: Principal,
    *,
    school_code: str | None,
    academic_year: int | None,
    page: PageRequest,
) -> Page[Row[*tuple[Any, ...]]]:
    """List the context values a principal sees: printed code, first calendar year, element, answer, share."""
    statement = (
        select(
            School.printed_code,
            ContextValue.academic_year,
            ContextValue.element_code,
            ContextValue.answer,
            ContextValue.numerator,
            ContextValue.denominator,
        )
        .join(
            School,
            (School.municipality_id == ContextValue.municipality_id) & (School.code == ContextValue.school_code),
        )
        .where(visible_to(principal, ContextValue.municipality_id, ContextValue.school_code))
    )
    if school_code is not None:
        statement = statement.where(ContextValue.school_code == school_code)
    if academic_year is not None:
        statement = statement.where(ContextValue.academic_year == academic_year)
    keys = [
        ascending(ContextValue.municipality_id),
        ascending(ContextValue.school_code),
        ascending(ContextValue.academic_year),
        ascending(ContextValue.element_code),
    ]
    return await fetch_page(session, statement, keys, page)
