"""What is told from tasks and dates and never stored: overdue, due soon, the state of a measure (B54).

One place for tasks, progress, reminders, the reading of roadmaps, the Gantt picture and the cycle.
"""

from datetime import date, datetime
from typing import Any

from sqlalchemy import ColumnElement, Date, Select, Text, and_, any_, case, cast, false, func, literal, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from services.roadmap.tasks.rules import OPEN, SOON_DAYS
from services.roadmap.tasks.schemas import MeasureState
from shared.models import Measure, MeasureDocument, MeasureTask, Roadmap


def find_local_day(moment: datetime) -> ColumnElement[date]:
    """Return which day it is at that moment where the roadmap's municipality is."""
    return cast(func.timezone(Roadmap.timezone, literal(moment)), Date)


def is_open() -> ColumnElement[bool]:
    """Return the condition that something is left to do."""
    return MeasureTask.state.in_(sorted(OPEN))


def is_overdue(moment: datetime) -> ColumnElement[bool]:
    """Return the condition that a task is unfinished and its last day has passed; what has no end never is."""
    return and_(is_open(), func.coalesce(MeasureTask.ends_on < find_local_day(moment), false()))


def is_due_soon(moment: datetime, days: int = SOON_DAYS) -> ColumnElement[bool]:
    """Return the condition that a task is unfinished and its last day is today or in the next days."""
    today = find_local_day(moment)
    return and_(is_open(), func.coalesce(MeasureTask.ends_on.between(today, today + days), false()))


def confirms(evidence: InstrumentedAttribute[list[str]]) -> ColumnElement[bool]:
    """Return the condition that a document is of a kind asked for, and has number and date, a link or a file."""
    has_number_and_date = and_(MeasureDocument.number.is_not(None), MeasureDocument.issued_on.is_not(None))
    is_there = or_(has_number_and_date, MeasureDocument.link.is_not(None), MeasureDocument.sha256.is_not(None))
    # Explicit: a code and the elements of a text array are collated differently.
    kind = MeasureDocument.kind.collate("C")
    return and_(MeasureDocument.state == "attached", kind == any_(evidence), is_there)


def select_measure_progress(
    moment: datetime, *conditions: ColumnElement[bool], soon_days: int = SOON_DAYS
) -> Select[*tuple[Any, ...]]:
    """Return a row a measure: municipality_id, measure_id, section, position, state, and counts of its tasks.

    Counts are tasks, planned, in_progress, done, cancelled, overdue, due_soon. Conditions are over Measure and
    Roadmap; give some, or every measure there is gets summed up.
    """
    counts = {word: func.count().filter(MeasureTask.state == word) for word in ("planned", "in_progress", "done")}
    counts["cancelled"] = func.count().filter(MeasureTask.state == "cancelled")
    counts["overdue"] = func.count().filter(is_overdue(moment))
    counts["due_soon"] = func.count().filter(is_due_soon(moment, soon_days))
    of_measure = and_(MeasureTask.municipality_id == Measure.municipality_id, MeasureTask.measure_id == Measure.id)
    of_roadmap = and_(Roadmap.municipality_id == Measure.municipality_id, Roadmap.id == Measure.roadmap_id)
    return (
        select(
            Measure.municipality_id,
            Measure.id.label("measure_id"),
            Measure.section,
            Measure.position,
            _tell_state(),
            func.count(MeasureTask.id).label("tasks"),
            *(counted.label(word) for word, counted in counts.items()),
        )
        .join(Roadmap, of_roadmap)
        .outerjoin(MeasureTask, of_measure)
        .where(*conditions)
        .group_by(Measure.municipality_id, Measure.id)
    )


def _tell_state() -> ColumnElement[str]:
    """Return the state of a measure, over its tasks; one that has none yet is planned."""
    state = MeasureTask.state
    return case(
        (func.bool_and(state == "cancelled"), _word(MeasureState.cancelled)),
        (func.bool_and(state.in_(("done", "cancelled"))), _word(MeasureState.done)),
        (func.bool_or(state.in_(("in_progress", "done"))), _word(MeasureState.in_progress)),
        else_=_word(MeasureState.planned),
    ).label("state")


def _word(state: MeasureState) -> ColumnElement[str]:
    return literal(state.value, Text)
