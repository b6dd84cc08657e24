"""Receipts and their issues: write, read, page, write out."""

from collections.abc import Callable, Iterator
from uuid import UUID

from sqlalchemy import Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session

from shared.database.paging import Page, PageRequest, ascending, descending, fetch_page
from shared.models import Receipt, ReceiptIssue

# Rows of a long list that are held at a time.
_ROWS_FETCHED = 1000


async def add_receipt(session: AsyncSession, receipt: Receipt) -> None:
    """Write a new receipt."""
    session.add(receipt)
    await session.flush()


async def find_receipt(session: AsyncSession, service: str, receipt_id: UUID) -> Receipt | None:
    """Return the receipt of a service, None where it has none of this id."""
    receipt = await session.get(Receipt, receipt_id)
    return receipt if receipt is not None and receipt.service == service else None


async def list_receipts(session: AsyncSession, service: str, client_id: UUID, page: PageRequest) -> Page[Receipt]:
    """List the receipts that one client has of one service, latest first."""
    statement = select(Receipt).where(Receipt.service == service, Receipt.client_id == client_id)
    return await fetch_page(session, statement, [descending(Receipt.created_at), descending(Receipt.id)], page)


async def list_issues(session: AsyncSession, receipt_id: UUID, page: PageRequest) -> Page[ReceiptIssue]:
    """List the issues of one receipt in the order of the file."""
    keys = [ascending(ReceiptIssue.row_number), ascending(ReceiptIssue.position)]
    return await fetch_page(session, issues_of(receipt_id), keys, page)


async def write_issues(
    session: AsyncSession, receipt_id: UUID, write: Callable[[Iterator[ReceiptIssue]], None]
) -> None:
    """Hand all issues of one receipt, in the order of the file, to the writer; only some are held at a time."""
    statement = issues_of(receipt_id).order_by(ReceiptIssue.row_number, ReceiptIssue.position)

    def hand_on(connected: Session) -> None:
        found = connected.execute(statement, execution_options={"yield_per": _ROWS_FETCHED})
        write(iter(found.scalars()))

    await session.run_sync(hand_on)


def issues_of(receipt_id: UUID) -> Select[ReceiptIssue]:
    """Select the issues of one receipt."""
    return select(ReceiptIssue).where(ReceiptIssue.receipt_id == receipt_id)
