"""Decisions are drafted, issued by an order, checked and withdrawn."""

from uuid import UUID

from fastapi import APIRouter, Response, status

from services.roadmap.decisions import use_cases
from services.roadmap.decisions.access import (
    CanApprove,
    CanWrite,
    get_own_decision,
    get_place,
    get_visible_decision,
)
from services.roadmap.decisions.errors import (
    DecisionNotDraft,
    DecisionNotFound,
    DecisionNotIssued,
    DecisionRefused,
    DecisionWithdrawn,
)
from services.roadmap.decisions.router.headers import CREATED, READ
from services.roadmap.decisions.schemas import (
    DecisionCheck,
    DecisionCreate,
    DecisionRead,
    DecisionUpdate,
    DecisionWithdraw,
)
from shared.access.principals import Principal
from shared.access.visibility import TerritoryNotFound
from shared.http.idempotency import Idempotency, IdempotencyKeyReused, JsonIdempotency, RequestInProgress
from shared.http.orders import Order
from shared.http.preconditions import IfMatch, VersionExpected, VersionOutdated, format_etag
from shared.http.problems import problems
from shared.http.session import Session

router = APIRouter(prefix="/decisions")


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=DecisionRead,
    responses=problems(TerritoryNotFound, DecisionRefused, RequestInProgress, IdempotencyKeyReused) | CREATED,
)
async def create_decision(
    wanted: DecisionCreate, principal: CanWrite, session: Session, idempotency: JsonIdempotency
) -> Response:
    """Draft a decision (проект решения) of the department or of a school on a stated basis (основание)."""
    municipality = await get_place(session, principal, wanted.municipality, wanted.school)
    decision = await use_cases.create_decision(session, principal, wanted, municipality)
    return await _answer(session, principal, decision.id, idempotency, is_new=True)


@router.put(
    "/{decision_id}",
    responses=problems(DecisionNotFound, DecisionNotDraft, DecisionRefused, VersionOutdated, VersionExpected) | READ,
)
async def update_decision(  # the object, its version, its new content
    decision_id: UUID,
    wanted: DecisionUpdate,
    principal: CanWrite,
    session: Session,
    if_match: IfMatch,
    response: Response,
) -> DecisionRead:
    """Write the draft of a decision (проект решения) anew."""
    found = await get_own_decision(session, principal, decision_id, if_match)
    municipality = await get_place(session, principal, found.oktmo, found.decision.school_code)
    await use_cases.update_decision(session, principal, found.decision, municipality, wanted)
    response.headers["ETag"] = format_etag(found.decision.version)
    return (await use_cases.describe_decisions(session, principal, [found]))[0]


@router.post(
    "/{decision_id}/approval",
    response_model=DecisionRead,
    responses=problems(
        *(DecisionNotFound, DecisionNotDraft, DecisionRefused, VersionOutdated, VersionExpected),
        *(RequestInProgress, IdempotencyKeyReused),
    )
    | READ,
)
async def approve_decision(  # the object, its version, the order
    decision_id: UUID,
    order: Order,
    principal: CanApprove,
    session: Session,
    if_match: IfMatch,
    idempotency: JsonIdempotency,
) -> Response:
    """Issue a decision by an order (издать приказ): number, date, parties; it never changes again."""
    found = await get_own_decision(session, principal, decision_id, if_match)
    await use_cases.approve_decision(session, found.decision, order, principal.client_id)
    return await _answer(session, principal, decision_id, idempotency)


@router.post(
    "/{decision_id}/withdrawal",
    response_model=DecisionRead,
    responses=problems(
        *(DecisionNotFound, DecisionWithdrawn, VersionOutdated, VersionExpected),
        *(RequestInProgress, IdempotencyKeyReused),
    )
    | READ,
)
async def withdraw_decision(  # the object, its version, the reason
    decision_id: UUID,
    wanted: DecisionWithdraw,
    principal: CanApprove,
    session: Session,
    if_match: IfMatch,
    idempotency: JsonIdempotency,
) -> Response:
    """Withdraw a decision (отменить решение) for a reason; it stays readable."""
    found = await get_own_decision(session, principal, decision_id, if_match)
    await use_cases.withdraw_decision(session, found.decision, wanted.reason, principal.client_id)
    return await _answer(session, principal, decision_id, idempotency)


@router.post(
    "/{decision_id}/check",
    response_model=DecisionRead,
    responses=problems(
        *(DecisionNotFound, DecisionNotIssued, VersionOutdated, VersionExpected),
        *(RequestInProgress, IdempotencyKeyReused),
    )
    | READ,
)
async def check_decision(  # the object, its version, the finding
    decision_id: UUID,
    wanted: DecisionCheck,
    principal: CanApprove,
    session: Session,
    if_match: IfMatch,
    idempotency: JsonIdempotency,
) -> Response:
    """Write down what the check of the effect of a decision found (проверка эффекта решения)."""
    found = await get_own_decision(session, principal, decision_id, if_match)
    await use_cases.check_decision(session, found.decision, wanted.finding, principal.client_id)
    return await _answer(session, principal, decision_id, idempotency)


async def _answer(
    session: Session, principal: Principal, decision_id: UUID, idempotency: Idempotency, *, is_new: bool = False
) -> Response:
    """Answer with a decision as it is now, and keep the answer for a repeated request."""
    found = await get_visible_decision(session, principal, decision_id)
    (described,) = await use_cases.describe_decisions(session, principal, [found])
    headers = {"ETag": format_etag(described.version)}
    if is_new:
        headers["Location"] = f"/roadmap/v1/decisions/{decision_id}"
    return await idempotency.answer(
        described, status=status.HTTP_201_CREATED if is_new else status.HTTP_200_OK, headers=headers
    )
