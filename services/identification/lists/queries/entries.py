"""Statements over the schools on lists."""

from collections.abc import AsyncIterator, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ARRAY,
    ColumnElement,
    Row,
    Select,
    Text,
    and_,
    cast,
    delete,
    false,
    func,
    insert,
    literal,
    not_,
    or_,
    select,
    true,
)
from sqlalchemy.ext.asyncio import AsyncSession

from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.database.paging import Page, PageRequest, ascending, fetch_page
from shared.models import ListedSchool, Municipality, Run, School, SchoolDirectory, SchoolList, Verdict


async def add_identified_schools(session: AsyncSession, school_list: SchoolList, run: Run) -> None:
    """Put the schools that a run identified on its list."""
    identified = select(Verdict.municipality_id, literal(school_list.id), Verdict.school_code).where(
        Verdict.run_id == run.id, Verdict.status == "identified"
    )
    await session.execute(insert(ListedSchool).from_select(["municipality_id", "list_id", "school_code"], identified))


async def list_misplaced_schools(
    session: AsyncSession, principal: Principal, school_list: SchoolList, codes: Sequence[str]
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return position (from 0) and `is_known` of codes that name no school of the list's territory."""
    array = cast(list(codes), ARRAY(Text))
    given = func.unnest(array).table_valued("code", with_ordinality="position").render_derived(name="given")
    is_visible = func.coalesce(visible_to(principal, SchoolDirectory.municipality_id, SchoolDirectory.code), false())
    is_known = and_(SchoolDirectory.code.is_not(None), is_visible)
    statement = (
        select((given.c.position - 1).label("position"), is_known.label("is_known"))
        .join_from(given, SchoolDirectory, SchoolDirectory.code == given.c.code, isouter=True)
        .join(Municipality, Municipality.id == SchoolDirectory.municipality_id, isouter=True)
        .where(or_(not_(is_known), not_(lies_inside(school_list))))
        .order_by(given.c.position)
    )
    return (await session.execute(statement)).all()


def lies_inside(school_list: SchoolList) -> ColumnElement[bool]:
    """Return the condition that a municipality lies in the territory of a list."""
    if school_list.territory_level == "federal":
        return true()
    column = Municipality.region_code if school_list.territory_level == "region" else Municipality.oktmo
    return column == school_list.territory_code


async def replace_schools(session: AsyncSession, school_list: SchoolList, codes: Sequence[str]) -> None:
    """Put these schools on a draft, and no others."""
    await session.execute(delete(ListedSchool).where(ListedSchool.list_id == school_list.id))
    wanted = func.any(cast(list(codes), ARRAY(Text)))
    entered = select(SchoolDirectory.municipality_id, literal(school_list.id), SchoolDirectory.code).where(
        SchoolDirectory.code == wanted
    )
    await session.execute(insert(ListedSchool).from_select(["municipality_id", "list_id", "school_code"], entered))


async def list_schools_on_list(
    session: AsyncSession, principal: Principal, list_id: UUID, *, municipality: str | None, page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]:
    """List the schools of a list that a principal sees, by code."""
    statement = _schools_on_list(principal, list_id)
    if municipality is not None:
        statement = statement.where(Municipality.oktmo == municipality)
    return await fetch_page(session, statement, [ascending(ListedSchool.school_code)], page)


async def stream_schools_on_list(
    session: AsyncSession, principal: Principal, list_id: UUID
) -> AsyncIterator[Row[*tuple[Any, ...]]]:
    """Yield the schools of a list that a principal sees, by code; takes the memory of a few rows."""
    statement = _schools_on_list(principal, list_id).order_by(ListedSchool.school_code)
    async for row in await session.stream(statement.execution_options(yield_per=500)):
        yield row


def _schools_on_list(principal: Principal, list_id: UUID) -> Select[*tuple[Any, ...]]:
    same_school = (School.municipality_id == ListedSchool.municipality_id) & (School.code == ListedSchool.school_code)
    return (
        select(
            School.printed_code.label("school_code"),
            School.name.label("school_name"),
            Municipality.oktmo.label("municipality_oktmo"),
        )
        .join_from(ListedSchool, School, same_school)
        .join(Municipality, Municipality.id == ListedSchool.municipality_id)
        .where(
            ListedSchool.list_id == list_id,
            visible_to(principal, ListedSchool.municipality_id, ListedSchool.school_code),
        )
    )
