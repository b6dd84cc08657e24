"""The department accepts documents or sends them back."""

from uuid import UUID

from fastapi import APIRouter, Response

from services.monitoring.campaigns.errors import CampaignNotFound, CampaignNotYours
from services.monitoring.evidence import use_cases
from services.monitoring.evidence.access import JudgedCampaign, get_judged_document
from services.monitoring.evidence.errors import EvidenceClosed, EvidenceNotDecidable, EvidenceNotFound
from services.monitoring.evidence.router.answering import answer_once
from services.monitoring.evidence.schemas import EvidenceRead, EvidenceReturn
from shared.http.idempotency import IdempotencyKeyReused, JsonIdempotency, RequestInProgress
from shared.http.preconditions import IfMatch, VersionExpected, VersionOutdated
from shared.http.problems import problems
from shared.http.session import Session

router = APIRouter(prefix="/campaigns/{campaign_id}/evidence/{document_id}")
_DECIDED = problems(
    *(CampaignNotFound, CampaignNotYours, EvidenceNotFound, EvidenceClosed, EvidenceNotDecidable),
    *(VersionOutdated, VersionExpected, RequestInProgress, IdempotencyKeyReused),
)


@router.post("/acceptance", response_model=EvidenceRead, responses=_DECIDED)
async def accept_evidence(
    view: JudgedCampaign, document_id: UUID, session: Session, if_match: IfMatch, idempotency: JsonIdempotency
) -> Response:
    """Accept a document (принять документ); from then on its participant cannot change it."""
    found = await get_judged_document(session, view, document_id, if_match)
    await use_cases.accept_evidence(session, found.document, view.principal.client_id)
    return await answer_once(idempotency, view, found)


@router.post("/return", response_model=EvidenceRead, responses=_DECIDED)
async def return_evidence(
    view: JudgedCampaign,
    document_id: UUID,
    wanted: EvidenceReturn,
    session: Session,
    if_match: IfMatch,
    idempotency: JsonIdempotency,
) -> Response:
    """Send a document back with remarks (вернуть с замечаниями), an accepted one too."""
    found = await get_judged_document(session, view, document_id, if_match)
    await use_cases.return_evidence(session, found.document, wanted.remarks, view.principal.client_id)
    return await answer_once(idempotency, view, found)
