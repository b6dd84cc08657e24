"""Files of documents: checked while they arrive, stored before the row, sent as attachments."""

from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse

from services.monitoring.campaigns.errors import CampaignNotFound
from services.monitoring.evidence import use_cases
from services.monitoring.evidence.access import (
    AnsweredCampaign,
    VisibleCampaign,
    get_editable_document,
    get_visible_document,
)
from services.monitoring.evidence.errors import EvidenceClosed, EvidenceNotEditable, EvidenceNotFound, ReferenceOnly
from services.monitoring.evidence.router.answering import answer_evidence
from services.monitoring.evidence.schemas import EvidenceRead
from shared.filing.errors import FileNotAttached
from shared.filing.router import ANSWERS_OF_FILES, FILE_BODY, PROBLEMS_OF_SENDING, Sent, answer_file, receive_file
from shared.filing.schemas import ArrivedFile
from shared.filing.use_cases import describe_file
from shared.http.body_limit import allow_document_body
from shared.http.preconditions import IfMatch, VersionExpected, VersionOutdated
from shared.http.problems import problems
from shared.http.session import Session
from shared.http.storage import Storage

router = APIRouter(prefix="/campaigns/{campaign_id}/evidence/{document_id}/file")


async def spool_file(
    request: Request,
    view: AnsweredCampaign,
    document_id: UUID,
    sent: Sent,
    session: Session,
    if_match: IfMatch,
) -> AsyncIterator[ArrivedFile]:
    """Take in and store a file for a document that its sender may change; no connection is held meanwhile."""
    use_cases.require_keepable(await get_editable_document(session, view, document_id, if_match))
    async with receive_file(request, session, view.campaign.municipality_id, sent) as file:
        yield file


@router.put(
    "",
    dependencies=[Depends(allow_document_body)],
    openapi_extra=FILE_BODY,
    responses=problems(
        *(CampaignNotFound, EvidenceNotFound, EvidenceClosed, EvidenceNotEditable, ReferenceOnly),
        *(*PROBLEMS_OF_SENDING, VersionOutdated, VersionExpected),
    ),
)
async def replace_evidence_file(
    view: AnsweredCampaign,
    document_id: UUID,
    file: Annotated[ArrivedFile, Depends(spool_file, scope="function")],
    session: Session,
    if_match: IfMatch,
    response: Response,
) -> EvidenceRead:
    """Send the file of a document (приложить файл), or another one instead; a returned document waits again.

    The same content is stored once, however often it is sent. Files of documents that name pupils or teachers are
    refused (B58).
    """
    # Another transaction than the one that let the file in: everything is checked again.
    found = await get_editable_document(session, view, document_id, if_match)
    filed = await use_cases.replace_file(session, found, file, view.principal.client_id)
    return answer_evidence(response, view, filed)


@router.get(
    "",
    response_class=StreamingResponse,
    responses=problems(CampaignNotFound, EvidenceNotFound, FileNotAttached) | ANSWERS_OF_FILES,
)
async def get_evidence_file(
    view: VisibleCampaign, document_id: UUID, session: Session, storage: Storage
) -> StreamingResponse:
    """Return the file of a document (файл документа), as an attachment, with the type that was checked."""
    found = await get_visible_document(session, view, document_id)
    file = describe_file(found.document.file_name, found.file)
    return await answer_file(session, storage, view.campaign.municipality_id, file)
