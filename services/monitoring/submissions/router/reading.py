"""Submissions, their forms and their history."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Response

from services.monitoring.campaigns.errors import CampaignNotFound
from services.monitoring.campaigns.schemas import Answered
from services.monitoring.submissions import use_cases
from services.monitoring.submissions.access import VisibleCampaign, get_visible_submission
from services.monitoring.submissions.errors import SubmissionNotFound
from services.monitoring.submissions.queries import SubmissionFilters
from services.monitoring.submissions.router.parameters import ObjectCode
from services.monitoring.submissions.schemas import (
    FormRead,
    SubmissionLevel,
    SubmissionRead,
    SubmissionState,
    SubmissionSummary,
)
from services.monitoring.submissions.use_cases.recording import KIND, key_of
from shared.changes import list_changes
from shared.database.paging import InvalidCursor, Page
from shared.http.changes import ChangeRead
from shared.http.pages import Paging
from shared.http.preconditions import format_etag
from shared.http.problems import problems
from shared.http.session import Session

router = APIRouter(prefix="/campaigns/{campaign_id}/submissions")


def read_submission_filters(
    state: Annotated[SubmissionState | None, Query(description="Only in this state.")] = None,
    timeliness: Annotated[Answered | None, Query(description="Only those that came so.")] = None,
    level: Annotated[SubmissionLevel | None, Query(description="Only schools, or only the municipality.")] = None,
) -> SubmissionFilters:
    """Read which submissions are wanted."""
    return SubmissionFilters(state, timeliness, level)


@router.get("", responses=problems(CampaignNotFound, InvalidCursor))
async def list_submissions(
    view: VisibleCampaign,
    session: Session,
    paging: Paging,
    wanted: Annotated[SubmissionFilters, Depends(read_submission_filters)],
) -> Page[SubmissionSummary]:
    """List the submissions (ответы участников) of a campaign: the municipality's, then schools by code.

    A school sees its own only.
    """
    return paging.answer(await use_cases.list_submissions(session, view, wanted, paging.wanted))


@router.get("/{object_code}", responses=problems(CampaignNotFound, SubmissionNotFound))
async def get_submission(
    view: VisibleCampaign, object_code: ObjectCode, session: Session, response: Response
) -> SubmissionRead:
    """Return a submission (ответ участника) with what is wrong with its values."""
    row = await get_visible_submission(session, view, object_code)
    described = await use_cases.describe_submission(session, view, row)
    response.headers["ETag"] = format_etag(described.version)
    return described


@router.get("/{object_code}/form", responses=problems(CampaignNotFound, SubmissionNotFound))
async def show_form(view: VisibleCampaign, object_code: ObjectCode, session: Session, response: Response) -> FormRead:
    """Show the form (форма) of a participant: what is asked, what the system knows, the last values beside."""
    submission = (await get_visible_submission(session, view, object_code))[0]
    response.headers["ETag"] = format_etag(submission.version)
    return await use_cases.show_form(session, view.campaign, submission)


@router.get("/{object_code}/changes", responses=problems(CampaignNotFound, SubmissionNotFound, InvalidCursor))
async def list_changes_of_submission(
    view: VisibleCampaign, object_code: ObjectCode, session: Session, paging: Paging
) -> Page[ChangeRead]:
    """List the changes of a submission (журнал изменений), latest first; of values the elements are named.

    What was done with all at once stands in the changes of the campaign.
    """
    submission = (await get_visible_submission(session, view, object_code))[0]
    page = await list_changes(session, KIND, key_of(submission), paging.wanted)
    return paging.answer(page.map(ChangeRead.model_validate))
