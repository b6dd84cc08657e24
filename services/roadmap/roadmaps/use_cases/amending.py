"""A roadmap in force changes for a reason: one edition more, its tasks kept up."""

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.reminders.use_cases import ask_for_reminders
from services.roadmap.roadmaps import queries
from services.roadmap.roadmaps.errors import EditionNotFound, MeasuresRefused
from services.roadmap.roadmaps.queries import FoundRoadmap
from services.roadmap.roadmaps.rules import ReadAmendment, list_changed, list_only_in, year_of
from services.roadmap.roadmaps.schemas import (
    EditionSummary,
    MeasureStanding,
    RoadmapAmendment,
    RoadmapDifference,
    RoadmapMeasureRead,
)
from services.roadmap.roadmaps.use_cases.approving import keep_edition
from services.roadmap.roadmaps.use_cases.recording import record_roadmap_change
from shared.clock import utc_now
from shared.local_days import find_local_day
from shared.models import Roadmap, RoadmapEdition
from shared.queue import enqueue
from shared.queue.messages import MeasureCompleted


async def amend_roadmap(
    session: AsyncSession, found: FoundRoadmap, wanted: RoadmapAmendment, client_id: UUID | None
) -> None:
    """Change the measures of a roadmap in force; raise MeasuresRefused with every fault.

    Tasks are made, moved or cancelled for the measures that are named, not for others; finished ones stay.
    """
    roadmap = found.roadmap
    measures = {one.id: one for one in await queries.list_all_measures(session, roadmap)}
    read = ReadAmendment(wanted, year_of(roadmap), {one.id: one.predecessors for one in measures.values()})
    if read.issues:
        raise MeasuresRefused(errors=read.issues)
    await queries.store_roadmap(session, roadmap, {"edition": roadmap.edition + 1})
    await queries.remove_measures(session, roadmap, wanted.remove, roadmap.edition)
    for measure_id, values, position in read.changed:
        await queries.store_measure(session, roadmap, measures[measure_id], values, position)
    for measure_id, values, position in read.added:
        await queries.insert_measure(session, roadmap, {"id": measure_id, "code": None} | values, position)
    await keep_edition(session, roadmap, wanted.order, wanted.reason, client_id)
    touched = [measure_id for measure_id, _, _ in (*read.changed, *read.added)]
    tasks = await _keep_up_tasks(session, roadmap, [*touched, *wanted.remove], wanted.reason)
    named = {"added": len(read.added), "changed": len(read.changed), "removed": len(wanted.remove)}
    fields = tuple(f"{word}={count}" for word, count in (named | tasks).items())
    await record_roadmap_change(session, roadmap, "amended", client_id, fields)


async def get_edition(session: AsyncSession, roadmap: Roadmap, edition: int) -> RoadmapEdition:
    """Return an edition of a roadmap or raise EditionNotFound."""
    found = await queries.find_edition(session, roadmap, edition)
    if found is None:
        raise EditionNotFound
    return found


async def compare_editions(
    session: AsyncSession, roadmap: Roadmap, earlier: int, later: int | None
) -> RoadmapDifference:
    """Return what a later edition (the present one, where none is named) has different from an earlier one.

    Raises EditionNotFound.
    """
    before = await get_edition(session, roadmap, earlier)
    after = await get_edition(session, roadmap, later if later is not None else roadmap.edition)
    between = await queries.list_editions_between(session, roadmap, before.edition, after.edition)
    standing = await queries.list_progress(session, roadmap, utc_now())
    return RoadmapDifference(
        from_edition=before.edition,
        to_edition=after.edition,
        editions=[EditionSummary.model_validate(one) for one in between],
        added=_read_all(list_only_in(after.measures, before.measures)),
        removed=_read_all(list_only_in(before.measures, after.measures)),
        changed=list_changed(before.measures, after.measures),
        standing=[MeasureStanding.model_validate(row) for row in standing],
    )


async def _keep_up_tasks(session: AsyncSession, roadmap: Roadmap, measures: list[UUID], reason: str) -> dict[str, int]:
    day = find_local_day(roadmap.timezone, utc_now())
    made = await queries.make_tasks(session, roadmap, day, measures)
    why = f"Редакция {roadmap.edition}: {reason}"
    await ask_for_reminders(session, roadmap)
    cancelled = await queries.cancel_tasks(session, roadmap, day, measures, why)
    if cancelled:
        # What monitoring derives from tasks is of a whole municipality and year: one message is enough for all of them.
        await enqueue(session, MeasureCompleted(task_id=cancelled[0]))
    return {"tasks": made, "cancelled": len(cancelled)}


def _read_all(measures: list[dict[str, Any]]) -> list[RoadmapMeasureRead]:
    return [RoadmapMeasureRead.model_validate(one) for one in measures]
