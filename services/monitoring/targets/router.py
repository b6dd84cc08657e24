"""Targets over HTTP: set, changed, read with their history."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Query, Response, status

from services.monitoring.campaigns.access import get_visible_municipality
from services.monitoring.targets import queries, use_cases
from services.monitoring.targets.access import CanConduct, CanRead, get_visible_target
from services.monitoring.targets.errors import TargetExists, TargetNotFound, TargetRefused
from services.monitoring.targets.schemas import TargetCreate, TargetRead, TargetUpdate
from shared.access.visibility import TerritoryNotFound
from shared.changes import list_changes
from shared.database.paging import InvalidCursor, Page
from shared.http.changes import ChangeRead
from shared.http.idempotency import IdempotencyKeyReused, JsonIdempotency, RequestInProgress
from shared.http.pages import Paging
from shared.http.preconditions import IfMatch, VersionExpected, VersionOutdated, format_etag
from shared.http.problems import problems
from shared.http.session import Session
from shared.models import IndicatorTarget, Municipality

router = APIRouter(prefix="/targets", tags=["targets"])

_ETAG: dict[str, Any] = {"ETag": {"description": "Version, for `If-Match`.", "schema": {"type": "string"}}}
_LOCATION = {"Location": {"description": "Address of the target.", "schema": {"type": "string"}}}
_READ: dict[int | str, dict[str, Any]] = {status.HTTP_200_OK: {"headers": _ETAG}}
_CREATED: dict[int | str, dict[str, Any]] = {status.HTTP_201_CREATED: {"headers": _ETAG | _LOCATION}}


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=TargetRead,
    responses=problems(TerritoryNotFound, TargetRefused, TargetExists, RequestInProgress, IdempotencyKeyReused)
    | _CREATED,
)
async def create_target(
    wanted: TargetCreate, principal: CanConduct, session: Session, idempotency: JsonIdempotency
) -> Response:
    """Set a target (целевое значение) of a municipality for an indicator and a period."""
    municipality = await get_visible_municipality(session, principal, wanted.municipality)
    target = await use_cases.create_target(session, wanted, municipality, principal.client_id)
    described = use_cases.describe_target(principal, await get_visible_target(session, principal, target.id))
    headers = {"Location": f"/monitoring/v1/targets/{target.id}", "ETag": format_etag(target.version)}
    return await idempotency.answer(described, status=status.HTTP_201_CREATED, headers=headers)


@router.get("", responses=problems(InvalidCursor))
async def list_targets(
    principal: CanRead,
    session: Session,
    paging: Paging,
    municipality: Annotated[str | None, Query(pattern="^[0-9]{8}$", description="ОКТМО, eight digits.")] = None,
    pack: Annotated[str | None, Query(pattern="^[a-z][a-z0-9-]{0,59}$", description="Only of this programme.")] = None,
    period: Annotated[str | None, Query(pattern="^[0-9/-]{7,9}$", description="Only for this period.")] = None,
) -> Page[TargetRead]:
    """List the targets (целевые значения) of your municipalities by programme, period and indicator."""
    wanted = {
        Municipality.oktmo: municipality,
        IndicatorTarget.pack_code: pack,
        IndicatorTarget.period: period,
    }
    filters = {column: value for column, value in wanted.items() if value is not None}
    page = await queries.list_targets(session, principal, filters, paging.wanted)
    return paging.answer(page.map(lambda row: use_cases.describe_target(principal, row)))


@router.get("/{target_id}", responses=problems(TargetNotFound) | _READ)
async def get_target(target_id: UUID, principal: CanRead, session: Session, response: Response) -> TargetRead:
    """Return a target (целевое значение) with its version as ETag."""
    described = use_cases.describe_target(principal, await get_visible_target(session, principal, target_id))
    response.headers["ETag"] = format_etag(described.version)
    return described


@router.put("/{target_id}", responses=problems(TargetNotFound, TargetRefused, VersionExpected, VersionOutdated) | _READ)
async def update_target(  # the object, its version, its new content
    target_id: UUID,
    wanted: TargetUpdate,
    principal: CanConduct,
    session: Session,
    if_match: IfMatch,
    response: Response,
) -> TargetRead:
    """Change a target (изменить целевое значение); computed values stay, what is told of reaching it follows."""
    row = await get_visible_target(session, principal, target_id, locked=True)
    if_match.require(row[0].version)
    await use_cases.update_target(session, row[0], wanted, principal.client_id)
    response.headers["ETag"] = format_etag(row[0].version)
    return use_cases.describe_target(principal, row)


@router.get("/{target_id}/changes", responses=problems(TargetNotFound, InvalidCursor))
async def list_target_changes(
    target_id: UUID, principal: CanRead, session: Session, paging: Paging
) -> Page[ChangeRead]:
    """List what was changed of a target (история целевого значения), latest first."""
    await get_visible_target(session, principal, target_id)
    page = await list_changes(session, "indicator_target", str(target_id), paging.wanted)
    return paging.answer(page.map(ChangeRead.model_validate))
