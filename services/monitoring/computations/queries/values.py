"""Statements over stored values, narrowed to what the caller may see."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import defer

from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.database.paging import Page, PageRequest, SortKey, ascending, fetch_page
from shared.indicators.definition import Level
from shared.models import ComputedValues, Municipality, School, SchoolDirectory

# What values stand on is read where it is asked for.
_EVIDENCE = (
    *(ComputedValues.counted, ComputedValues.added_numerators, ComputedValues.added_denominators),
    *(ComputedValues.missing, ComputedValues.rolls, ComputedValues.criteria),
    *(ComputedValues.cell_answers, ComputedValues.cell_numerators, ComputedValues.cell_denominators),
)
_BY_OBJECT: tuple[SortKey, ...] = (
    ascending(ComputedValues.level),
    ascending(ComputedValues.object_code),
    ascending(ComputedValues.municipality_id),
)


async def list_values(
    session: AsyncSession,
    principal: Principal,
    computation_id: UUID,
    *,
    conditions: tuple[ColumnElement[bool], ...] = (),
    page: PageRequest,
) -> Page[Row[*tuple[Any, ...]]]:
    """List objects with their values, printed code, name and ОКТМО: municipalities, then schools, by code."""
    statement = _objects(principal, computation_id, ComputedValues).where(*conditions)
    statement = statement.options(*[defer(column, raiseload=True) for column in _EVIDENCE])
    return await fetch_page(session, statement, _BY_OBJECT, page)


async def list_totals(
    session: AsyncSession,
    principal: Principal,
    computation_id: UUID,
    *,
    conditions: tuple[ColumnElement[bool], ...] = (),
    page: PageRequest,
) -> Page[Row[*tuple[Any, ...]]]:
    """List the points of objects of which any are scored, in the same order."""
    points = (ComputedValues.total, ComputedValues.maximum, ComputedValues.incomplete)
    statement = _objects(principal, computation_id, ComputedValues.level, *points)
    statement = statement.where(ComputedValues.total.is_not(None), *conditions)
    return await fetch_page(session, statement, _BY_OBJECT, page)


async def list_contributions(
    session: AsyncSession,
    principal: Principal,
    computation_id: UUID,
    *,
    place: int,
    municipality: str | None,
    page: PageRequest,
) -> Page[Row[*tuple[Any, ...]]]:
    """List the schools over which the summed item at this place was summed, by code."""
    statement = _objects(principal, computation_id, ComputedValues).where(*of_objects("school", None))
    # Arrays of Postgres count from 1.
    statement = statement.where(ComputedValues.counted[place + 1].is_(True))
    if municipality is not None:
        statement = statement.where(Municipality.oktmo == municipality)
    keys = [ascending(ComputedValues.object_code), ascending(ComputedValues.municipality_id)]
    return await fetch_page(session, statement, keys, page)


def of_objects(level: Level | None, code: str | None) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that keep the objects of a level, or one object by its key."""
    conditions: list[ColumnElement[bool]] = []
    if level is not None:
        conditions.append(ComputedValues.level == level)
    if code is not None:
        conditions.append(ComputedValues.object_code == code)
    return tuple(conditions)


def _objects(principal: Principal, computation_id: UUID, *columns: Any) -> Select[*tuple[Any, ...]]:  # noqa: ANN401  # entities and columns share no public type
    is_school = ComputedValues.level == "school"
    same_school = and_(
        is_school, School.municipality_id == ComputedValues.municipality_id, School.code == ComputedValues.object_code
    )
    return (
        select(
            *columns,
            func.coalesce(School.printed_code, ComputedValues.object_code).label("printed_code"),
            func.coalesce(School.name, Municipality.name).label("name"),
            Municipality.oktmo,
        )
        .join_from(ComputedValues, Municipality, Municipality.id == ComputedValues.municipality_id)
        .outerjoin(School, same_school)
        .where(ComputedValues.computation_id == computation_id, _is_visible(principal))
    )


def _is_visible(principal: Principal) -> ColumnElement[bool]:
    """Return the condition that the caller sees an object; a school also sees the values of its municipality."""
    inside = visible_to(principal, ComputedValues.municipality_id, ComputedValues.object_code)
    home = select(SchoolDirectory.municipality_id).where(SchoolDirectory.code.in_(principal.codes("school")))
    return or_(inside, and_(ComputedValues.level == "municipality", ComputedValues.municipality_id.in_(home)))
