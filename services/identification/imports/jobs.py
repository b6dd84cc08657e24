"""Background entry points of imports."""

from datetime import timedelta

from services.identification.imports import access, use_cases
from services.identification.imports.schemas import DiscardStaging, MergeImport
from shared.queue import JobContext, job


# The largest file allowed merges in about a minute; ten leave room for a busy server.
@job(MergeImport, limit=timedelta(minutes=10))
async def merge_import(context: JobContext, payload: MergeImport) -> None:
    """Validate what is staged and merge what is right."""
    receipt = await use_cases.get_receipt(context.session, payload.receipt_id)
    reach = await access.get_reach(context.session, receipt.client_id)
    await use_cases.merge_import(context.session, receipt, reach)


@job(DiscardStaging)
async def discard_staging(context: JobContext, payload: DiscardStaging) -> None:
    """Remove staged rows that a merge no longer needs."""
    receipt = await use_cases.get_receipt(context.session, payload.receipt_id)
    await use_cases.discard_staging(context.session, receipt)
