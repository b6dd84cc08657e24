"""Receipts over HTTP: what became of an import, row by row."""

from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import StreamingResponse

from services.monitoring.imports import use_cases
from services.monitoring.imports.access import CanWrite, get_own_receipt
from services.monitoring.imports.queries import IMPORTER
from services.monitoring.imports.schemas import ReceiptRead
from shared.database.paging import InvalidCursor, Page
from shared.http.pages import Paging
from shared.http.problems import problems
from shared.http.session import Session
from shared.imports import queries
from shared.imports.errors import ReceiptNotFound
from shared.imports.router import TABLE_OF_ISSUES, answer_issues
from shared.imports.schemas import IssueRead
from shared.imports.use_cases import describe_issue

router = APIRouter(prefix="/imports")


@router.get("", responses=problems(InvalidCursor))
async def list_receipts(principal: CanWrite, session: Session, paging: Paging) -> Page[ReceiptRead]:
    """List the receipts (квитанции) of your key, latest first."""
    page = await queries.list_receipts(session, IMPORTER.service, principal.client_id, paging.wanted)
    described = [await use_cases.describe_receipt(session, receipt) for receipt in page.items]
    return paging.answer(Page(described, page.next_cursor))


@router.get("/{receipt_id}", responses=problems(ReceiptNotFound))
async def get_receipt(receipt_id: UUID, principal: CanWrite, session: Session) -> ReceiptRead:
    """Return a receipt (квитанция) with its counts."""
    return await use_cases.describe_receipt(session, await get_own_receipt(session, receipt_id, principal))


@router.get("/{receipt_id}/issues", responses=problems(ReceiptNotFound, InvalidCursor))
async def list_receipt_issues(
    receipt_id: UUID, principal: CanWrite, session: Session, paging: Paging
) -> Page[IssueRead]:
    """List the issues (замечания) of an import, row by row."""
    receipt = await get_own_receipt(session, receipt_id, principal)
    page = await queries.list_issues(session, receipt.id, paging.wanted)
    return paging.answer(page.map(lambda issue: describe_issue(receipt, issue)))


@router.get(
    "/{receipt_id}/issues.csv",
    response_class=StreamingResponse,
    responses=problems(ReceiptNotFound) | TABLE_OF_ISSUES,
)
async def show_receipt_issues(receipt_id: UUID, principal: CanWrite, session: Session) -> StreamingResponse:
    """Return all issues (замечания) of an import as CSV: row, column, severity, code, detail."""
    return await answer_issues(session, await get_own_receipt(session, receipt_id, principal))
