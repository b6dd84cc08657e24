"""A roadmap as a picture."""

from collections import defaultdict
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.roadmaps import queries
from services.roadmap.roadmaps.rules import make_gantt
from services.roadmap.roadmaps.schemas import GanttFacts, MeasureFacts, Span
from shared.clock import utc_now
from shared.documents.gantt import draw_gantt
from shared.local_days import find_local_day
from shared.models import Roadmap


async def show_gantt(session: AsyncSession, roadmap: Roadmap) -> bytes:
    """Draw the Gantt chart of a roadmap as SVG; on one day the same roadmap is the same bytes."""
    now = utc_now()
    measures = await queries.list_all_measures(session, roadmap)
    spans: dict[UUID, list[Span]] = defaultdict(list)
    for row in await queries.list_occurrences(session, roadmap, [measure.id for measure in measures]):
        spans[row.measure_id].append((row.starts_on, row.ends_on))
    facts = GanttFacts(
        place=await queries.get_place(session, roadmap),
        occurrences=spans,
        measures={
            row.measure_id: MeasureFacts(row.state, row.tasks, row.done, row.overdue)
            for row in await queries.list_progress(session, roadmap, now)
        },
    )
    return draw_gantt(make_gantt(roadmap, measures, facts, find_local_day(roadmap.timezone, now)))
