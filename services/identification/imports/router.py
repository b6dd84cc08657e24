"""Imports over HTTP: a file in, 202 and a receipt out."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from hashlib import sha256
from tempfile import SpooledTemporaryFile
from typing import Annotated, Any, BinaryIO, cast
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Query, Request, Response, status

from services.identification.imports import queries, use_cases
from services.identification.imports.access import CanImport, get_own_receipt
from services.identification.imports.errors import MediaTypeUnsupported, ReceiptNotFound
from services.identification.imports.schemas import Dataset, IssueRead, ReceiptRead
from services.identification.imports.use_cases import ImportFile
from shared.database.paging import InvalidCursor, Page
from shared.database.session import release_connection
from shared.files.rows import HeaderInvalid, TableUnreadable
from shared.files.xlsx_reader import XLSX_MEDIA_TYPE, WorkbooksBusy
from shared.http.body_limit import allow_import_body
from shared.http.idempotency import IdempotencyKeyReused, RequestInProgress, StreamedIdempotency
from shared.http.pages import Paging
from shared.http.problems import problems
from shared.http.session import Session

router = APIRouter(prefix="/imports", tags=["imports"])

# Smaller files stay in memory, larger ones go to disk while they arrive.
_SPOOL_BYTES = 1_048_576
_EXAMPLE_CSV = "school_code,academic_year,procedure,participants,below_threshold\nedu240001,2021/2022,vpr-math-5,20,6\n"
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The file. CSV has a header; its columns are those of the dataset, and any other is an error. "
        "XLSX has the same columns on its only filled visible sheet, header in row 1, at most 50,000 rows below it; "
        "formulas, error values and numbers of more than 15 digits are issues.",
        "content": {
            "text/csv": {"schema": {"type": "string"}, "example": _EXAMPLE_CSV},
            "application/x-ndjson": {
                "schema": {"type": "string"},
                "example": '{"school_code": "edu240001", "academic_year": "2021/2022", "procedure": "vpr-math-5", '
                '"participants": 20, "below_threshold": 6}\n',
            },
            XLSX_MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}},
        },
    }
}


@dataclass(frozen=True, slots=True)
class SpooledBody:
    """A body that has arrived whole: its content, its size and its SHA-256 (hexadecimal)."""

    content: BinaryIO
    size_bytes: int
    sha256: str


async def spool_body(request: Request, _: CanImport, session: Session) -> AsyncIterator[SpooledBody]:
    """Read the body of a caller who may import; no database connection is held while it arrives."""
    await release_connection(session)
    digest = sha256()
    with SpooledTemporaryFile(max_size=_SPOOL_BYTES) as spool:
        async for piece in request.stream():
            digest.update(piece)
            spool.write(piece)
        size_bytes = spool.tell()
        spool.seek(0)
        yield SpooledBody(cast("BinaryIO", spool), size_bytes, digest.hexdigest())


@router.post(
    "",
    status_code=status.HTTP_202_ACCEPTED,
    response_model=ReceiptRead,
    dependencies=[Depends(allow_import_body)],
    openapi_extra=_BODY,
    responses=problems(
        *(MediaTypeUnsupported, HeaderInvalid, TableUnreadable, WorkbooksBusy),
        *(RequestInProgress, IdempotencyKeyReused),
    ),
)
async def receive_import(  # what comes in and who sends it
    dataset: Annotated[Dataset, Query(description="What the file holds.", examples=[Dataset.results])],
    body: Annotated[SpooledBody, Depends(spool_body, scope="function")],
    principal: CanImport,
    session: Session,
    idempotency: StreamedIdempotency,
    content_type: Annotated[str, Header(include_in_schema=False)] = "",
) -> Response:
    """Take in a file of schools, results or context values (загрузка); rows are validated and merged by a job."""
    await idempotency.begin(body.sha256)
    file = ImportFile(dataset, content_type, body.content, body.size_bytes)
    receipt = await use_cases.receive_import(session, file, principal.client_id)
    return await idempotency.answer(
        await use_cases.describe_receipt(session, receipt),
        status=status.HTTP_202_ACCEPTED,
        headers={"Location": f"/identification/v1/imports/{receipt.id}"},
    )


@router.get("", responses=problems(InvalidCursor))
async def list_receipts(principal: CanImport, session: Session, paging: Paging) -> Page[ReceiptRead]:
    """List the receipts (квитанции) of your key, latest first."""
    page = await queries.list_receipts(session, principal.client_id, paging.wanted)
    described = [await use_cases.describe_receipt(session, receipt) for receipt in page.items]
    return paging.answer(Page(described, page.next_cursor))


@router.get("/{receipt_id}", responses=problems(ReceiptNotFound))
async def get_receipt(receipt_id: UUID, principal: CanImport, session: Session) -> ReceiptRead:
    """Return a receipt (квитанция) with its counts."""
    return await use_cases.describe_receipt(session, await get_own_receipt(session, receipt_id, principal))


@router.get("/{receipt_id}/issues", responses=problems(ReceiptNotFound, InvalidCursor))
async def list_receipt_issues(
    receipt_id: UUID, principal: CanImport, session: Session, paging: Paging
) -> Page[IssueRead]:
    """List the faults (замечания) of an import, row by row."""
    receipt = await get_own_receipt(session, receipt_id, principal)
    page = await queries.list_issues(session, receipt.id, paging.wanted)
    return paging.answer(
        page.map(
            lambda issue: IssueRead(row=issue.row_number, column=issue.column, code=issue.code, detail=issue.detail)
        )
    )
