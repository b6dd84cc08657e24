"""Who may see, fill in and decide on submissions."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.campaigns.access import get_visible_campaign
from services.monitoring.campaigns.errors import CampaignNotYours
from services.monitoring.campaigns.rules import find_deadline
from services.monitoring.submissions import queries
from services.monitoring.submissions.errors import SubmissionNotFound
from services.monitoring.submissions.schemas import CampaignView
from shared.access.principals import Principal
from shared.access.requirements import require
from shared.clock import utc_now
from shared.http.preconditions import Precondition
from shared.http.session import Session
from shared.models import Submission
from shared.reference.school_codes import canonical_school_code

CanRead = Annotated[Principal, Depends(require("monitoring:read"))]
CanWrite = Annotated[Principal, Depends(require("monitoring:write"))]
CanConduct = Annotated[Principal, Depends(require("monitoring:conduct"))]


async def read_campaign(campaign_id: UUID, principal: CanRead, session: Session) -> CampaignView:
    """Return the campaign that the path names to somebody who may read it."""
    return await _view_campaign(session, principal, campaign_id)


async def read_answered_campaign(campaign_id: UUID, principal: CanWrite, session: Session) -> CampaignView:
    """Return the campaign that the path names to somebody who may answer."""
    return await _view_campaign(session, principal, campaign_id)


async def read_conducted_campaign(campaign_id: UUID, principal: CanConduct, session: Session) -> CampaignView:
    """Return the campaign that the path names to somebody who conducts it, or raise CampaignNotYours."""
    view = await _view_campaign(session, principal, campaign_id)
    if not view.conducts:
        raise CampaignNotYours
    return view


VisibleCampaign = Annotated[CampaignView, Depends(read_campaign, scope="function")]
AnsweredCampaign = Annotated[CampaignView, Depends(read_answered_campaign, scope="function")]
ConductedCampaign = Annotated[CampaignView, Depends(read_conducted_campaign, scope="function")]


async def get_visible_submission(session: AsyncSession, view: CampaignView, object_code: str) -> Row[*tuple[Any, ...]]:
    """Return a submission of the caller's territories with the name of its object, or raise SubmissionNotFound."""
    code = canonical_school_code(object_code)
    row = await queries.find_visible_submission(session, view, code)
    if row is None:
        raise SubmissionNotFound
    return row


async def get_locked_submission(
    session: AsyncSession, view: CampaignView, object_code: str, precondition: Precondition
) -> Submission:
    """Return a submission that nobody else edits until the transaction ends, of a campaign that stays as it is.

    Raises SubmissionNotFound or what the precondition raises.
    """
    code = canonical_school_code(object_code)
    await queries.lock_campaign(session, view.campaign)
    row = await queries.find_visible_submission(session, view, code, locked=True)
    if row is None:
        raise SubmissionNotFound
    submission: Submission = row[0]
    precondition.require(submission.version)
    return submission


async def _view_campaign(session: AsyncSession, principal: Principal, campaign_id: UUID) -> CampaignView:
    found = await get_visible_campaign(session, principal, campaign_id)
    deadline = find_deadline(found.campaign, utc_now())
    return CampaignView(found.campaign, principal, found.is_municipality_visible, deadline)
