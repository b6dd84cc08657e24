"""Measures of a draft are written one by one."""

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.roadmaps import queries
from services.roadmap.roadmaps.errors import MeasureNotFound, MeasuresRefused, RoadmapNotDraft
from services.roadmap.roadmaps.rules import list_predecessor_faults, read_measure_values, year_of
from services.roadmap.roadmaps.schemas import MOST_MEASURES, MeasureWrite
from services.roadmap.roadmaps.use_cases.recording import record_roadmap_change
from shared.errors import FieldIssue
from shared.models import Measure, Roadmap


async def add_measure(
    session: AsyncSession,
    roadmap: Roadmap,
    wanted: MeasureWrite,
    client_id: UUID | None,
    recommendation: tuple[UUID, int] | None = None,
) -> Measure:
    """Write a measure into a draft that the caller has locked, with report and place where it follows a recommendation.

    Raises RoadmapNotDraft of an approved one, which is amended instead, or MeasuresRefused.
    """
    if roadmap.state != "draft":
        raise RoadmapNotDraft
    measure_id = uuid4()
    values = await _read_values(session, roadmap, measure_id, wanted)
    report_id, position = recommendation or (None, None)
    values |= {"recommendation_report_id": report_id, "recommendation_position": position}
    await queries.insert_measure(session, roadmap, {"id": measure_id, "code": None} | values, wanted.position)
    await _note(session, roadmap, "measure_added", client_id, measure_id)
    return await get_measure(session, roadmap, measure_id)


async def update_measure(
    session: AsyncSession, roadmap: Roadmap, measure_id: UUID, wanted: MeasureWrite, client_id: UUID | None
) -> Measure:
    """Write a measure of a draft as it shall be; raise MeasureNotFound or MeasuresRefused."""
    measure = await get_measure(session, roadmap, measure_id)
    values = await _read_values(session, roadmap, measure_id, wanted)
    await queries.store_measure(session, roadmap, measure, values, wanted.position)
    await _note(session, roadmap, "measure_updated", client_id, measure_id)
    return await get_measure(session, roadmap, measure_id)


async def delete_measure(session: AsyncSession, roadmap: Roadmap, measure_id: UUID, client_id: UUID | None) -> None:
    """Remove a measure of a draft; raise MeasureNotFound."""
    await get_measure(session, roadmap, measure_id)
    await queries.delete_measure(session, roadmap, measure_id)
    await _note(session, roadmap, "measure_deleted", client_id, measure_id)


async def get_measure(session: AsyncSession, roadmap: Roadmap, measure_id: UUID) -> Measure:
    """Return a measure that a roadmap has now, or raise MeasureNotFound."""
    measure = await queries.find_measure(session, roadmap, measure_id)
    if measure is None:
        raise MeasureNotFound
    return measure


async def _read_values(
    session: AsyncSession, roadmap: Roadmap, measure_id: UUID, wanted: MeasureWrite
) -> dict[str, Any]:
    values, issues = read_measure_values(wanted, year_of(roadmap))
    known = {measure.id: measure.predecessors for measure in await queries.list_all_measures(session, roadmap)}
    issues += list_predecessor_faults(measure_id, wanted.predecessors, known)
    if measure_id not in known and len(known) >= MOST_MEASURES:
        detail = f"В одной дорожной карте не больше {MOST_MEASURES} мероприятий."
        issues.append(FieldIssue("/body", "too-many", detail))
    if issues:
        raise MeasuresRefused(errors=issues)
    return values


async def _note(session: AsyncSession, roadmap: Roadmap, action: str, client_id: UUID | None, measure_id: UUID) -> None:
    """Count the edit as one of the roadmap."""
    await queries.store_roadmap(session, roadmap, {})
    await record_roadmap_change(session, roadmap, action, client_id, (f"measure={measure_id}",))
