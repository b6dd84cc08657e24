"""Documents come in, are corrected and withdrawn."""

from uuid import UUID

from fastapi import APIRouter, Response, status

from services.monitoring.campaigns.errors import CampaignNotFound
from services.monitoring.evidence import use_cases
from services.monitoring.evidence.access import (
    AnsweredCampaign,
    get_editable_document,
    get_open_participant,
    get_visible_document,
)
from services.monitoring.evidence.errors import (
    EvidenceClosed,
    EvidenceNotEditable,
    EvidenceNotFound,
    EvidenceRefused,
    ParticipantNotFound,
    ReferenceOnly,
)
from services.monitoring.evidence.router.answering import answer_evidence, answer_once
from services.monitoring.evidence.schemas import EvidenceRead, EvidenceUpdate, EvidenceWrite
from shared.http.idempotency import IdempotencyKeyReused, JsonIdempotency, RequestInProgress
from shared.http.preconditions import IfMatch, VersionExpected, VersionOutdated
from shared.http.problems import problems
from shared.http.session import Session

router = APIRouter(prefix="/campaigns/{campaign_id}/evidence")
_EDITED = (CampaignNotFound, EvidenceNotFound, EvidenceClosed, EvidenceNotEditable, VersionOutdated, VersionExpected)
_ONCE = (RequestInProgress, IdempotencyKeyReused)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=EvidenceRead,
    responses=problems(CampaignNotFound, ParticipantNotFound, EvidenceClosed, EvidenceRefused, *_ONCE),
)
async def create_evidence(
    view: AnsweredCampaign, wanted: EvidenceWrite, session: Session, idempotency: JsonIdempotency
) -> Response:
    """Attach a document to a participant's answer (приложить документ); its file follows by `PUT …/file`.

    Until it has a file or a link it counts as missing. Where its source names pupils or teachers (004 2.5.4), number
    and date are all that is kept, and all that is needed (B58). It comes while the campaign is open or closed.
    """
    participant = await get_open_participant(session, view, wanted.object_code)
    document = await use_cases.create_evidence(session, view.campaign, participant, wanted, view.principal.client_id)
    found = await get_visible_document(session, view, document.id)
    return await answer_once(idempotency, view, found, status=status.HTTP_201_CREATED)


@router.put("/{document_id}", responses=problems(*_EDITED, EvidenceRefused, ReferenceOnly))
async def update_evidence(
    view: AnsweredCampaign,
    document_id: UUID,
    wanted: EvidenceUpdate,
    session: Session,
    if_match: IfMatch,
    response: Response,
) -> EvidenceRead:
    """Correct a document (исправить реквизиты); a returned one waits for a decision again."""
    found = await get_editable_document(session, view, document_id, if_match)
    await use_cases.update_evidence(session, view.campaign, found, wanted, view.principal.client_id)
    return answer_evidence(response, view, found)


@router.post("/{document_id}/withdrawal", response_model=EvidenceRead, responses=problems(*_EDITED, *_ONCE))
async def withdraw_evidence(
    view: AnsweredCampaign, document_id: UUID, session: Session, if_match: IfMatch, idempotency: JsonIdempotency
) -> Response:
    """Withdraw a document (отозвать документ); it stays readable and counts for nothing."""
    found = await get_editable_document(session, view, document_id, if_match)
    await use_cases.withdraw_evidence(session, found.document, view.principal.client_id)
    return await answer_once(idempotency, view, found)
