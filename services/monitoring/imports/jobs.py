"""Background entry points of imports."""

from services.monitoring.imports import use_cases
from services.monitoring.imports.schemas import DiscardStaging, MergeImport
from shared.queue import JobContext, job


@job(MergeImport)
async def merge_import(context: JobContext, payload: MergeImport) -> None:
    """Validate what is staged and merge what is right into the forms of the campaign."""
    receipt = await use_cases.get_receipt(context.session, payload.receipt_id)
    await use_cases.merge_import(context.session, receipt)


@job(DiscardStaging)
async def discard_staging(context: JobContext, payload: DiscardStaging) -> None:
    """Remove staged rows that a merge no longer needs."""
    receipt = await use_cases.get_receipt(context.session, payload.receipt_id)
    await use_cases.discard_staging(context.session, receipt)
