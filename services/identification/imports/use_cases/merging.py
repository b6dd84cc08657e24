"""Merging what was taken in, or only saying what a merge would do."""

from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.imports import queries
from services.identification.imports.queries import MergeCounts, Reach
from services.identification.imports.rules import compare_totals, explain_refusal
from services.identification.imports.schemas import DiscardStaging, ImportMode, ImportOutcome
from shared.changes import Changed, record_change
from shared.models import Receipt
from shared.queue import enqueue


async def merge_import(session: AsyncSession, receipt: Receipt, reach: Reach) -> None:
    """Validate the staged rows and merge the right ones; a receipt that is done already is left alone."""
    if receipt.state != "received":
        return
    merged_at = await queries.take_turn(session, receipt)
    elements = await queries.list_elements(session)
    _close(receipt, await queries.merge_staged(session, receipt, merged_at, reach, elements))
    receipt.finished_at = merged_at
    await record_change(session, Changed("receipt", str(receipt.id), str(receipt.outcome)), receipt.client_id)
    await enqueue(session, DiscardStaging(receipt_id=receipt.id))


def _close(receipt: Receipt, counts: MergeCounts) -> None:
    """Write down how it ended; of a refused import every row counts as rejected."""
    sums = {name: total for name, total in counts.sums.items() if name in receipt.declared_totals}
    receipt.accepted_totals = {"rows": receipt.received - counts.rejected} | sums
    receipt.created, receipt.updated, receipt.stale = counts.created, counts.updated, counts.stale
    receipt.rejected = receipt.received if counts.is_refused else counts.rejected
    receipt.unchanged = receipt.received - receipt.created - receipt.updated - receipt.rejected
    receipt.state = "done"
    receipt.outcome = ImportOutcome.validated if receipt.mode == ImportMode.validate else ImportOutcome.merged
    if counts.is_refused:
        totals = compare_totals(receipt.declared_totals, receipt.accepted_totals)
        receipt.refusal = explain_refusal(receipt.received, counts.rejected, totals)
        receipt.outcome = ImportOutcome.refused


async def discard_staging(session: AsyncSession, receipt: Receipt) -> None:
    """Remove the staged rows of a receipt that is done."""
    await queries.discard_staged(session, receipt)
