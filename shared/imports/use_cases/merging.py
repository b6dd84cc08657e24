"""Merging what was taken in, or only saying what a merge would do."""

from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from shared.changes import Changed, record_change
from shared.imports import queries
from shared.imports.queries import DatasetStatements, Importer, MergeCounts
from shared.imports.rules import compare_totals, explain_refusal
from shared.imports.schemas import ImportMode, ImportOutcome
from shared.models import Receipt
from shared.queue import enqueue


async def merge_import(
    session: AsyncSession, importer: Importer, receipt: Receipt, parameters: Mapping[str, object]
) -> None:
    """Validate the staged rows and merge the right ones; a receipt that is done already is left alone."""
    if receipt.state != "received":
        return
    dataset = importer.datasets[receipt.dataset]
    merged_at = await queries.take_turn(session, dataset, receipt)
    _close(dataset, receipt, await queries.merge_staged(session, dataset, receipt, merged_at, parameters))
    receipt.finished_at = merged_at
    await record_change(session, Changed("receipt", str(receipt.id), str(receipt.outcome)), receipt.client_id)
    await enqueue(session, importer.discard_job(receipt_id=receipt.id))


def _close(dataset: DatasetStatements, receipt: Receipt, counts: MergeCounts) -> None:
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
        receipt.refusal = explain_refusal(receipt.received, counts.rejected, totals, dataset.all_totals)
        receipt.outcome = ImportOutcome.refused


async def discard_staging(session: AsyncSession, importer: Importer, receipt: Receipt) -> None:
    """Remove the staged rows of a receipt that is done."""
    await queries.discard_staged(session, importer.datasets[receipt.dataset], receipt)
