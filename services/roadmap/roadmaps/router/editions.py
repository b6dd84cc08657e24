"""Editions of a roadmap are made by amendments, read and compared."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Response

from services.roadmap.roadmaps import queries, use_cases
from services.roadmap.roadmaps.access import CanApprove, CanRead, get_approved, get_visible_roadmap
from services.roadmap.roadmaps.errors import EditionNotFound, MeasuresRefused, RoadmapNotApproved, RoadmapNotFound
from services.roadmap.roadmaps.router.answering import CHANGED, answer_roadmap_once
from services.roadmap.roadmaps.schemas import (
    EditionRead,
    EditionSummary,
    RoadmapAmendment,
    RoadmapDifference,
    RoadmapRead,
)
from shared.database.paging import InvalidCursor, Page
from shared.http.idempotency import IdempotencyKeyReused, JsonIdempotency, RequestInProgress
from shared.http.pages import Paging
from shared.http.preconditions import IfMatch, VersionExpected, VersionOutdated
from shared.http.problems import problems
from shared.http.session import Session

router = APIRouter(prefix="/roadmaps/{roadmap_id}")

_LARGEST = 32_767
"""Of a smallint."""
EditionNumber = Annotated[int, Path(ge=1, le=_LARGEST, description="1 is the baseline.", examples=[1])]
Earlier = Annotated[int, Query(alias="from", ge=1, le=_LARGEST, description="The earlier edition; 1 is the baseline.")]
Later = Annotated[int | None, Query(alias="to", ge=1, le=_LARGEST, description="The later one; left out: the present.")]


@router.post(
    "/amendments",
    response_model=RoadmapRead,
    responses=problems(
        *(RoadmapNotFound, RoadmapNotApproved, MeasuresRefused, VersionExpected, VersionOutdated),
        *(RequestInProgress, IdempotencyKeyReused),
    )
    | CHANGED,
)
async def amend_roadmap(  # the object, its version, its new content
    roadmap_id: UUID,
    wanted: RoadmapAmendment,
    principal: CanApprove,
    session: Session,
    if_match: IfMatch,
    idempotency: JsonIdempotency,
) -> Response:
    """Change a roadmap in force (внести изменения) with a reason; it is another edition then.

    Tasks of the measures that are named follow: new ones are made, unfinished ones move to the new days or are
    cancelled with the reason. What is done stays done.
    """
    found = await get_approved(session, principal, roadmap_id, if_match)
    await use_cases.amend_roadmap(session, found, wanted, principal.client_id)
    return await answer_roadmap_once(session, principal, roadmap_id, idempotency)


@router.get("/editions", responses=problems(RoadmapNotFound, InvalidCursor))
async def list_editions(roadmap_id: UUID, principal: CanRead, session: Session, paging: Paging) -> Page[EditionSummary]:
    """List the editions (редакции) of a roadmap with their reasons and orders, latest first."""
    found = await get_visible_roadmap(session, principal, roadmap_id)
    page = await queries.list_editions(session, found.roadmap, paging.wanted)
    return paging.answer(page.map(EditionSummary.model_validate))


@router.get("/editions/{edition}", responses=problems(RoadmapNotFound, EditionNotFound))
async def get_edition(roadmap_id: UUID, edition: EditionNumber, principal: CanRead, session: Session) -> EditionRead:
    """Return an edition (редакцию) with its measures as they were approved then."""
    found = await get_visible_roadmap(session, principal, roadmap_id)
    return EditionRead.model_validate(await use_cases.get_edition(session, found.roadmap, edition))


@router.get("/difference", responses=problems(RoadmapNotFound, EditionNotFound))
async def compare_editions(
    roadmap_id: UUID, principal: CanRead, session: Session, earlier: Earlier = 1, later: Later = None
) -> RoadmapDifference:
    """Compare two editions (отличия от утверждённой редакции): measures added, removed, changed field by field.

    With them how far every measure has come by now: its tasks and the documents attached to them.
    """
    found = await get_visible_roadmap(session, principal, roadmap_id)
    return await use_cases.compare_editions(session, found.roadmap, earlier, later)
