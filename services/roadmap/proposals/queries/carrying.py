"""Proposals for the next year's plan: what was not done, and what was done while the criterion is still met."""

from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Select,
    Subquery,
    Text,
    case,
    cast,
    column,
    distinct,
    func,
    literal,
    or_,
    select,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from services.roadmap.proposals.queries.writing import Proposing, add_proposals
from shared.judged_schools import select_criteria
from shared.models import Measure, MeasureTask, Roadmap
from shared.reference.academic_years import first_day_of, format_academic_year
from shared.reference.categories import Category

_CALCULATED = (Category.low_results, Category.at_risk)
"""Categories that runs find; the third is by document only (B22)."""


async def add_undone(session: AsyncSession, proposing: Proposing) -> int:
    """Propose again what is neither done nor cancelled where the roadmap ends in the year before (CAL-10, CAL-14).

    A measure that forty schools had to carry out is one proposal, which says in how many of them it was not done.
    """
    task = MeasureTask
    is_undone = task.state.in_(("planned", "in_progress"))
    due = func.coalesce(Measure.term_text, cast(func.max(task.ends_on), Text), "не указан")
    undone_schools = func.count(distinct(task.school_code)).filter(is_undone)
    asked_schools = func.count(distinct(task.school_code)).filter(task.state != "cancelled")
    of_schools = literal("; школ, где не выполнено: ") + cast(undone_schools, Text) + " из " + cast(asked_schools, Text)
    said = literal(f"Не выполнено в {_tell_year_before(proposing)}, срок: ") + due
    the_one = func.array_agg(task.id).filter(is_undone)
    wanted = (
        _join_tasks(
            func.concat_ws("/", "undone", cast(Measure.id, Text)).label("reason_key"),
            Roadmap.school_code,
            (said + case((asked_schools > 1, of_schools), else_="")).label("reason"),
            _copy_measure().label("content"),
            case((func.count().filter(is_undone) == 1, the_one[1])).label("task_id"),
        )
        .where(*_of_municipality(proposing), Roadmap.ends_on.between(*_days_before(proposing)))
        .where(Measure.removed_in.is_(None))
        .group_by(Measure.municipality_id, Measure.id, Roadmap.municipality_id, Roadmap.id)
        .having(func.bool_or(is_undone))
    )
    return await add_proposals(session, wanted, proposing)


async def add_no_effect(session: AsyncSession, proposing: Proposing) -> int:
    """Propose again what was done in the year before, where the criterion is still met by the facts of this year."""
    answered = func.unnest(Measure.criteria).table_valued(column("path", Text), joins_implicitly=True)
    criterion = answered.render_derived(name="answered")
    still = _select_met(proposing)
    key = [literal("no_effect"), cast(MeasureTask.id, Text), criterion.c.path]
    now = literal(f" — критерий выполнен и в {format_academic_year(proposing.year)}")
    said = literal("Выполнено ") + cast(MeasureTask.done_on, Text) + ". «" + still.c.criterion_title + "»" + now + "."
    wanted = (
        _join_tasks(
            func.concat_ws("/", *key).label("reason_key"),
            MeasureTask.school_code,
            said.label("reason"),
            _copy_measure().label("content"),
            MeasureTask.id.label("task_id"),
        )
        .join(criterion, literal(value=True))
        .join(still, (still.c.school_code == MeasureTask.school_code) & (still.c.criterion == criterion.c.path))
        .where(*_of_municipality(proposing))
        .where(MeasureTask.state == "done", MeasureTask.done_on.between(*_days_before(proposing)))
    )
    return await add_proposals(session, wanted, proposing)


def _join_tasks(*columns: ColumnElement[Any] | InstrumentedAttribute[Any]) -> Select[*tuple[Any, ...]]:
    """Select of tasks with their measures and roadmaps."""
    same_measure = (Measure.municipality_id == MeasureTask.municipality_id) & (Measure.id == MeasureTask.measure_id)
    same_roadmap = (Roadmap.municipality_id == Measure.municipality_id) & (Roadmap.id == Measure.roadmap_id)
    return select(*columns).join_from(MeasureTask, Measure, same_measure).join(Roadmap, same_roadmap)


def _of_municipality(proposing: Proposing) -> tuple[ColumnElement[bool], ...]:
    """Return the conditions that a task is of an approved roadmap of the municipality."""
    return MeasureTask.municipality_id == proposing.municipality_id, Roadmap.state != "draft"


def _copy_measure() -> ColumnElement[Any]:
    """Return the measure as it would stand in another plan; a term that names a year is left to people."""
    of = Measure
    has_days = or_(of.starts_on.is_not(None), of.ends_on.is_not(None))
    term = case((of.term_text.regexp_match("[0-9]{4}"), None), (has_days, of.term_text))
    plain = {"section": of.section, "title": of.title, "term": term, "expected_result": of.expected_result}
    lists = {name: func.to_jsonb(getattr(of, name)) for name in _LISTS}
    return func.jsonb_build_object(*[part for pair in (plain | lists).items() for part in pair])


_LISTS = ("items", "responsible", "evidence", "criteria", "deficits", "indicators")


def _select_met(proposing: Proposing) -> Subquery:
    """Return which criteria schools of the municipality meet by the runs in force of the year."""
    found = []
    for category in _CALCULATED:
        criteria = select_criteria(proposing.year, category)
        found.append(
            select(criteria.c.school_code, criteria.c.criterion, criteria.c.criterion_title).where(
                criteria.c.municipality_id == proposing.municipality_id, criteria.c.state == literal("met", Text)
            )
        )
    return union_all(*found).subquery("still_met")


def _days_before(proposing: Proposing) -> tuple[date, date]:
    first = first_day_of(proposing.year - 1)
    return first, first.replace(year=first.year + 1, month=8, day=31)


def _tell_year_before(proposing: Proposing) -> str:
    return format_academic_year(proposing.year - 1)
