"""Who may see, attach and decide on evidence."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.campaigns.access import get_visible_campaign
from services.monitoring.campaigns.errors import CampaignNotYours
from services.monitoring.evidence import queries, rules
from services.monitoring.evidence.errors import (
    EvidenceClosed,
    EvidenceNotEditable,
    EvidenceNotFound,
    ParticipantNotFound,
)
from services.monitoring.evidence.queries import FoundEvidence
from shared.access.principals import Principal
from shared.access.requirements import require
from shared.http.preconditions import Precondition
from shared.http.session import Session
from shared.models import Campaign, Submission
from shared.reference.school_codes import canonical_school_code

CanRead = Annotated[Principal, Depends(require("monitoring:read"))]
CanWrite = Annotated[Principal, Depends(require("monitoring:write"))]
CanConduct = Annotated[Principal, Depends(require("monitoring:conduct"))]


@dataclass(frozen=True, slots=True)
class CampaignView:
    """A campaign and who looks at it."""

    campaign: Campaign
    principal: Principal


async def read_campaign(campaign_id: UUID, principal: CanRead, session: Session) -> CampaignView:
    """Return the campaign that the path names to somebody who may read it."""
    return CampaignView((await get_visible_campaign(session, principal, campaign_id)).campaign, principal)


async def read_answered_campaign(campaign_id: UUID, principal: CanWrite, session: Session) -> CampaignView:
    """Return the campaign that the path names to somebody who may answer."""
    return CampaignView((await get_visible_campaign(session, principal, campaign_id)).campaign, principal)


async def read_judged_campaign(campaign_id: UUID, principal: CanConduct, session: Session) -> CampaignView:
    """Return the campaign that the path names to somebody who decides."""
    return CampaignView((await get_visible_campaign(session, principal, campaign_id)).campaign, principal)


VisibleCampaign = Annotated[CampaignView, Depends(read_campaign, scope="function")]
AnsweredCampaign = Annotated[CampaignView, Depends(read_answered_campaign, scope="function")]
JudgedCampaign = Annotated[CampaignView, Depends(read_judged_campaign, scope="function")]


async def get_open_participant(session: AsyncSession, view: CampaignView, object_code: str) -> Submission:
    """Return the participant a caller may answer for, in a campaign that takes documents until the transaction ends.

    Raises EvidenceClosed or ParticipantNotFound.
    """
    await _hold_open(session, view)
    code = canonical_school_code(object_code)
    participant = await queries.find_visible_participant(session, view.principal, view.campaign, code)
    if participant is None:
        raise ParticipantNotFound
    return participant


async def get_visible_document(session: AsyncSession, view: CampaignView, document_id: UUID) -> FoundEvidence:
    """Return a document of a participant that the caller sees, or raise EvidenceNotFound."""
    found = await queries.find_visible_document(session, view.principal, view.campaign, document_id)
    if found is None:
        raise EvidenceNotFound
    return found


async def get_editable_document(
    session: AsyncSession, view: CampaignView, document_id: UUID, precondition: Precondition
) -> FoundEvidence:
    """Return a document that its participant may change, locked until the transaction ends.

    Raises EvidenceNotFound, EvidenceClosed, EvidenceNotEditable, or what the precondition raises.
    """
    found = await _lock_document(session, view, document_id)
    if not rules.is_editable(found.document):
        raise EvidenceNotEditable
    precondition.require(found.document.version)
    return found


async def get_judged_document(
    session: AsyncSession, view: CampaignView, document_id: UUID, precondition: Precondition
) -> FoundEvidence:
    """Return a document on which the caller decides, locked until the transaction ends.

    Raises EvidenceNotFound, EvidenceClosed, CampaignNotYours, or what the precondition raises.
    """
    found = await _lock_document(session, view, document_id)
    if not found.conducts:
        raise CampaignNotYours
    precondition.require(found.document.version)
    return found


async def _lock_document(session: AsyncSession, view: CampaignView, document_id: UUID) -> FoundEvidence:
    # A foreign document is answered with 404 before anything is said of the campaign's state.
    await get_visible_document(session, view, document_id)
    await _hold_open(session, view)
    found = await queries.find_visible_document(session, view.principal, view.campaign, document_id, locked=True)
    if found is None:
        raise EvidenceNotFound
    return found


async def _hold_open(session: AsyncSession, view: CampaignView) -> None:
    await queries.hold_campaign(session, view.campaign)
    if view.campaign.state not in rules.TAKES_DOCUMENTS:
        raise EvidenceClosed
