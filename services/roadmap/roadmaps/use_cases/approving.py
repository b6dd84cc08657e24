"""A roadmap is approved: its first edition is kept for good, and its tasks begin."""

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.reminders.use_cases import ask_for_reminders
from services.roadmap.roadmaps import queries
from services.roadmap.roadmaps.errors import RoadmapEmpty
from services.roadmap.roadmaps.queries import FoundRoadmap
from services.roadmap.roadmaps.schemas import RoadmapApproval, RoadmapClosing, dump_measure
from services.roadmap.roadmaps.use_cases.recording import record_roadmap_change
from shared.clock import utc_now
from shared.http.orders import Order, order_columns
from shared.local_days import find_local_day
from shared.models import Roadmap
from shared.queue.messages import announce_support
from shared.reference.academic_years import list_academic_years


async def approve_roadmap(
    session: AsyncSession, found: FoundRoadmap, wanted: RoadmapApproval, client_id: UUID | None
) -> None:
    """Put a draft in force by an order; raise RoadmapEmpty where it has no measures."""
    roadmap, now = found.roadmap, utc_now()
    if not found.measures:
        raise RoadmapEmpty
    values: dict[str, Any] = {"state": "approved", "edition": 1, "approved_at": now}
    await queries.store_roadmap(session, roadmap, values | order_columns(wanted.order))
    measures = await keep_edition(session, roadmap, wanted.order, None, client_id)
    tasks = await queries.make_tasks(session, roadmap, find_local_day(roadmap.timezone, now), measures)
    await ask_for_reminders(session, roadmap)
    await record_roadmap_change(session, roadmap, "approved", client_id, ("state", "order", f"tasks={tasks}"))
    if roadmap.school_code is not None:
        # An approved plan of a school says that it prevents risks in every year that it covers (B42).
        await announce_support(
            session, roadmap.municipality_id, list_academic_years(roadmap.starts_on, roadmap.ends_on)
        )


async def close_roadmap(
    session: AsyncSession, found: FoundRoadmap, wanted: RoadmapClosing, client_id: UUID | None
) -> None:
    """Close a roadmap in force; what of it is unfinished stays so, for the next plan to take over."""
    values = {"state": "closed", "closed_at": utc_now(), "closing_reason": wanted.reason}
    await queries.store_roadmap(session, found.roadmap, values)
    await record_roadmap_change(session, found.roadmap, "closed", client_id, ("state",))


async def keep_edition(
    session: AsyncSession, roadmap: Roadmap, order: Order | None, reason: str | None, client_id: UUID | None
) -> list[UUID]:
    """Keep the measures of a roadmap as they are now under its present edition; return their ids."""
    measures = await queries.list_all_measures(session, roadmap)
    values = {
        "reason": reason,
        "order_number": order.number if order else None,
        "order_date": order.date if order else None,
        "order_title": order.title if order else None,
        "measures": [dump_measure(measure) for measure in measures],
    }
    await queries.add_edition(session, roadmap, values, client_id)
    return [measure.id for measure in measures]
