"""Programmes over HTTP: taken over, edited, approved, read with their history."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response, status
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.programmes import queries, use_cases
from services.roadmap.programmes.access import (
    CanApprove,
    CanRead,
    CanWrite,
    get_draft,
    get_visible_programme,
)
from services.roadmap.programmes.errors import (
    ProgrammeExists,
    ProgrammeIncomplete,
    ProgrammeNotDraft,
    ProgrammeNotFound,
    ProgrammeRefused,
)
from services.roadmap.programmes.queries import ProgrammeFilters
from services.roadmap.programmes.schemas import (
    CalendarYear,
    Oktmo,
    ProgrammeCreate,
    ProgrammeRead,
    ProgrammeState,
    ProgrammeUpdate,
)
from services.roadmap.roadmaps.access import get_visible_municipality
from shared.access.principals import Principal
from shared.access.visibility import TerritoryNotFound
from shared.changes import list_changes
from shared.database.paging import InvalidCursor, Page
from shared.http.changes import ChangeRead
from shared.http.idempotency import Idempotency, IdempotencyKeyReused, JsonIdempotency, RequestInProgress
from shared.http.orders import Order
from shared.http.pages import Paging
from shared.http.preconditions import IfMatch, VersionExpected, VersionOutdated, format_etag
from shared.http.problems import problems
from shared.http.session import Session
from shared.rules.definition import Code

router = APIRouter(prefix="/programmes", tags=["programmes"])

_ETAG: dict[str, Any] = {"ETag": {"description": "Version, for `If-Match`.", "schema": {"type": "string"}}}
_LOCATION = {"Location": {"description": "Address of the programme.", "schema": {"type": "string"}}}
_READ: dict[int | str, dict[str, Any]] = {status.HTTP_200_OK: {"headers": _ETAG}}
_CREATED: dict[int | str, dict[str, Any]] = {status.HTTP_201_CREATED: {"headers": _ETAG | _LOCATION}}
_OF_DRAFT = (ProgrammeNotFound, ProgrammeNotDraft, VersionExpected, VersionOutdated)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=ProgrammeRead,
    responses=problems(TerritoryNotFound, ProgrammeRefused, ProgrammeExists, RequestInProgress, IdempotencyKeyReused)
    | _CREATED,
)
async def create_programme(
    wanted: ProgrammeCreate, principal: CanWrite, session: Session, idempotency: JsonIdempotency
) -> Response:
    """Take a programme over from a pack for a municipality (завести программу): its passport becomes a draft."""
    municipality = await get_visible_municipality(session, principal, wanted.municipality)
    programme = await use_cases.create_programme(session, wanted, municipality, principal.client_id)
    return await _answer(session, principal, programme.id, idempotency, is_new=True)


def read_programme_filters(
    municipality: Annotated[Oktmo | None, Query(description="ОКТМО, eight digits.")] = None,
    pack: Annotated[Code | None, Query(description="Only those taken over from this pack.")] = None,
    state: Annotated[ProgrammeState | None, Query(description="Only in this state.")] = None,
    year: Annotated[CalendarYear | None, Query(description="Only those that cover this calendar year.")] = None,
) -> ProgrammeFilters:
    """Read which programmes are wanted."""
    return ProgrammeFilters(municipality, pack, state, year)


@router.get("", responses=problems(InvalidCursor))
async def list_programmes(
    principal: CanRead,
    session: Session,
    paging: Paging,
    wanted: Annotated[ProgrammeFilters, Depends(read_programme_filters)],
) -> Page[ProgrammeRead]:
    """List the programmes (программы) of your municipalities, those that begin last first."""
    page = await queries.list_programmes(session, principal, wanted, paging.wanted)
    return paging.answer(page.map(lambda found: use_cases.describe_programme(principal, found)))


@router.get("/{programme_id}", responses=problems(ProgrammeNotFound) | _READ)
async def get_programme(programme_id: UUID, principal: CanRead, session: Session, response: Response) -> ProgrammeRead:
    """Return a programme (программа) with its version as ETag."""
    described = use_cases.describe_programme(principal, await get_visible_programme(session, principal, programme_id))
    response.headers["ETag"] = format_etag(described.version)
    return described


@router.put("/{programme_id}", responses=problems(*_OF_DRAFT, ProgrammeRefused) | _READ)
async def update_programme(  # the object, its version, its new content
    programme_id: UUID,
    wanted: ProgrammeUpdate,
    principal: CanWrite,
    session: Session,
    if_match: IfMatch,
    response: Response,
) -> ProgrammeRead:
    """Edit the draft of a programme (изменить программу): title, last year, passport."""
    found = await get_draft(session, principal, programme_id, if_match)
    await use_cases.update_programme(session, found.programme, wanted, principal.client_id)
    response.headers["ETag"] = format_etag(found.programme.version)
    return use_cases.describe_programme(principal, found)


@router.post(
    "/{programme_id}/approval",
    response_model=ProgrammeRead,
    responses=problems(*_OF_DRAFT, ProgrammeIncomplete, RequestInProgress, IdempotencyKeyReused) | _READ,
)
async def approve_programme(  # the object, its version, the order
    programme_id: UUID,
    order: Order,
    principal: CanApprove,
    session: Session,
    if_match: IfMatch,
    idempotency: JsonIdempotency,
) -> Response:
    """Approve a programme by an order (утвердить приказом); it never changes again."""
    found = await get_draft(session, principal, programme_id, if_match)
    await use_cases.approve_programme(session, found.programme, order, principal.client_id)
    return await _answer(session, principal, programme_id, idempotency)


@router.get("/{programme_id}/changes", responses=problems(ProgrammeNotFound, InvalidCursor))
async def list_programme_changes(
    programme_id: UUID, principal: CanRead, session: Session, paging: Paging
) -> Page[ChangeRead]:
    """List what was changed of a programme (история программы), latest first."""
    await get_visible_programme(session, principal, programme_id)
    page = await list_changes(session, use_cases.PROGRAMME, str(programme_id), paging.wanted)
    return paging.answer(page.map(ChangeRead.model_validate))


async def _answer(
    session: AsyncSession, principal: Principal, programme_id: UUID, idempotency: Idempotency, *, is_new: bool = False
) -> Response:
    described = use_cases.describe_programme(principal, await get_visible_programme(session, principal, programme_id))
    headers = {"ETag": format_etag(described.version)}
    if is_new:
        headers["Location"] = f"/roadmap/v1/programmes/{programme_id}"
    return await idempotency.answer(
        described, status=status.HTTP_201_CREATED if is_new else status.HTTP_200_OK, headers=headers
    )
