"""Roadmaps are drafted, edited and removed."""

from uuid import UUID

from fastapi import APIRouter, Response, status

from services.roadmap.roadmaps import use_cases
from services.roadmap.roadmaps.access import CanWrite, get_draft, get_visible_municipality, get_visible_roadmap
from services.roadmap.roadmaps.errors import (
    HeadRefused,
    PlanUnknown,
    PlanYearRefused,
    RoadmapNotDraft,
    RoadmapNotFound,
)
from services.roadmap.roadmaps.router.answering import ADDRESS, CHANGED, CREATED, answer_roadmap
from services.roadmap.roadmaps.schemas import RoadmapCreate, RoadmapDrafted, RoadmapRead, RoadmapUpdate
from shared.access.visibility import TerritoryNotFound
from shared.http.idempotency import IdempotencyKeyReused, JsonIdempotency, RequestInProgress
from shared.http.preconditions import IfMatch, VersionExpected, VersionOutdated, format_etag
from shared.http.problems import problems
from shared.http.session import Session
from shared.reference.school_codes import canonical_school_code

router = APIRouter(prefix="/roadmaps")
_OF_DRAFT = (RoadmapNotFound, RoadmapNotDraft, VersionExpected, VersionOutdated)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=RoadmapDrafted,
    responses=problems(
        *(TerritoryNotFound, HeadRefused, PlanUnknown, PlanYearRefused, RequestInProgress, IdempotencyKeyReused)
    )
    | CREATED,
)
async def create_roadmap(
    wanted: RoadmapCreate, principal: CanWrite, session: Session, idempotency: JsonIdempotency
) -> Response:
    """Draft a roadmap (составить проект дорожной карты) from a plan of a programme, or an empty one.

    For another year than the plan's, the years written in its terms move along, and `notes` say so: «Март 2023» of a
    plan of 2023 is «Март 2024» in a roadmap of 2024. The programme keeps the printed text, titles stay as printed.
    """
    school_code = canonical_school_code(wanted.school_code) if wanted.school_code else None
    municipality = await get_visible_municipality(session, principal, wanted.municipality, school_code)
    roadmap, notes = await use_cases.create_roadmap(session, wanted, municipality, principal.client_id)
    found = await get_visible_roadmap(session, principal, roadmap.id)
    headers = {"Location": f"{ADDRESS}/{roadmap.id}", "ETag": format_etag(roadmap.version)}
    described = use_cases.describe_draft(principal, found, notes)
    return await idempotency.answer(described, status=status.HTTP_201_CREATED, headers=headers)


@router.put("/{roadmap_id}", responses=problems(*_OF_DRAFT, HeadRefused) | CHANGED)
async def update_roadmap(  # the object, its version, its new content
    roadmap_id: UUID,
    wanted: RoadmapUpdate,
    principal: CanWrite,
    session: Session,
    if_match: IfMatch,
    response: Response,
) -> RoadmapRead:
    """Edit the head of a draft (изменить проект): title, days it covers, parties."""
    found = await get_draft(session, principal, roadmap_id, if_match)
    await use_cases.update_roadmap(session, found, wanted, principal.client_id)
    return await answer_roadmap(session, principal, roadmap_id, response)


@router.delete("/{roadmap_id}", status_code=status.HTTP_204_NO_CONTENT, responses=problems(*_OF_DRAFT))
async def delete_roadmap(roadmap_id: UUID, principal: CanWrite, session: Session, if_match: IfMatch) -> None:
    """Remove a draft with its measures (удалить проект); an approved roadmap is closed instead."""
    found = await get_draft(session, principal, roadmap_id, if_match)
    await use_cases.delete_roadmap(session, found, principal.client_id)
