"""Statements over what became of the measures of a roadmap."""

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.roadmaps.queries.tasks import select_occurrences
from services.roadmap.tasks.queries.states import select_measure_progress
from shared.models import Measure, MeasureDocument, MeasureTask, Municipality, Roadmap, School


async def list_progress(session: AsyncSession, roadmap: Roadmap, moment: datetime) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return a row a measure, removed ones too: its state, its tasks, how many are done or overdue, its documents."""
    of_roadmap = and_(Measure.municipality_id == roadmap.municipality_id, Measure.roadmap_id == roadmap.id)
    progress = select_measure_progress(moment, of_roadmap).subquery("progress")
    attached = (
        select(MeasureTask.measure_id, func.count().label("documents"))
        .join(
            MeasureDocument,
            and_(
                MeasureDocument.municipality_id == MeasureTask.municipality_id,
                MeasureDocument.task_id == MeasureTask.id,
                MeasureDocument.state == "attached",
            ),
        )
        .where(MeasureTask.municipality_id == roadmap.municipality_id)
        .group_by(MeasureTask.measure_id)
        .subquery("attached")
    )
    statement = (
        select(
            progress.c.measure_id,
            progress.c.state,
            progress.c.tasks,
            progress.c.done,
            progress.c.overdue,
            func.coalesce(attached.c.documents, 0).label("documents"),
        )
        .outerjoin(attached, attached.c.measure_id == progress.c.measure_id)
        .order_by(progress.c.position, progress.c.measure_id)
    )
    return (await session.execute(statement)).all()


async def list_occurrences(
    session: AsyncSession, roadmap: Roadmap, measures: Sequence[UUID]
) -> Sequence[Row[UUID, int, date | None, date | None]]:
    """Return first and last day of every time that measures take place."""
    statement = select_occurrences(roadmap, measures)
    return (await session.execute(statement.order_by("measure_id", "occurrence"))).all()


async def get_place(session: AsyncSession, roadmap: Roadmap) -> str:
    """Return the name of whose roadmap it is: the school's, or the municipality's."""
    place = select(Municipality.name).where(Municipality.id == roadmap.municipality_id)
    if roadmap.school_code is not None:
        is_school = and_(School.municipality_id == roadmap.municipality_id, School.code == roadmap.school_code)
        place = select(School.name).where(is_school)
    return (await session.execute(place)).scalar_one()
