"""Participants fill in their forms and submit them."""

from fastapi import APIRouter, Response, status

from services.monitoring.campaigns.errors import CampaignNotFound
from services.monitoring.submissions import use_cases
from services.monitoring.submissions.access import (
    AnsweredCampaign,
    get_locked_submission,
    get_visible_submission,
)
from services.monitoring.submissions.errors import (
    AnswersClosed,
    SubmissionFaulty,
    SubmissionNotEditable,
    SubmissionNotFound,
    ValuesRefused,
)
from services.monitoring.submissions.router.parameters import ObjectCode
from services.monitoring.submissions.schemas import SubmissionRead, ValuesWrite
from shared.http.idempotency import IdempotencyKeyReused, JsonIdempotency, RequestInProgress
from shared.http.preconditions import IfMatch, VersionExpected, VersionOutdated, format_etag
from shared.http.problems import problems
from shared.http.session import Session

router = APIRouter(prefix="/campaigns/{campaign_id}/submissions")
_LOCKED = (CampaignNotFound, SubmissionNotFound, AnswersClosed, SubmissionNotEditable, VersionOutdated, VersionExpected)


@router.put("/{object_code}/values", responses=problems(*_LOCKED, ValuesRefused))
async def save_values(
    view: AnsweredCampaign,
    object_code: ObjectCode,
    wanted: ValuesWrite,
    session: Session,
    if_match: IfMatch,
    response: Response,
) -> SubmissionRead:
    """Save the whole form (черновик формы): faulty values are kept too, and `issues` say what is wrong with them.

    An element left out is cleared. A form that was returned is edited like a draft.
    """
    submission = await get_locked_submission(session, view, object_code, if_match)
    await use_cases.save_values(session, view.campaign, submission, wanted, view.principal)
    row = await get_visible_submission(session, view, object_code)
    response.headers["ETag"] = format_etag(submission.version)
    return await use_cases.describe_submission(session, view, row)


@router.post(
    "/{object_code}/submission",
    response_model=SubmissionRead,
    responses=problems(*_LOCKED, SubmissionFaulty, RequestInProgress, IdempotencyKeyReused),
)
async def submit_submission(
    view: AnsweredCampaign,
    object_code: ObjectCode,
    session: Session,
    if_match: IfMatch,
    idempotency: JsonIdempotency,
) -> Response:
    """Submit a form (отправить ответ): everything asked is answered, no errors, every warning has a comment.

    After the last day too, as late, until the campaign is analysed.
    """
    submission = await get_locked_submission(session, view, object_code, if_match)
    await use_cases.submit_submission(session, view.campaign, submission, view.principal)
    row = await get_visible_submission(session, view, object_code)
    described = await use_cases.describe_submission(session, view, row)
    headers = {"ETag": format_etag(described.version)}
    return await idempotency.answer(described, status=status.HTTP_200_OK, headers=headers)
