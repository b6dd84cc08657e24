"""The one statement over how far a roadmap has come."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import BigInteger, ColumnElement, Row, cast, func, select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.tasks.queries.states import select_measure_progress
from services.roadmap.tasks.schemas import MeasureState
from shared.models import Measure, Roadmap


async def list_progress(
    session: AsyncSession, roadmap: Roadmap, moment: datetime, soon_days: int
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return a row a section, in the order of the roadmap, and the one of the whole (is_total) as the last.

    Of measures `measures_<state>`, of tasks `tasks_<state>`, overdue and due_soon.
    """
    conditions = (
        Measure.municipality_id == roadmap.municipality_id,
        Measure.roadmap_id == roadmap.id,
        Measure.removed_in.is_(None),
    )
    measure = select_measure_progress(moment, *conditions, soon_days=soon_days).subquery("progress")
    is_total = func.grouping(measure.c.section)
    states = [state.value for state in MeasureState]
    statement = (
        select(
            measure.c.section,
            is_total.label("is_total"),
            *(func.count().filter(measure.c.state == state).label(f"measures_{state}") for state in states),
            *(_sum(measure.c[state]).label(f"tasks_{state}") for state in states),
            _sum(measure.c.overdue).label("overdue"),
            _sum(measure.c.due_soon).label("due_soon"),
        )
        .group_by(func.grouping_sets(tuple_(measure.c.section), tuple_()))
        .order_by(is_total, func.min(measure.c.position))
    )
    return (await session.execute(statement)).all()


def _sum(count: ColumnElement[int]) -> ColumnElement[int]:
    # A sum of counts is a numeric otherwise.
    return cast(func.coalesce(func.sum(count), 0), BigInteger)
