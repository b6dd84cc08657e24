"""Support actions over HTTP: recorded, corrected, withdrawn, read one by one and summed up."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response, status
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.support import queries, use_cases
from services.roadmap.support.access import (
    CanRead,
    CanWrite,
    get_edited_action,
    get_visible_action,
    get_visible_school,
)
from services.roadmap.support.errors import (
    SupportActionNotFound,
    SupportActionRefused,
    SupportActionWithdrawn,
    SupportedSchoolNotFound,
)
from services.roadmap.support.queries import ActionFilters
from services.roadmap.support.schemas import (
    SupportActionCreate,
    SupportActionRead,
    SupportActionState,
    SupportActionUpdate,
    SupportedSchool,
)
from shared.access.principals import Principal
from shared.changes import list_changes
from shared.database.paging import InvalidCursor, Page
from shared.http.changes import ChangeRead
from shared.http.idempotency import IdempotencyKeyReused, JsonIdempotency, RequestInProgress
from shared.http.pages import Paging
from shared.http.preconditions import IfMatch, VersionExpected, VersionOutdated, format_etag
from shared.http.problems import problems
from shared.http.session import Session
from shared.reference.academic_years import AcademicYearText, parse_academic_year
from shared.reference.school_codes import SCHOOL_CODE_PATTERN, canonical_school_code
from shared.support.kinds import SupportKind

router = APIRouter(tags=["support"])

_ETAG: dict[str, Any] = {"ETag": {"description": "Version, for `If-Match`.", "schema": {"type": "string"}}}
_LOCATION = {"Location": {"description": "Address of the support action.", "schema": {"type": "string"}}}
_READ: dict[int | str, dict[str, Any]] = {status.HTTP_200_OK: {"headers": _ETAG}}
_CREATED: dict[int | str, dict[str, Any]] = {status.HTTP_201_CREATED: {"headers": _ETAG | _LOCATION}}
_EDITED = (SupportActionNotFound, SupportActionWithdrawn, VersionExpected, VersionOutdated)
_Year = Annotated[AcademicYearText, Query(description="The academic year.", examples=["2022/2023"])]


def read_filters(
    municipality: Annotated[str | None, Query(pattern="^[0-9]{8}$", description="ОКТМО, eight digits.")] = None,
    school_code: Annotated[str | None, Query(pattern=SCHOOL_CODE_PATTERN, description="Only for this school.")] = None,
    academic_year: Annotated[AcademicYearText | None, Query(description="Only of this year.")] = None,
    kind: Annotated[SupportKind | None, Query(description="Only of this kind.")] = None,
    state: Annotated[SupportActionState | None, Query(description="Only these.")] = None,
    measure_task_id: Annotated[UUID | None, Query(description="Only those that carry out this task.")] = None,
) -> ActionFilters:
    """Read which actions are wanted."""
    school = canonical_school_code(school_code) if school_code else None
    year = parse_academic_year(academic_year) if academic_year else None
    return ActionFilters(municipality, school, year, kind, state, measure_task_id)


@router.post(
    "/support-actions",
    status_code=status.HTTP_201_CREATED,
    response_model=SupportActionRead,
    responses=problems(SupportedSchoolNotFound, SupportActionRefused, RequestInProgress, IdempotencyKeyReused)
    | _CREATED,
)
async def create_support_action(
    wanted: SupportActionCreate, principal: CanWrite, session: Session, idempotency: JsonIdempotency
) -> Response:
    """Record what was done for a school (внести меру поддержки); the indicators that count it follow.

    Persons are counted by head or told by opaque keys; a name is refused (B58). With keys everybody is counted once,
    however many actions he takes part in (B29).
    """
    school = await get_visible_school(session, principal, wanted.school_code)
    action = await use_cases.create_support_action(session, school, wanted, principal.client_id)
    described = await _describe(session, principal, action.id)
    headers = {"Location": f"/roadmap/v1/support-actions/{action.id}", "ETag": format_etag(described.version)}
    return await idempotency.answer(described, status=status.HTTP_201_CREATED, headers=headers)


@router.get("/support-actions", responses=problems(InvalidCursor))
async def list_support_actions(
    principal: CanRead, session: Session, paging: Paging, wanted: Annotated[ActionFilters, Depends(read_filters)]
) -> Page[SupportActionRead]:
    """List what was done for the schools of your territories (меры поддержки), what began last first."""
    found = await queries.list_actions(session, principal, wanted, paging.wanted)
    described = await use_cases.describe_support_actions(session, principal, found.items)
    return paging.answer(Page(described, found.next_cursor))


@router.get("/support-actions/{action_id}", responses=problems(SupportActionNotFound) | _READ)
async def get_support_action(
    action_id: UUID, principal: CanRead, session: Session, response: Response
) -> SupportActionRead:
    """Return a support action (меру поддержки) with its version as ETag."""
    described = await _describe(session, principal, action_id)
    response.headers["ETag"] = format_etag(described.version)
    return described


@router.put("/support-actions/{action_id}", responses=problems(*_EDITED, SupportActionRefused) | _READ)
async def update_support_action(  # the object, its version, its new content
    action_id: UUID,
    wanted: SupportActionUpdate,
    principal: CanWrite,
    session: Session,
    if_match: IfMatch,
    response: Response,
) -> SupportActionRead:
    """Correct a support action (исправить меру поддержки); its school stays, another one needs another record."""
    found = await get_edited_action(session, principal, action_id, if_match)
    await use_cases.update_support_action(session, found.action, wanted, principal.client_id)
    described = await _describe(session, principal, action_id)
    response.headers["ETag"] = format_etag(described.version)
    return described


@router.delete("/support-actions/{action_id}", status_code=status.HTTP_204_NO_CONTENT, responses=problems(*_EDITED))
async def withdraw_support_action(action_id: UUID, principal: CanWrite, session: Session, if_match: IfMatch) -> None:
    """Withdraw a support action (отозвать меру поддержки); it stays readable and counts for nothing."""
    found = await get_edited_action(session, principal, action_id, if_match)
    await use_cases.withdraw_support_action(session, found.action, principal.client_id)


@router.get("/support-actions/{action_id}/changes", responses=problems(SupportActionNotFound, InvalidCursor))
async def list_support_action_changes(
    action_id: UUID, principal: CanRead, session: Session, paging: Paging
) -> Page[ChangeRead]:
    """List who did what to a support action (история изменений), latest first."""
    await get_visible_action(session, principal, action_id)
    page = await list_changes(session, use_cases.OBJECT_KIND, str(action_id), paging.wanted)
    return paging.answer(page.map(ChangeRead.model_validate))


@router.get("/support-summary", responses=problems(InvalidCursor))
async def show_support_summary(
    principal: CanRead,
    session: Session,
    paging: Paging,
    municipality: Annotated[
        str, Query(pattern="^[0-9]{8}$", description="ОКТМО, eight digits.", examples=["04729000"])
    ],
    academic_year: _Year,
) -> Page[SupportedSchool]:
    """Sum up the support of a year (сводка поддержки), school by school and kind by kind.

    Persons by key are counted once in a kind; where keys are missing heads are added up and flagged (B29).
    """
    year = parse_academic_year(academic_year)
    return paging.answer(await use_cases.summarise_support(session, principal, municipality, year, paging.wanted))


async def _describe(session: AsyncSession, principal: Principal, action_id: UUID) -> SupportActionRead:
    found = await get_visible_action(session, principal, action_id)
    (described,) = await use_cases.describe_support_actions(session, principal, [found])
    return described
