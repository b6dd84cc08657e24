"""Statements over risks that schools worked on: done, and what the next facts say."""

from typing import Any

from sqlalchemy import CTE, ColumnElement, Row, Subquery, Text, case, func, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.effects.queries.effects import name_schools
from services.roadmap.effects.queries.moves import (
    NOT_JUDGED,
    YearFilters,
    same_criterion,
    same_school,
    select_done,
    select_moves,
)
from shared.access.principals import Principal
from shared.database.paging import Page, PageRequest, ascending, fetch_page
from shared.models import School


async def list_eliminations(
    session: AsyncSession, principal: Principal, wanted: YearFilters, state: str | None, page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]:
    """List schools by code with every criterion they did something for, and whether the next facts confirm it.

    `whole`: all criteria that were met are not met now (B43); null while a run leaves one of them open.
    """
    moves, done = select_moves(principal, wanted), select_done(principal, wanted)
    found, wholes = _select_risks(moves, done, state), _select_wholes(moves)
    statement = name_schools(found, [School.code.label("key"), found.c.risks, wholes.c.whole])
    statement = statement.outerjoin(wholes, same_school(found, wholes))
    return await fetch_page(session, statement, [ascending(School.code), ascending(School.municipality_id)], page)


def _select_risks(moves: CTE, done: CTE, state: str | None) -> Subquery:
    """Return what a school did something for: criterion, word, tasks."""
    tasks = _tasks_by_criterion(done)
    word = _state(moves.c.after)
    risk = func.jsonb_build_object(
        *("criterion", moves.c.criterion, "criterion_title", moves.c.criterion_title, "state", word),
        *("before", moves.c.before, "after", moves.c.after),
        *("run_before", moves.c.run_before, "run_after", moves.c.run_after, "tasks", tasks.c.tasks),
    )
    risks = (
        select(
            moves.c.municipality_id,
            moves.c.school_code,
            func.jsonb_agg(aggregate_order_by(risk, moves.c.rule, moves.c.place)).label("risks"),
        )
        .join_from(moves, tasks, same_criterion(moves, tasks))
        # What was certainly not there cannot be eliminated.
        .where(moves.c.before != literal("not_met", Text))
        .group_by(moves.c.municipality_id, moves.c.school_code)
    )
    if state is not None:
        risks = risks.where(word == state)
    return risks.subquery("risks")


def _select_wholes(moves: CTE) -> Subquery:
    """Return whether all that was met is not met now."""
    return (
        select(
            moves.c.municipality_id,
            moves.c.school_code,
            case(
                (func.bool_or(moves.c.after == literal("met", Text)), literal(value=False)),
                (func.bool_and(moves.c.after == literal("not_met", Text)), literal(value=True)),
            ).label("whole"),
        )
        .where(moves.c.before == literal("met", Text))
        .group_by(moves.c.municipality_id, moves.c.school_code)
        .subquery("wholes")
    )


def _tasks_by_criterion(done: CTE) -> Subquery:
    task = func.jsonb_build_object(
        *("task_id", done.c.task_id, "measure_id", done.c.measure_id, "roadmap_id", done.c.roadmap_id),
        *("title", done.c.measure_title, "done_on", done.c.done_on),
    )
    return (
        select(
            done.c.municipality_id,
            done.c.school_code,
            done.c.criterion,
            func.jsonb_agg(aggregate_order_by(task, done.c.done_on, done.c.task_id)).label("tasks"),
        )
        .group_by(done.c.municipality_id, done.c.school_code, done.c.criterion)
        .subquery("tasks")
    )


def _state(after: ColumnElement[Any]) -> ColumnElement[str]:
    """Return the word for a risk that a school worked on, from the criterion as it stands now."""
    words = {NOT_JUDGED: "proposed", "not_met": "confirmed", "met": "not_confirmed"}
    return case(*[(after == literal(key, Text), literal(word, Text)) for key, word in words.items()], else_=after)
