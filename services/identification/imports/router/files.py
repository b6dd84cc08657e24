"""Files over HTTP: read while they arrive, staged before the answer."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from hashlib import sha256
from tempfile import SpooledTemporaryFile
from typing import Annotated, Any, BinaryIO, cast

from fastapi import APIRouter, Depends, Header, Query, Request, Response, status

from services.identification.imports import use_cases
from services.identification.imports.access import CanImport
from services.identification.imports.errors import MomentInFuture, TotalNotOfDataset
from services.identification.imports.router.terms import TermsWithSums
from services.identification.imports.schemas import Dataset, ReceiptRead
from services.identification.imports.use_cases import ImportFile
from shared.database.session import release_connection
from shared.files.rows import HeaderInvalid, TableUnreadable
from shared.files.tables import MediaTypeUnsupported
from shared.files.xlsx_reader import XLSX_MEDIA_TYPE, WorkbooksBusy
from shared.http.body_limit import allow_import_body
from shared.http.idempotency import IdempotencyKeyReused, RequestInProgress, StreamedIdempotency
from shared.http.problems import problems
from shared.http.session import Session

router = APIRouter(prefix="/imports")

# Smaller files stay in memory, larger ones go to disk while they arrive.
_SPOOL_BYTES = 1_048_576
_EXAMPLE_CSV = "school_code,academic_year,procedure,participants,below_threshold\nedu240001,2021/2022,vpr-math-5,20,6\n"
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The file. CSV has a header; its columns are those of the dataset, and any other is an error. "
        "XLSX has the same columns on its only filled visible sheet, header in row 1, at most 50,000 rows below it; "
        "formulas, error values and numbers of more than 15 digits are issues.",
        # Whatever bytes they hold; generators of clients take the last one where they cannot choose.
        "content": {
            XLSX_MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}},
            "application/x-ndjson": {
                "schema": {"type": "string", "format": "binary"},
                "example": '{"school_code": "edu240001", "academic_year": "2021/2022", "procedure": "vpr-math-5", '
                '"participants": 20, "below_threshold": 6}\n',
            },
            "text/csv": {"schema": {"type": "string", "format": "binary"}, "example": _EXAMPLE_CSV},
        },
    }
}


@dataclass(frozen=True, slots=True)
class SpooledFile:
    """A file that has arrived whole, and the SHA-256 of its content (hexadecimal)."""

    file: ImportFile
    sha256: str


async def spool_file(
    request: Request,
    dataset: Annotated[Dataset, Query(description="What the file holds.", examples=[Dataset.results])],
    _: CanImport,
    session: Session,
    content_type: Annotated[str, Header(include_in_schema=False)] = "",
) -> AsyncIterator[SpooledFile]:
    """Read the body of a caller who may import; no database connection is held while it arrives."""
    await release_connection(session)
    digest = sha256()
    with SpooledTemporaryFile(max_size=_SPOOL_BYTES) as spool:
        async for piece in request.stream():
            digest.update(piece)
            spool.write(piece)
        size_bytes = spool.tell()
        spool.seek(0)
        file = ImportFile(dataset, content_type, cast("BinaryIO", spool), size_bytes)
        yield SpooledFile(file, digest.hexdigest())


@router.post(
    "",
    status_code=status.HTTP_202_ACCEPTED,
    response_model=ReceiptRead,
    dependencies=[Depends(allow_import_body)],
    openapi_extra=_BODY,
    responses=problems(
        *(MediaTypeUnsupported, HeaderInvalid, TableUnreadable, WorkbooksBusy, MomentInFuture, TotalNotOfDataset),
        *(RequestInProgress, IdempotencyKeyReused),
    ),
)
async def receive_import(
    spooled: Annotated[SpooledFile, Depends(spool_file, scope="function")],
    terms: TermsWithSums,
    principal: CanImport,
    session: Session,
    idempotency: StreamedIdempotency,
) -> Response:
    """Take in a file of schools, results or context values (загрузка); rows are validated and merged by a job.

    Sums of participants and of those below the threshold can be declared for results only.
    """
    await idempotency.begin(spooled.sha256)
    receipt = await use_cases.receive_import(session, spooled.file, principal.client_id, terms)
    return await idempotency.answer(
        await use_cases.describe_receipt(session, receipt),
        status=status.HTTP_202_ACCEPTED,
        headers={"Location": f"/identification/v1/imports/{receipt.id}"},
    )
