"""Statements over the lists in force: which schools they list."""

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, func, select, tuple_
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.database.paging import Page, PageRequest, ascending, fetch_page
from shared.listed_schools import select_listed_schools
from shared.models import Municipality, School
from shared.reference.categories import Category


@dataclass(frozen=True, slots=True)
class SetFilters:
    """Which listed schools are wanted: of an academic year (its first calendar year), categories, a territory."""

    academic_year: int
    categories: tuple[Category, ...] = ()
    region: str | None = None
    municipality: str | None = None


async def list_listed_schools(
    session: AsyncSession, principal: Principal, wanted: SetFilters, page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]:
    """List listed schools by municipality and code, each once with the lists it stands on (B23)."""
    listed = select_listed_schools(wanted.academic_year, categories=wanted.categories)
    listing = func.jsonb_build_object(
        "category", listed.c.category, "basis", listed.c.basis, "list_id", listed.c.list_id
    )
    schools = (
        select(
            listed.c.municipality_id,
            listed.c.school_code,
            func.jsonb_agg(aggregate_order_by(listing, listed.c.category)).label("listings"),
        )
        .group_by(listed.c.municipality_id, listed.c.school_code)
        .subquery("schools")
    )
    statement = (
        select(
            School.printed_code.label("school_code"),
            School.name.label("school_name"),
            Municipality.oktmo.label("municipality_oktmo"),
            schools.c.listings,
        )
        .join_from(
            schools,
            School,
            (School.municipality_id == schools.c.municipality_id) & (School.code == schools.c.school_code),
        )
        .join(Municipality, Municipality.id == School.municipality_id)
        .where(visible_to(principal, School.municipality_id, School.code), *narrow_territory(wanted))
    )
    return await fetch_page(session, statement, [ascending(School.municipality_id), ascending(School.code)], page)


async def count_listed_schools(session: AsyncSession, principal: Principal, wanted: SetFilters) -> dict[str, int]:
    """Count listed schools: `schools` each once, and by category."""
    listed = select_listed_schools(wanted.academic_year, categories=wanted.categories)
    by_category = [func.count().filter(listed.c.category == word.value).label(word.value) for word in Category]
    statement = (
        select(
            func.count(tuple_(listed.c.municipality_id, listed.c.school_code).distinct()).label("schools"), *by_category
        )
        .join_from(listed, Municipality, Municipality.id == listed.c.municipality_id)
        .where(visible_to(principal, listed.c.municipality_id, listed.c.school_code), *narrow_territory(wanted))
    )
    return dict((await session.execute(statement)).mappings().one())


def narrow_territory(wanted: SetFilters) -> list[ColumnElement[bool]]:
    """Return the conditions on the municipality of a school."""
    columns = {Municipality.region_code: wanted.region, Municipality.oktmo: wanted.municipality}
    return [column == value for column, value in columns.items() if value is not None]
