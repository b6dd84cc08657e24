"""Receipts over HTTP: what became of an import, row by row."""

import io
from tempfile import SpooledTemporaryFile
from typing import Any
from uuid import UUID

from fastapi import APIRouter, status
from fastapi.responses import StreamingResponse

from services.identification.imports import queries, use_cases
from services.identification.imports.access import CanImport, get_own_receipt
from services.identification.imports.errors import ReceiptNotFound
from services.identification.imports.schemas import IssueRead, ReceiptRead
from shared.database.paging import InvalidCursor, Page
from shared.http.downloads import read_pieces
from shared.http.pages import Paging
from shared.http.problems import problems
from shared.http.session import Session

router = APIRouter(prefix="/imports")

# Issues of a region's file may be a million: what is larger than this waits on disk until it is sent.
_SPOOL_BYTES = 1_048_576
_EXAMPLE = "row,column,severity,code,detail\n2,school_code,error,invalid_school_code,Код школы «1» не читается.\n"
_TABLE: dict[int | str, dict[str, Any]] = {
    status.HTTP_200_OK: {"content": {"text/csv": {"schema": {"type": "string"}, "example": _EXAMPLE}}}
}


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
    """List the issues (замечания) of an import, row by row."""
    receipt = await get_own_receipt(session, receipt_id, principal)
    page = await queries.list_issues(session, receipt.id, paging.wanted)
    return paging.answer(page.map(lambda issue: use_cases.describe_issue(receipt, issue)))


@router.get(
    "/{receipt_id}/issues.csv",
    response_class=StreamingResponse,
    responses=problems(ReceiptNotFound) | _TABLE,
)
async def show_receipt_issues(receipt_id: UUID, principal: CanImport, session: Session) -> StreamingResponse:
    """Return all issues (замечания) of an import as CSV: row, column, severity, code, detail."""
    receipt = await get_own_receipt(session, receipt_id, principal)
    # The session ends before the answer goes out, so what it finds is kept here, in flat memory.
    spool = SpooledTemporaryFile(max_size=_SPOOL_BYTES)  # noqa: SIM115  # closed when it is sent
    text = io.TextIOWrapper(spool, encoding="utf-8", newline="", write_through=True)
    await use_cases.write_issues(session, receipt, text)
    text.detach()
    disposition = f'attachment; filename="issues-{receipt.id}.csv"'
    return StreamingResponse(
        read_pieces(spool), media_type="text/csv; charset=utf-8", headers={"Content-Disposition": disposition}
    )
