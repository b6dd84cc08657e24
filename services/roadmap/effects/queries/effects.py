"""Statements over schools with a measure and schools near the threshold without one."""

from collections.abc import Sequence
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    Row,
    Select,
    Text,
    and_,
    case,
    cast,
    distinct,
    func,
    literal,
    null,
    or_,
    select,
    tuple_,
    union_all,
)
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.effects.queries.moves import (
    YearFilters,
    avoid_nested_loops,
    same_criterion,
    same_school,
    select_done,
    select_listed,
    select_moves,
)
from services.roadmap.effects.rules import NEAR_PUPILS
from shared.access.principals import Principal
from shared.database.paging import Page, PageRequest, ascending, fetch_page
from shared.models import Municipality, School


async def count_effects(
    session: AsyncSession, principal: Principal, wanted: YearFilters
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Count schools by criterion, kind of measure, group and what became of the criterion: one statement over all.

    Schools of the comparison belong to no measure: near the threshold, and none done that answers the criterion.
    """
    moves, done = select_moves(principal, wanted), select_done(principal, wanted)
    comparison = _count_comparison(moves, done, wanted)
    return (await session.execute(union_all(_count_with_measure(moves, done), comparison))).all()


def _count_with_measure(moves: CTE, done: CTE) -> Select[*tuple[Any, ...]]:
    return (
        select(
            moves.c.criterion,
            func.min(moves.c.criterion_title).label("criterion_title"),
            done.c.measure,
            func.min(done.c.measure_code).label("measure_code"),
            func.min(done.c.measure_title).label("measure_title"),
            moves.c.before,
            moves.c.after,
            func.count(distinct(tuple_(moves.c.municipality_id, moves.c.school_code))).label("schools"),
            func.count(distinct(done.c.task_id)).label("tasks"),
        )
        .join_from(moves, done, same_criterion(moves, done))
        .group_by(moves.c.criterion, done.c.measure, moves.c.before, moves.c.after)
    )


def _count_comparison(moves: CTE, done: CTE, wanted: YearFilters) -> Select[*tuple[Any, ...]]:
    nothing = cast(null(), Text)
    return (
        select(
            moves.c.criterion,
            func.min(moves.c.criterion_title),
            nothing,
            nothing,
            nothing,
            moves.c.before,
            moves.c.after,
            func.count(),
            literal(0),
        )
        .where(is_compared(moves, done, wanted))
        .group_by(moves.c.criterion, moves.c.before, moves.c.after)
    )


async def list_effects(
    session: AsyncSession, principal: Principal, wanted: YearFilters, page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]:
    """List the schools of both groups by code, each once with its criteria and what was done for them."""
    await avoid_nested_loops(session)
    moves, done = select_moves(principal, wanted), select_done(principal, wanted)
    measures = _measures_by_criterion(done)
    listed = select_listed(wanted, wanted.earlier, "listed_near")
    has_measure = measures.c.measures.is_not(None)
    cell = func.jsonb_build_object(
        *("criterion", moves.c.criterion, "criterion_title", moves.c.criterion_title),
        *("before", moves.c.before, "after", moves.c.after),
        *("group", case((has_measure, literal("with_measure", Text)), else_=literal("comparison", Text))),
        *("measures", func.coalesce(measures.c.measures, func.jsonb_build_array())),
    )
    schools = (
        select(
            moves.c.municipality_id,
            moves.c.school_code,
            func.min(moves.c.to_enter).label("to_enter"),
            func.bool_or(listed.c.school_code.is_not(None)).label("was_listed"),
            func.jsonb_agg(aggregate_order_by(cell, moves.c.rule, moves.c.place)).label("criteria"),
        )
        .select_from(moves)
        .outerjoin(measures, same_criterion(moves, measures))
        .outerjoin(listed, same_school(moves, listed))
        .where(or_(has_measure, is_compared(moves, done, wanted)))
        .group_by(moves.c.municipality_id, moves.c.school_code)
        .subquery("schools")
    )
    columns = [School.code.label("key"), schools.c.to_enter, schools.c.was_listed, schools.c.criteria]
    statement = name_schools(schools, columns)
    return await fetch_page(session, statement, [ascending(School.code), ascending(School.municipality_id)], page)


def name_schools(schools: Any, columns: Sequence[ColumnElement[Any]]) -> Select[*tuple[Any, ...]]:  # noqa: ANN401  # subqueries and CTEs share no public type
    """Return rows of schools with printed code, name and ОКТМО before their columns."""
    return (
        select(
            School.printed_code.label("school_code"),
            School.name.label("school_name"),
            Municipality.oktmo.label("municipality_oktmo"),
            *columns,
        )
        .join_from(
            schools,
            School,
            and_(School.municipality_id == schools.c.municipality_id, School.code == schools.c.school_code),
        )
        .join(Municipality, Municipality.id == School.municipality_id)
    )


def _measures_by_criterion(done: CTE) -> CTE:
    """Return what a school has done for one criterion, kind by kind."""
    kinds = (
        select(
            done.c.municipality_id,
            done.c.school_code,
            done.c.criterion,
            done.c.measure,
            func.min(done.c.measure_code).label("code"),
            func.min(done.c.measure_title).label("title"),
            func.count(distinct(done.c.task_id)).label("tasks"),
        )
        .group_by(done.c.municipality_id, done.c.school_code, done.c.criterion, done.c.measure)
        .subquery("kinds")
    )
    kind = func.jsonb_build_object("code", kinds.c.code, "title", kinds.c.title, "tasks_done", kinds.c.tasks)
    return (
        select(
            kinds.c.municipality_id,
            kinds.c.school_code,
            kinds.c.criterion,
            func.jsonb_agg(aggregate_order_by(kind, kinds.c.measure)).label("measures"),
        )
        .group_by(kinds.c.municipality_id, kinds.c.school_code, kinds.c.criterion)
        .cte("measures")
    )


def is_compared(moves: CTE, done: CTE, wanted: YearFilters) -> ColumnElement[bool]:
    """Return the condition that a row of moves belongs to the comparison.

    With IN, which the server hashes: EXISTS beside OR is looked up row by row, minutes for the federation.
    """
    listed = select_listed(wanted, wanted.earlier, "listed_before")
    school = tuple_(moves.c.municipality_id, moves.c.school_code)
    criterion = tuple_(moves.c.municipality_id, moves.c.school_code, moves.c.criterion)
    answered = select(done.c.municipality_id, done.c.school_code, done.c.criterion).where(done.c.criterion.is_not(None))
    return and_(
        moves.c.before != literal("not_judged", Text),
        moves.c.criterion.in_(select(done.c.criterion)),
        or_(school.in_(select(listed.c.municipality_id, listed.c.school_code)), moves.c.to_enter <= NEAR_PUPILS),
        criterion.not_in(answered),
    )
