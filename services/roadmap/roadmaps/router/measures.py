"""Measures of a roadmap are read, and written while it is a draft."""

from uuid import UUID

from fastapi import APIRouter, Response, status

from services.roadmap.roadmaps import queries, use_cases
from services.roadmap.roadmaps.access import CanRead, CanWrite, Draft, get_draft, get_visible_roadmap
from services.roadmap.roadmaps.errors import MeasureNotFound, MeasuresRefused, RoadmapNotDraft, RoadmapNotFound
from services.roadmap.roadmaps.router.answering import ADDRESS, CHANGED, CREATED, DELETED
from services.roadmap.roadmaps.schemas import MeasureWrite, RoadmapMeasureRead
from shared.database.paging import InvalidCursor, Page
from shared.http.idempotency import IdempotencyKeyReused, JsonIdempotency, RequestInProgress
from shared.http.pages import Paging
from shared.http.preconditions import IfMatch, VersionExpected, VersionOutdated, format_etag
from shared.http.problems import problems
from shared.http.session import Session

router = APIRouter(prefix="/roadmaps/{roadmap_id}/measures")
_OF_DRAFT = (RoadmapNotFound, RoadmapNotDraft, VersionExpected, VersionOutdated)


@router.get("", responses=problems(RoadmapNotFound, InvalidCursor) | CHANGED)
async def list_measures(
    roadmap_id: UUID, principal: CanRead, session: Session, paging: Paging, response: Response
) -> Page[RoadmapMeasureRead]:
    """List the measures (мероприятия) of a roadmap as they are now, in their order; ETag is the roadmap's version."""
    found = await get_visible_roadmap(session, principal, roadmap_id)
    response.headers["ETag"] = format_etag(found.roadmap.version)
    page = await queries.list_measures(session, found.roadmap, paging.wanted)
    return paging.answer(page.map(RoadmapMeasureRead.model_validate))


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=RoadmapMeasureRead,
    responses=problems(*_OF_DRAFT, MeasuresRefused, RequestInProgress, IdempotencyKeyReused) | CREATED,
)
async def create_measure(  # the object, its version, its new content
    roadmap_id: UUID,
    wanted: MeasureWrite,
    principal: CanWrite,
    session: Session,
    if_match: IfMatch,
    idempotency: JsonIdempotency,
) -> Response:
    """Add a measure (мероприятие) to a draft; `If-Match` names the roadmap's version, ETag is the new one."""
    found = await get_draft(session, principal, roadmap_id, if_match)
    measure = await use_cases.add_measure(session, found.roadmap, wanted, principal.client_id)
    headers = {
        "Location": f"{ADDRESS}/{roadmap_id}/measures/{measure.id}",
        "ETag": format_etag(found.roadmap.version),
    }
    described = RoadmapMeasureRead.model_validate(measure)
    return await idempotency.answer(described, status=status.HTTP_201_CREATED, headers=headers)


@router.get("/{measure_id}", responses=problems(RoadmapNotFound, MeasureNotFound) | CHANGED)
async def get_measure(
    roadmap_id: UUID, measure_id: UUID, principal: CanRead, session: Session, response: Response
) -> RoadmapMeasureRead:
    """Return a measure (мероприятие) of a roadmap; ETag is the roadmap's version."""
    found = await get_visible_roadmap(session, principal, roadmap_id)
    response.headers["ETag"] = format_etag(found.roadmap.version)
    return RoadmapMeasureRead.model_validate(await use_cases.get_measure(session, found.roadmap, measure_id))


@router.put("/{measure_id}", responses=problems(*_OF_DRAFT, MeasureNotFound, MeasuresRefused) | CHANGED)
async def update_measure(
    found: Draft, measure_id: UUID, wanted: MeasureWrite, principal: CanWrite, session: Session, response: Response
) -> RoadmapMeasureRead:
    """Write a measure of a draft as it shall be (изменить мероприятие); what is left out is emptied."""
    measure = await use_cases.update_measure(session, found.roadmap, measure_id, wanted, principal.client_id)
    response.headers["ETag"] = format_etag(found.roadmap.version)
    return RoadmapMeasureRead.model_validate(measure)


@router.delete(
    "/{measure_id}", status_code=status.HTTP_204_NO_CONTENT, responses=problems(*_OF_DRAFT, MeasureNotFound) | DELETED
)
async def delete_measure(
    found: Draft, measure_id: UUID, principal: CanWrite, session: Session, response: Response
) -> None:
    """Remove a measure of a draft (удалить мероприятие)."""
    await use_cases.delete_measure(session, found.roadmap, measure_id, principal.client_id)
    response.headers["ETag"] = format_etag(found.roadmap.version)
