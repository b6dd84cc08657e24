"""What imports do: take rows in, merge them, tell what became of them; all of it as `shared.imports` does it."""

from dataclasses import asdict
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.imports import queries
from services.identification.imports.errors import TotalNotOfDataset
from services.identification.imports.queries import IMPORTER, Reach
from services.identification.imports.schemas import ReceiptRead
from shared.imports import use_cases as imports
from shared.imports.schemas import ImportTerms
from shared.imports.use_cases import ImportBatch, ImportFile, Sending
from shared.models import Receipt

_TERMS = ImportTerms()


async def receive_import(
    session: AsyncSession, file: ImportFile, client_id: UUID | None, terms: ImportTerms = _TERMS
) -> Receipt:
    """Stage the file and ask for its merge; raises TotalNotOfDataset beside what `shared.imports` does."""
    for name in terms.declared_totals:
        if name not in IMPORTER.datasets[file.dataset].all_totals:
            raise TotalNotOfDataset(name)
    return await imports.receive_import(session, IMPORTER, file, Sending(client_id, terms))


async def receive_batch(
    session: AsyncSession, batch: ImportBatch, client_id: UUID | None, terms: ImportTerms = _TERMS
) -> Receipt:
    """Stage the rows of a batch and ask for their merge, which is that of files."""
    return await imports.receive_batch(session, IMPORTER, batch, Sending(client_id, terms))


async def merge_import(session: AsyncSession, receipt: Receipt, reach: Reach) -> None:
    """Validate the staged rows and merge the right ones; a receipt that is done already is left alone."""
    elements = await queries.list_elements(session)
    await imports.merge_import(session, IMPORTER, receipt, asdict(reach) | asdict(elements))


async def discard_staging(session: AsyncSession, receipt: Receipt) -> None:
    """Remove the staged rows of a receipt that is done."""
    await imports.discard_staging(session, IMPORTER, receipt)


async def get_receipt(session: AsyncSession, receipt_id: UUID) -> Receipt:
    """Return a receipt of this service or raise ReceiptNotFound."""
    return await imports.get_receipt(session, IMPORTER.service, receipt_id)


async def describe_receipt(session: AsyncSession, receipt: Receipt) -> ReceiptRead:
    """Return the receipt as its sender reads it, with the state of its job."""
    return await imports.describe_receipt(session, receipt, ReceiptRead)
