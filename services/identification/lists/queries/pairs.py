"""Statements that lay two sets of listed schools side by side: document and calculation, or two years."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from sqlalchemy import ColumnElement, Row, Subquery, Text, Uuid, case, cast, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from services.identification.lists.queries.entries import lies_inside
from services.identification.lists.queries.sets import SetFilters, narrow_territory
from services.identification.lists.schemas import Difference, ListChange
from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.database.paging import Page, PageRequest, ascending, fetch_page
from shared.listed_schools import of_list_in_force, select_lists_in_force
from shared.models import ListedSchool, Municipality, School, SchoolList, Verdict

Column = ColumnElement[Any] | InstrumentedAttribute[Any]


@dataclass(frozen=True, slots=True)
class Sides:
    """Two sides to hold against each other; each says which list counts in which municipality."""

    left: Subquery
    right: Subquery
    wanted: SetFilters
    """Narrows the territory."""


def select_list(school_list: SchoolList) -> Subquery:
    """Return a side that is one list, whatever is in force: municipality_id, list_id."""
    statement = select(Municipality.id.label("municipality_id"), cast(literal(school_list.id), Uuid).label("list_id"))
    return statement.where(lies_inside(school_list)).subquery("one_list")


def select_side(wanted: SetFilters, basis: str | None = None) -> Subquery:
    """Return a side that is in force: municipality_id, list_id."""
    return select_lists_in_force(wanted.academic_year, categories=wanted.categories, basis=basis)


async def count_differences(session: AsyncSession, principal: Principal, sides: Sides) -> dict[Difference, int]:
    """Count schools by how the document (left) and the calculation (right) stand to each other."""
    counted = await _count(session, _differences(principal, sides))
    return {word: counted.get(word, 0) for word in Difference}


async def list_differences(
    session: AsyncSession, principal: Principal, sides: Sides, difference: Difference | None, page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]:
    """List schools by code: names, word, both lists, the calculated verdict with its run."""
    pairs = _differences(principal, sides)
    calculated = aliased(SchoolList)
    columns: list[Column] = [
        pairs.c.left_list_id.label("official_list_id"),
        pairs.c.right_list_id.label("calculated_list_id"),
        Verdict.run_id,
        Verdict.status,
    ]
    statement = _named(pairs, difference, columns).outerjoin(calculated, calculated.id == pairs.c.right_list_id)
    statement = statement.outerjoin(
        Verdict,
        (Verdict.municipality_id == pairs.c.municipality_id)
        & (Verdict.school_code == pairs.c.school_code)
        & (Verdict.run_id == calculated.run_id),
    )
    return await fetch_page(session, statement, [ascending(School.code), ascending(School.municipality_id)], page)


async def count_list_changes(session: AsyncSession, principal: Principal, sides: Sides) -> dict[ListChange, int]:
    """Count schools by what became of them from the earlier lists (left) to the later ones (right)."""
    counted = await _count(session, _changes(principal, sides))
    return {word: counted.get(word, 0) for word in ListChange}


async def list_list_changes(
    session: AsyncSession, principal: Principal, sides: Sides, change: ListChange | None, page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]:
    """List schools by code: names, word, both lists."""
    pairs = _changes(principal, sides)
    columns = [pairs.c.right_list_id.label("list_id"), pairs.c.left_list_id.label("earlier_list_id")]
    statement = _named(pairs, change, columns)
    return await fetch_page(session, statement, [ascending(School.code), ascending(School.municipality_id)], page)


def _differences(principal: Principal, sides: Sides) -> Subquery:
    pairs = _pair_schools(principal, sides)
    words = case(
        (pairs.c.is_left & pairs.c.is_right, _word(Difference.both)),
        (pairs.c.is_right, _word(Difference.only_calculated)),
        (pairs.c.right_list_id.is_not(None), _word(Difference.only_official)),
        else_=_word(Difference.not_calculated),
    )
    # Where no document speaks of a municipality, there is nothing the calculation could differ from.
    return select(pairs, words.label("word")).where(pairs.c.left_list_id.is_not(None)).subquery("differences")


def _changes(principal: Principal, sides: Sides) -> Subquery:
    pairs = _pair_schools(principal, sides)
    words = case(
        (pairs.c.is_left & pairs.c.is_right, _word(ListChange.stayed)),
        (pairs.c.is_right & pairs.c.left_list_id.is_(None), _word(ListChange.no_earlier_list)),
        (pairs.c.is_right, _word(ListChange.entered)),
        (pairs.c.right_list_id.is_(None), _word(ListChange.no_later_list)),
        else_=_word(ListChange.left),
    )
    return select(pairs, words.label("word")).subquery("changes")


def _pair_schools(principal: Principal, sides: Sides) -> Subquery:
    """Return every school of either side, on which it stands, and the list that counts there on each side."""
    left, right = _members(principal, sides.left), _members(principal, sides.right)
    same_school = (left.c.municipality_id == right.c.municipality_id) & (left.c.school_code == right.c.school_code)
    schools = (
        select(
            func.coalesce(left.c.municipality_id, right.c.municipality_id).label("municipality_id"),
            func.coalesce(left.c.school_code, right.c.school_code).label("school_code"),
            left.c.school_code.is_not(None).label("is_left"),
            right.c.school_code.is_not(None).label("is_right"),
        )
        .select_from(left.join(right, same_school, full=True))
        .subquery("schools")
    )
    left_lists, right_lists = sides.left.alias("left_lists"), sides.right.alias("right_lists")
    return (
        select(
            schools,
            left_lists.c.list_id.label("left_list_id"),
            right_lists.c.list_id.label("right_list_id"),
        )
        .join_from(schools, Municipality, Municipality.id == schools.c.municipality_id)
        .outerjoin(left_lists, left_lists.c.municipality_id == schools.c.municipality_id)
        .outerjoin(right_lists, right_lists.c.municipality_id == schools.c.municipality_id)
        .where(*narrow_territory(sides.wanted))
        .subquery("pairs")
    )


def _members(principal: Principal, side: Subquery) -> Subquery:
    return (
        select(ListedSchool.municipality_id, ListedSchool.school_code)
        .join(side, of_list_in_force(side))
        .where(visible_to(principal, ListedSchool.municipality_id, ListedSchool.school_code))
        .subquery()
    )


def _named(
    pairs: Subquery, word: StrEnum | None, columns: Sequence[ColumnElement[Any] | InstrumentedAttribute[Any]]
) -> Any:  # noqa: ANN401  # a Select that outer joins go on to
    same_school = (School.municipality_id == pairs.c.municipality_id) & (School.code == pairs.c.school_code)
    statement = (
        select(
            School.printed_code.label("school_code"),
            School.name.label("school_name"),
            Municipality.oktmo.label("municipality_oktmo"),
            pairs.c.word,
            *columns,
        )
        .join_from(pairs, School, same_school)
        .join(Municipality, Municipality.id == pairs.c.municipality_id)
    )
    return statement if word is None else statement.where(pairs.c.word == word.value)


async def _count(session: AsyncSession, pairs: Subquery) -> dict[str, int]:
    rows = await session.execute(select(pairs.c.word, func.count()).group_by(pairs.c.word))
    return {word: int(schools) for word, schools in rows}


def _word(word: StrEnum) -> ColumnElement[str]:
    return literal(word.value, Text)
