"""How far a roadmap has come."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query

from services.roadmap.roadmaps.access import get_visible_roadmap
from services.roadmap.roadmaps.errors import RoadmapNotFound
from services.roadmap.tasks import use_cases
from services.roadmap.tasks.access import CanRead
from services.roadmap.tasks.rules import SOON_DAYS
from services.roadmap.tasks.schemas import RoadmapProgress
from shared.http.problems import problems
from shared.http.session import Session

router = APIRouter(prefix="/roadmaps/{roadmap_id}")


@router.get("/progress", responses=problems(RoadmapNotFound))
async def show_progress(
    roadmap_id: UUID,
    principal: CanRead,
    session: Session,
    soon_days: Annotated[int, Query(ge=0, le=366, description="How many days ahead is soon.")] = SOON_DAYS,
) -> RoadmapProgress:
    """Show how far a roadmap has come (ход исполнения), by section and in all.

    States of measures are told from their tasks. What is cancelled is left out of the shares, measures that were taken
    out of the roadmap are left out altogether.
    """
    found = await get_visible_roadmap(session, principal, roadmap_id)
    return await use_cases.describe_progress(session, found.roadmap, soon_days)
