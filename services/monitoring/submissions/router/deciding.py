"""Whoever conducts the campaign accepts submissions or returns them."""

from fastapi import APIRouter, Response, status

from services.monitoring.campaigns.errors import CampaignNotFound, CampaignNotYours
from services.monitoring.submissions import use_cases
from services.monitoring.submissions.access import (
    ConductedCampaign,
    get_locked_submission,
    get_visible_submission,
)
from services.monitoring.submissions.errors import (
    AnswersClosed,
    SubmissionNotFound,
    SubmissionNotSubmitted,
)
from services.monitoring.submissions.router.parameters import ObjectCode
from services.monitoring.submissions.schemas import (
    Acceptance,
    CampaignView,
    SubmissionRead,
    SubmissionReturn,
)
from shared.http.idempotency import IdempotencyKeyReused, JsonIdempotency, RequestInProgress
from shared.http.preconditions import IfMatch, VersionExpected, VersionOutdated, format_etag
from shared.http.problems import problems
from shared.http.session import Session

router = APIRouter(prefix="/campaigns/{campaign_id}")
_CONDUCTED = (CampaignNotFound, CampaignNotYours, AnswersClosed, RequestInProgress, IdempotencyKeyReused)
_DECIDED = (*_CONDUCTED, SubmissionNotFound, SubmissionNotSubmitted, VersionOutdated, VersionExpected)


@router.post("/acceptance", response_model=Acceptance, responses=problems(*_CONDUCTED))
async def accept_submissions(view: ConductedCampaign, session: Session, idempotency: JsonIdempotency) -> Response:
    """Accept every submitted answer without warnings (принять все ответы без замечаний), all at once."""
    accepted = await use_cases.accept_submissions(session, view.campaign, view.principal)
    return await idempotency.answer(accepted, status=status.HTTP_200_OK, headers={})


@router.post("/submissions/{object_code}/acceptance", response_model=SubmissionRead, responses=problems(*_DECIDED))
async def accept_submission(
    view: ConductedCampaign,
    object_code: ObjectCode,
    session: Session,
    if_match: IfMatch,
    idempotency: JsonIdempotency,
) -> Response:
    """Accept a submission (принять ответ): its values count in the indicators from now on."""
    submission = await get_locked_submission(session, view, object_code, if_match)
    await use_cases.accept_submission(session, view.campaign, submission, view.principal)
    return await _answer(session, view, object_code, idempotency)


@router.post("/submissions/{object_code}/return", response_model=SubmissionRead, responses=problems(*_DECIDED))
async def return_submission(
    view: ConductedCampaign,
    object_code: ObjectCode,
    wanted: SubmissionReturn,
    session: Session,
    if_match: IfMatch,
    idempotency: JsonIdempotency,
) -> Response:
    """Return a submission with remarks (вернуть на доработку), an accepted one too: it can be edited again.

    What was accepted counts until the next acceptance replaces it.
    """
    submission = await get_locked_submission(session, view, object_code, if_match)
    await use_cases.return_submission(session, view.campaign, submission, wanted.remarks, view.principal)
    return await _answer(session, view, object_code, idempotency)


async def _answer(session: Session, view: CampaignView, object_code: str, idempotency: JsonIdempotency) -> Response:
    row = await get_visible_submission(session, view, object_code)
    described = await use_cases.describe_submission(session, view, row)
    headers = {"ETag": format_etag(described.version)}
    return await idempotency.answer(described, status=status.HTTP_200_OK, headers=headers)
