"""Files over HTTP: read while they arrive, no database connection held meanwhile."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from hashlib import sha256
from tempfile import SpooledTemporaryFile
from typing import Any, BinaryIO, cast

from fastapi import Request
from sqlalchemy.ext.asyncio import AsyncSession

from shared.database.session import release_connection
from shared.files.rows import HeaderInvalid, TableUnreadable
from shared.files.tables import MediaTypeUnsupported
from shared.files.xlsx_reader import XLSX_MEDIA_TYPE, WorkbooksBusy
from shared.http.idempotency import IdempotencyKeyReused, RequestInProgress
from shared.imports.errors import MomentInFuture

PROBLEMS_OF_FILES = (MediaTypeUnsupported, HeaderInvalid, TableUnreadable, WorkbooksBusy, MomentInFuture)
PROBLEMS_OF_REPEATING = (RequestInProgress, IdempotencyKeyReused)

# Smaller files stay in memory, larger ones go to disk while they arrive.
_SPOOL_BYTES = 1_048_576


@dataclass(frozen=True, slots=True)
class SpooledBody:
    """A body that has arrived whole, to be read from its start, and the SHA-256 of its content (hexadecimal)."""

    media_type: str
    content: BinaryIO
    size_bytes: int
    sha256: str


@asynccontextmanager
async def spool_body(request: Request, session: AsyncSession) -> AsyncIterator[SpooledBody]:
    """Read the body of a caller who may import; no database connection is held while it arrives."""
    await release_connection(session)
    digest = sha256()
    with SpooledTemporaryFile(max_size=_SPOOL_BYTES) as spool:
        async for piece in request.stream():
            digest.update(piece)
            spool.write(piece)
        size_bytes = spool.tell()
        spool.seek(0)
        media_type = request.headers.get("content-type", "")
        yield SpooledBody(media_type, cast("BinaryIO", spool), size_bytes, digest.hexdigest())


def describe_file_body(columns: str, csv: str, ndjson: str) -> dict[str, Any]:
    """Return the `openapi_extra` of a route that takes a file; `columns` says whose columns it has."""
    binary = {"type": "string", "format": "binary"}
    return {
        "requestBody": {
            "required": True,
            "description": f"The file. CSV has a header; its columns are {columns}, and any other is an error. "
            "XLSX has the same columns on its only filled visible sheet, header in row 1, at most 50,000 rows below "
            "it; formulas, error values and numbers of more than 15 digits are issues.",
            # Whatever bytes they hold; generators of clients take the last one where they cannot choose.
            "content": {
                XLSX_MEDIA_TYPE: {"schema": binary},
                "application/x-ndjson": {"schema": binary, "example": ndjson},
                "text/csv": {"schema": binary, "example": csv},
            },
        }
    }
