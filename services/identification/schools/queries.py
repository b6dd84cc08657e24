"""Every SQL statement of the register."""

from typing import Any

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.schools.schemas import FactFilters
from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.database.paging import Page, PageRequest, ascending, fetch_page
from shared.models import AssessmentResult, ContextValue, Municipality, School


def _visible_schools(principal: Principal) -> Select[*tuple[Any, ...]]:
    return (
        select(
            School.printed_code.label("school_code"),
            School.name.label("school_name"),
            Municipality.oktmo.label("municipality_oktmo"),
            Municipality.name.label("municipality_name"),
            School.grades_from,
            School.grades_to,
        )
        .join(Municipality, Municipality.id == School.municipality_id)
        .where(visible_to(principal, School.municipality_id, School.code))
    )


def of_visible_schools(
    statement: Select[*tuple[Any, ...]],
    fact: type[AssessmentResult] | type[ContextValue],
    principal: Principal,
    wanted: FactFilters,
) -> Select[*tuple[Any, ...]]:
    """Join facts with their schools and keep those that the principal sees and the filters want."""
    same_school = (School.municipality_id == fact.municipality_id) & (School.code == fact.school_code)
    statement = statement.join(School, same_school).where(visible_to(principal, fact.municipality_id, fact.school_code))
    if wanted.school_code is not None:
        statement = statement.where(fact.school_code == wanted.school_code)
    if wanted.academic_year is not None:
        statement = statement.where(fact.academic_year == wanted.academic_year)
    return statement


async def list_schools(
    session: AsyncSession, principal: Principal, *, region: str | None, municipality: str | None, page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]:
    """List the schools a principal sees, by municipality and code."""
    statement = _visible_schools(principal)
    if region is not None:
        statement = statement.where(Municipality.region_code == region)
    if municipality is not None:
        statement = statement.where(Municipality.oktmo == municipality)
    return await fetch_page(session, statement, [ascending(School.municipality_id), ascending(School.code)], page)


async def find_school(session: AsyncSession, principal: Principal, code: str) -> Row[*tuple[Any, ...]] | None:
    """Return the school with this key, None where there is none or it is foreign."""
    statement = _visible_schools(principal).where(School.code == code)
    return (await session.execute(statement)).one_or_none()


async def find_other_municipality(session: AsyncSession, oktmo: str) -> Municipality | None:
    """Return some municipality with another code than this, None where there is none."""
    statement = select(Municipality).where(Municipality.oktmo != oktmo).order_by(Municipality.oktmo).limit(1)
    return (await session.scalars(statement)).one_or_none()
