"""Every SQL statement of the register."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, exists, func, insert, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from services.identification.schools.schemas import FactFilters, SchoolFilters
from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.database.paging import Page, PageRequest, ascending, descending, fetch_page
from shared.models import (
    AssessmentResult,
    ContextValue,
    Municipality,
    Receipt,
    School,
    SchoolDirectory,
    SchoolVersion,
)
from shared.models.school_values import VALUE_FIELDS
from shared.reference.school_names import name_matches
from shared.reference.school_register import active_on


def _values_of(model: type[School] | type[SchoolVersion]) -> list[ColumnElement[Any]]:
    """List the values of a school or of one of its versions by the names of the API."""
    return [getattr(model, column).label(field) for column, field in VALUE_FIELDS.items()]


def _visible_schools(principal: Principal) -> Select[*tuple[Any, ...]]:
    return (
        select(
            *_values_of(School),
            School.version,
            Municipality.oktmo.label("municipality_oktmo"),
            Municipality.name.label("municipality_name"),
            visible_to(principal, School.municipality_id).label("is_municipality_visible"),
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
    session: AsyncSession, principal: Principal, wanted: SchoolFilters, page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]:
    """List the schools a principal sees, by municipality and code."""
    statement = _visible_schools(principal)
    equal = {
        Municipality.region_code: wanted.region,
        Municipality.oktmo: wanted.municipality,
        School.subordination: wanted.subordination,
        School.special_type: wanted.special_type,
    }
    statement = statement.where(*(column == value for column, value in equal.items() if value is not None))
    if wanted.active_on is not None:
        statement = statement.where(active_on(wanted.active_on))
    if wanted.name is not None:
        statement = statement.where(name_matches(School.search_text, wanted.name))
    return await fetch_page(session, statement, [ascending(School.municipality_id), ascending(School.code)], page)


async def find_school(session: AsyncSession, principal: Principal, code: str) -> Row[*tuple[Any, ...]] | None:
    """Return the school with this key, None where there is none or it is foreign."""
    statement = _visible_schools(principal).where(School.code == code)
    return (await session.execute(statement)).one_or_none()


async def find_home(session: AsyncSession, code: str) -> int | None:
    """Return the municipality of the school with this key, whoever may see it; None where the code is free."""
    return await session.scalar(select(SchoolDirectory.municipality_id).where(SchoolDirectory.code == code))


async def find_municipality(session: AsyncSession, principal: Principal, oktmo: str) -> Municipality | None:
    """Return the municipality with this ОКТМО, None where there is none or it is foreign."""
    statement = select(Municipality).where(Municipality.oktmo == oktmo, visible_to(principal, Municipality.id))
    return (await session.scalars(statement)).one_or_none()


async def lock_school(session: AsyncSession, municipality_id: int, code: str) -> School:
    """Return the school, which nobody else changes until this transaction ends."""
    key = (municipality_id, code)
    return await session.get_one(School, key, with_for_update=True, populate_existing=True)


async def claim_code(session: AsyncSession, code: str, municipality_id: int) -> bool:
    """Enter the code into the directory; False where somebody was there first, whom this waits for."""
    entry = upsert(SchoolDirectory).values(code=code, municipality_id=municipality_id)
    claimed = await session.execute(entry.on_conflict_do_nothing().returning(SchoolDirectory.code))
    return claimed.one_or_none() is not None


async def store_school(session: AsyncSession, school: School, fields: Sequence[str], client_id: UUID) -> None:
    """Write the school as it is now, and this version of it beside the earlier ones."""
    session.add(school)
    await session.flush()
    version = {
        "municipality_id": school.municipality_id,
        "school_code": school.code,
        "version": school.version,
        "fields": list(fields),
        "client_id": client_id,
    }
    values = {column: getattr(school, column) for column in VALUE_FIELDS}
    await session.execute(insert(SchoolVersion).values(version | values))


async def leads_to(session: AsyncSession, successor: str, code: str) -> bool:
    """Tell whether the line of successors that begins with one school comes to another."""
    line = select(School.successor_code).where(School.code == successor).cte("line", recursive=True)
    later = aliased(School)
    # UNION drops what was met before, so that even a stored circle comes to an end.
    line = line.union(select(later.successor_code).join(line, later.code == line.c.successor_code))
    return bool(await session.scalar(select(exists().where(line.c.successor_code == code))))


async def list_school_versions(
    session: AsyncSession, principal: Principal, code: str, page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]:
    """List the versions of a school, latest first; none of a foreign one."""
    statement = (
        select(
            *_values_of(SchoolVersion),
            SchoolVersion.version,
            SchoolVersion.fields,
            SchoolVersion.recorded_at,
            func.coalesce(SchoolVersion.client_id, Receipt.client_id).label("client_id"),
            SchoolVersion.receipt_id,
        )
        .outerjoin(Receipt, Receipt.id == SchoolVersion.receipt_id)
        .where(
            SchoolVersion.school_code == code,
            visible_to(principal, SchoolVersion.municipality_id, SchoolVersion.school_code),
        )
    )
    return await fetch_page(session, statement, [descending(SchoolVersion.version)], page)


async def find_other_municipality(session: AsyncSession, oktmo: str) -> Municipality | None:
    """Return some municipality with another code than this, None where there is none."""
    statement = select(Municipality).where(Municipality.oktmo != oktmo).order_by(Municipality.oktmo).limit(1)
    return (await session.scalars(statement)).one_or_none()
