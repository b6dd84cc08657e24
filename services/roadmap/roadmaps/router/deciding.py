"""Roadmaps are approved and closed."""

from uuid import UUID

from fastapi import APIRouter, Response

from services.roadmap.roadmaps import use_cases
from services.roadmap.roadmaps.access import CanApprove, get_approved, get_draft
from services.roadmap.roadmaps.errors import RoadmapEmpty, RoadmapNotApproved, RoadmapNotDraft, RoadmapNotFound
from services.roadmap.roadmaps.router.answering import CHANGED, answer_roadmap_once
from services.roadmap.roadmaps.schemas import RoadmapApproval, RoadmapClosing, RoadmapRead
from shared.http.idempotency import IdempotencyKeyReused, JsonIdempotency, RequestInProgress
from shared.http.preconditions import IfMatch, VersionExpected, VersionOutdated
from shared.http.problems import problems
from shared.http.session import Session

router = APIRouter(prefix="/roadmaps/{roadmap_id}")
_ALWAYS = (RoadmapNotFound, VersionExpected, VersionOutdated, RequestInProgress, IdempotencyKeyReused)


@router.post(
    "/approval", response_model=RoadmapRead, responses=problems(*_ALWAYS, RoadmapNotDraft, RoadmapEmpty) | CHANGED
)
async def approve_roadmap(  # the object, its version, its new content
    roadmap_id: UUID,
    wanted: RoadmapApproval,
    principal: CanApprove,
    session: Session,
    if_match: IfMatch,
    idempotency: JsonIdempotency,
) -> Response:
    """Approve a draft by an order (утвердить приказом): its first edition is kept for good, its tasks begin.

    A measure of all schools makes one task for every school that works on this day (B52, B55), a yearly one a task
    for every year in which it begins inside the roadmap (B51). From now on it changes by amendments only.
    """
    found = await get_draft(session, principal, roadmap_id, if_match)
    await use_cases.approve_roadmap(session, found, wanted, principal.client_id)
    return await answer_roadmap_once(session, principal, roadmap_id, idempotency)


@router.post("/closing", response_model=RoadmapRead, responses=problems(*_ALWAYS, RoadmapNotApproved) | CHANGED)
async def close_roadmap(  # the object, its version, its new content
    roadmap_id: UUID,
    wanted: RoadmapClosing,
    principal: CanApprove,
    session: Session,
    if_match: IfMatch,
    idempotency: JsonIdempotency,
) -> Response:
    """Close a roadmap in force (закрыть дорожную карту); what is unfinished stays so, for the next plan."""
    found = await get_approved(session, principal, roadmap_id, if_match)
    await use_cases.close_roadmap(session, found, wanted, principal.client_id)
    return await answer_roadmap_once(session, principal, roadmap_id, idempotency)
