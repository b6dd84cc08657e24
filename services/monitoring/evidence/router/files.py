"""Files of documents: checked while they arrive, stored before the row, sent as attachments."""

import re
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated, Any
from unicodedata import category
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request, Response, status
from fastapi.responses import StreamingResponse
from pydantic import AfterValidator

from services.monitoring.campaigns.errors import CampaignNotFound
from services.monitoring.evidence import use_cases
from services.monitoring.evidence.access import (
    AnsweredCampaign,
    VisibleCampaign,
    get_editable_document,
    get_visible_document,
)
from services.monitoring.evidence.errors import (
    DigestMismatch,
    EvidenceClosed,
    EvidenceNotEditable,
    EvidenceNotFound,
    FileNotAttached,
    ReferenceOnly,
)
from services.monitoring.evidence.router.answering import answer_evidence
from services.monitoring.evidence.schemas import EvidenceRead
from services.monitoring.evidence.use_cases import ArrivedFile
from shared.database.session import release_connection
from shared.files.kinds import ContentRefused, FileKind, FileKindRefused, get_declared_kind
from shared.files.unpacked import WorkbooksBusy
from shared.http.body_limit import allow_document_body
from shared.http.downloads import attachment_headers
from shared.http.preconditions import IfMatch, VersionExpected, VersionOutdated
from shared.http.problems import problems
from shared.http.session import Session
from shared.http.storage import Storage, get_storage
from shared.imports.router import spool_body
from shared.storage import FileKey, StorageMisconfigured, StorageUnavailable, StoredFileMissing

router = APIRouter(prefix="/campaigns/{campaign_id}/evidence/{document_id}/file")

_BINARY = {"type": "string", "format": "binary"}
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The file itself, no form: PDF, DOCX, XLSX, ODT, PNG or JPG, by default up to 20 MiB. What it "
        "holds must be what Content-Type says; macros, passwords and other archives are refused.",
        "content": {
            **{kind.media_type: {"schema": _BINARY} for kind in FileKind if kind is not FileKind.pdf},
            # Generators of clients take the last one where they cannot choose.
            FileKind.pdf.media_type: {"schema": _BINARY, "example": "%PDF-1.7\n%%EOF\n"},
        },
    }
}
_FILE: dict[int | str, dict[str, Any]] = {
    status.HTTP_200_OK: {
        "content": {kind.media_type: {"schema": _BINARY, "example": "…"} for kind in FileKind},
        "headers": {
            name: {"description": description, "schema": {"type": "string"}}
            for name, description in {
                "Content-Disposition": "attachment, with the name its sender gave it.",
                "Repr-Digest": "SHA-256 of the content (RFC 9530).",
            }.items()
        },
    }
}
_DIGEST = re.compile(r"(?:^|,) *sha-256=([^,]*)")


@dataclass(frozen=True, slots=True)
class Sent:
    """What the sender says of a file."""

    name: str
    kind: FileKind
    sha256: str | None


def _refuse_hidden_marks(name: str) -> str:
    # U+202E would show «exe.pdf» for what ends in another way.
    if any(category(sign) in {"Cc", "Cf"} for sign in name):
        raise ValueError("В имени файла есть невидимые знаки: уберите их.")
    return name


def read_sent(
    file_name: Annotated[
        str,
        # No path: neither separators nor a dot in front. It is shown to people and never names a place.
        Query(
            pattern=r"^[^./\\\x00-\x1f\x7f][^/\\\x00-\x1f\x7f]{0,199}$",
            description="Name under which the file is returned (имя файла).",
            examples=["Приказ 47-од.pdf"],
        ),
        AfterValidator(_refuse_hidden_marks),
    ],
    content_digest: Annotated[
        str | None,
        Header(
            alias="Content-Digest",
            max_length=1000,
            description="SHA-256 of the content (RFC 9530), base64; where it is given it is compared.",
            examples=["sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"],
        ),
    ] = None,
    content_type: Annotated[str, Header(include_in_schema=False)] = "",
) -> Sent:
    """Read what is said of the file; raise FileKindRefused or DigestMismatch."""
    return Sent(file_name, get_declared_kind(content_type), _read_digest(content_digest or ""))


async def spool_file(
    request: Request,
    view: AnsweredCampaign,
    document_id: UUID,
    sent: Annotated[Sent, Depends(read_sent)],
    session: Session,
    if_match: IfMatch,
) -> AsyncIterator[ArrivedFile]:
    """Take in and store a file for a document that its sender may change; no connection is held meanwhile."""
    use_cases.require_keepable(await get_editable_document(session, view, document_id, if_match))
    async with spool_body(request, session) as body:
        file = ArrivedFile(sent.name, sent.kind, body.content, body.size_bytes, body.sha256, sent.sha256)
        await use_cases.store_file(get_storage(request), view.campaign.municipality_id, file)
        yield file


@router.put(
    "",
    dependencies=[Depends(allow_document_body)],
    openapi_extra=_BODY,
    responses=problems(
        *(CampaignNotFound, EvidenceNotFound, EvidenceClosed, EvidenceNotEditable, ReferenceOnly),
        *(FileKindRefused, ContentRefused, DigestMismatch, WorkbooksBusy, VersionOutdated, VersionExpected),
        *(StorageUnavailable, StorageMisconfigured),
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
    responses=problems(CampaignNotFound, EvidenceNotFound, FileNotAttached)
    | _FILE
    | problems(StoredFileMissing, StorageUnavailable, StorageMisconfigured),
)
async def get_evidence_file(
    view: VisibleCampaign, document_id: UUID, session: Session, storage: Storage
) -> StreamingResponse:
    """Return the file of a document (файл документа), as an attachment, with the type that was checked."""
    file = use_cases.describe_file(await get_visible_document(session, view, document_id))
    if file is None:
        raise FileNotAttached
    await release_connection(session)
    pieces = await storage.open(FileKey(view.campaign.municipality_id, file.sha256))
    headers = attachment_headers(FileKind(file.media_type).complete(file.name)) | {
        "Content-Length": str(file.size_bytes),
        "Repr-Digest": f"sha-256=:{b64encode(bytes.fromhex(file.sha256)).decode()}:",
    }
    return StreamingResponse(pieces, media_type=file.media_type, headers=headers)


def _read_digest(header: str) -> str | None:
    """Return the SHA-256 that a Content-Digest names, hexadecimal; none where it names only others."""
    found = _DIGEST.search(header)
    if found is None:
        return None
    text = found[1].strip()
    try:
        return b64decode(text.removeprefix(":").removesuffix(":"), validate=True).hex()
    except ValueError as error:
        raise DigestMismatch("Content-Digest не читается: нужен вид sha-256=:…: по RFC 9530.") from error
