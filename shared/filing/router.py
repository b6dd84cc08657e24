"""What the routes of files are made of: bodies that stream in and are stored, files that are sent as attachments."""

import re
from base64 import b64decode, b64encode
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from typing import Annotated, Any
from unicodedata import category

from fastapi import Depends, Header, Query, Request, status
from fastapi.responses import StreamingResponse
from pydantic import AfterValidator
from sqlalchemy.ext.asyncio import AsyncSession

from shared.database.session import release_connection
from shared.files.kinds import ContentRefused, FileKind, FileKindRefused, get_declared_kind
from shared.files.unpacked import WorkbooksBusy
from shared.filing.errors import DigestMismatch, FileNotAttached
from shared.filing.schemas import ArrivedFile, FileRead, SentFile
from shared.filing.use_cases import store_file
from shared.http.downloads import attachment_headers
from shared.http.problems import problems
from shared.http.storage import get_storage
from shared.imports.router import spool_body
from shared.storage import FileKey, FileStorage, StorageMisconfigured, StorageUnavailable, StoredFileMissing

PROBLEMS_OF_SENDING = (
    *(FileKindRefused, ContentRefused, DigestMismatch, WorkbooksBusy),
    *(StorageUnavailable, StorageMisconfigured),
)
"""What a route that takes a file may answer, beside its own."""
_BINARY = {"type": "string", "format": "binary"}
FILE_BODY: dict[str, Any] = {
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
"""`openapi_extra` of a route that takes a file; it needs `dependencies=[Depends(allow_document_body)]` too."""
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
ANSWERS_OF_FILES = _FILE | problems(StoredFileMissing, StorageUnavailable, StorageMisconfigured)
"""What a route that returns a file answers, beside FileNotAttached and its own problems."""
_DIGEST = re.compile(r"(?:^|,) *sha-256=([^,]*)")


def _refuse_hidden_marks(name: str) -> str:
    # U+202E would show «exe.pdf» for what ends in another way.
    if any(category(sign) in {"Cc", "Cf"} for sign in name):
        raise ValueError("В имени файла есть невидимые знаки: уберите их.")
    return name


ContentDigest = Annotated[
    str | None,
    Header(
        alias="Content-Digest",
        max_length=1000,
        description="SHA-256 of the content (RFC 9530), base64; where it is given it is compared.",
        examples=["sha-256=:47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=:"],
    ),
]
"""What the sender says the content sums up to: a file that was cut on its way is noticed."""


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
    content_digest: ContentDigest = None,
    content_type: Annotated[str, Header(include_in_schema=False)] = "",
) -> SentFile:
    """Read what is said of the file; raise FileKindRefused or DigestMismatch."""
    return SentFile(file_name, get_declared_kind(content_type), read_digest(content_digest or ""))


Sent = Annotated[SentFile, Depends(read_sent)]
"""What the sender of a file says of it."""


@asynccontextmanager
async def receive_file(
    request: Request, session: AsyncSession, municipality_id: int, sent: SentFile
) -> AsyncIterator[ArrivedFile]:
    """Take in and store a file of somebody who may send it; no connection is held meanwhile."""
    async with spool_body(request, session) as body:
        file = ArrivedFile(sent.name, sent.kind, body.content, body.size_bytes, body.sha256, sent.sha256)
        await store_file(get_storage(request), municipality_id, file)
        yield file


async def answer_file(
    session: AsyncSession, storage: FileStorage, municipality_id: int, file: FileRead | None
) -> StreamingResponse:
    """Return a file as an attachment, with the type that was checked; raise FileNotAttached where there is none."""
    if file is None:
        raise FileNotAttached
    await release_connection(session)
    pieces = await storage.open(FileKey(municipality_id, file.sha256))
    headers = attachment_headers(FileKind(file.media_type).complete(file.name)) | {
        "Content-Length": str(file.size_bytes),
        "Repr-Digest": f"sha-256=:{b64encode(bytes.fromhex(file.sha256)).decode()}:",
    }
    return StreamingResponse(pieces, media_type=file.media_type, headers=headers)


def read_digest(header: str) -> str | None:
    """Return the SHA-256 that a Content-Digest names, hexadecimal; none where it names only others."""
    found = _DIGEST.search(header)
    if found is None:
        return None
    text = found[1].strip()
    try:
        return b64decode(text.removeprefix(":").removesuffix(":"), validate=True).hex()
    except ValueError as error:
        raise DigestMismatch("Content-Digest не читается: нужен вид sha-256=:…: по RFC 9530.") from error
