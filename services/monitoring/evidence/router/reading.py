"""Documents, one by one and by participant, and their history."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from services.monitoring.campaigns.errors import CampaignNotFound
from services.monitoring.evidence import queries, use_cases
from services.monitoring.evidence.access import VisibleCampaign, get_visible_document
from services.monitoring.evidence.errors import EvidenceNotFound
from services.monitoring.evidence.queries import EvidenceFilters
from services.monitoring.evidence.router.answering import answer_evidence
from services.monitoring.evidence.router.parameters import WantedObject
from services.monitoring.evidence.schemas import EvidenceRead, EvidenceState
from shared.changes import list_changes
from shared.database.paging import InvalidCursor, Page
from shared.http.changes import ChangeRead
from shared.http.pages import Paging
from shared.http.problems import problems
from shared.http.session import Session
from shared.indicators.documents import Document

router = APIRouter(prefix="/campaigns/{campaign_id}/evidence")


def read_filters(
    object_code: WantedObject = None,
    state: Annotated[EvidenceState | None, Query(description="Only documents in this state.")] = None,
    kind: Annotated[Document | None, Query(description="Only documents of this kind.")] = None,
    indicator: Annotated[
        str | None, Query(max_length=60, description="Only those that confirm this indicator.", examples=["s-2.1.1"])
    ] = None,
    requirement: Annotated[
        int | None, Query(ge=1, le=1000, description="Only those that answer this row of the contract.")
    ] = None,
) -> EvidenceFilters:
    """Read which documents are wanted."""
    return EvidenceFilters(object_code, state, kind, indicator, requirement)


@router.get("", responses=problems(CampaignNotFound, InvalidCursor))
async def list_evidence(
    view: VisibleCampaign, session: Session, paging: Paging, wanted: Annotated[EvidenceFilters, Depends(read_filters)]
) -> Page[EvidenceRead]:
    """List the documents (документы) of the participants you see, by participant, in the order in which they came."""
    page = await queries.list_documents(session, view.principal, view.campaign, wanted, paging.wanted)
    return paging.answer(page.map(lambda found: use_cases.describe_evidence(view.principal, view.campaign, found)))


@router.get("/{document_id}", responses=problems(CampaignNotFound, EvidenceNotFound))
async def get_evidence(view: VisibleCampaign, document_id: UUID, session: Session, response: Response) -> EvidenceRead:
    """Return a document (документ) with its version as ETag."""
    return answer_evidence(response, view, await get_visible_document(session, view, document_id))


@router.get("/{document_id}/changes", responses=problems(CampaignNotFound, EvidenceNotFound, InvalidCursor))
async def list_evidence_changes(
    view: VisibleCampaign, document_id: UUID, session: Session, paging: Paging
) -> Page[ChangeRead]:
    """List the changes of a document (журнал изменений), latest first."""
    await get_visible_document(session, view, document_id)
    page = await list_changes(session, use_cases.OBJECT_KIND, str(document_id), paging.wanted)
    return paging.answer(page.map(ChangeRead.model_validate))
