"""Lists come into force: a run is approved, a draft is published."""

from uuid import UUID

from fastapi import APIRouter, Response, status

from services.identification.lists import use_cases
from services.identification.lists.access import CanApprove, get_draft
from services.identification.lists.errors import (
    CategoryByDocumentOnly,
    ListNotDraft,
    ListNotFound,
    ListWithoutSchools,
    OrderBeforeCurrent,
    PublicationInProgress,
    RunAlreadyApproved,
    SameRunApproved,
)
from services.identification.lists.schemas import ListRead
from services.identification.runs.access import get_own_run
from services.identification.runs.errors import RunNotFinished, RunNotFound, RunOfWiderTerritory
from shared.http.idempotency import IdempotencyKeyReused, JsonIdempotency, RequestInProgress
from shared.http.orders import Order
from shared.http.preconditions import IfMatch, VersionExpected, VersionOutdated, format_etag
from shared.http.problems import problems
from shared.http.session import Session

router = APIRouter()


@router.post(
    "/runs/{run_id}/approval",
    status_code=status.HTTP_201_CREATED,
    response_model=ListRead,
    responses=problems(
        *(RunNotFound, RunNotFinished, RunOfWiderTerritory, RunAlreadyApproved, SameRunApproved),
        CategoryByDocumentOnly,
        *(OrderBeforeCurrent, PublicationInProgress, RequestInProgress, IdempotencyKeyReused),
    ),
)
async def approve_run(
    run_id: UUID, order: Order, principal: CanApprove, session: Session, idempotency: JsonIdempotency
) -> Response:
    """Publish a finished run as the list of its category, year and territory (утвердить прогон приказом).

    Identified schools are on it. Undetermined ones are not: they are counted, and readable under `…/verdicts`.
    """
    run = await get_own_run(session, principal, run_id)
    school_list = await use_cases.approve_run(session, run_id, run, order, principal.client_id)
    return await idempotency.answer(
        use_cases.describe_school_list(principal, school_list),
        status=status.HTTP_201_CREATED,
        headers={"Location": f"/identification/v1/lists/{school_list.id}", "ETag": format_etag(school_list.version)},
    )


@router.post(
    "/lists/{list_id}/publication",
    response_model=ListRead,
    responses=problems(
        *(ListNotFound, ListNotDraft, ListWithoutSchools, OrderBeforeCurrent, PublicationInProgress),
        *(VersionOutdated, VersionExpected, RequestInProgress, IdempotencyKeyReused),
    ),
)
async def publish_list(
    list_id: UUID, principal: CanApprove, session: Session, if_match: IfMatch, idempotency: JsonIdempotency
) -> Response:
    """Publish a draft (опубликовать список); it replaces the one in force and never changes again."""
    school_list = await get_draft(session, principal, list_id, if_match)
    await use_cases.publish_list(session, school_list, principal.client_id)
    return await idempotency.answer(
        use_cases.describe_school_list(principal, school_list),
        status=status.HTTP_200_OK,
        headers={"ETag": format_etag(school_list.version)},
    )
