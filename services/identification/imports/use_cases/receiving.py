"""Taking rows in: from the answer on, nothing of them can be lost."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import BinaryIO
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.imports import queries
from services.identification.imports.errors import MomentInFuture, TotalNotOfDataset
from services.identification.imports.queries.datasets import DATASETS
from services.identification.imports.rules import BATCH_MEDIA_TYPE
from services.identification.imports.schemas import Dataset, ImportTerms, MergeImport
from shared.changes import Changed, record_change
from shared.clock import utc_now
from shared.files.rows import TextRow
from shared.files.tables import get_table_reader
from shared.http.schemas import RequestModel
from shared.models import Receipt
from shared.queue import enqueue

# Clocks of senders run a little fast.
_CLOCK_SKEW = timedelta(minutes=5)
_TERMS = ImportTerms()


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A file to import: what it holds, its media type and its content, read from the start."""

    dataset: Dataset
    media_type: str
    content: BinaryIO
    size_bytes: int


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """Rows to import that came as JSON; their fields are the columns of the dataset."""

    dataset: Dataset
    rows: Sequence[RequestModel]
    size_bytes: int


async def receive_import(
    session: AsyncSession, file: ImportFile, client_id: UUID | None, terms: ImportTerms = _TERMS
) -> Receipt:
    """Stage the file and ask for its merge: once this is committed, nothing of it can be lost.

    A workbook is taken apart here, so that a hostile one is answered at once and the job finds rows of text. Raises
    MediaTypeUnsupported, HeaderInvalid, TableUnreadable or WorkbooksBusy, MomentInFuture or TotalNotOfDataset;
    nothing is stored then.
    """
    rows = get_table_reader(file.media_type)(file.content, DATASETS[file.dataset].columns)
    receipt = _new_receipt(file.dataset, file.media_type, file.size_bytes, terms)
    return await _stage(session, receipt, rows, client_id)


async def receive_batch(
    session: AsyncSession, batch: ImportBatch, client_id: UUID | None, terms: ImportTerms = _TERMS
) -> Receipt:
    """Stage the rows of a batch and ask for their merge, which is that of files; rows are counted from 1."""
    receipt = _new_receipt(batch.dataset, BATCH_MEDIA_TYPE, batch.size_bytes, terms)
    return await _stage(session, receipt, _rows_of(batch), client_id)


def _rows_of(batch: ImportBatch) -> Iterator[TextRow]:
    for number, row in enumerate(batch.rows, start=1):
        cells = (getattr(row, column) for column in DATASETS[batch.dataset].columns.all)
        yield (str(number), *("" if cell is None else str(cell) for cell in cells), "", "")


def _new_receipt(dataset: Dataset, media_type: str, size_bytes: int, terms: ImportTerms) -> Receipt:
    arrived_at = utc_now()
    if terms.as_of is not None and terms.as_of > arrived_at + _CLOCK_SKEW:
        raise MomentInFuture
    for name in terms.declared_totals:
        if name not in queries.total_names(dataset):
            raise TotalNotOfDataset(name)
    return Receipt(
        id=uuid4(),
        dataset=dataset.value,
        media_type=media_type,
        size_bytes=size_bytes,
        mode=terms.mode.value,
        atomic=terms.atomic.value,
        as_of=terms.as_of or arrived_at,
        declared_totals=dict(terms.declared_totals),
        accepted_totals={},
        state="received",
        received=0,
        created=0,
        updated=0,
        unchanged=0,
        stale=0,
        rejected=0,
        created_at=arrived_at,
    )


async def _stage(session: AsyncSession, receipt: Receipt, rows: Iterable[TextRow], client_id: UUID | None) -> Receipt:
    receipt.client_id = client_id
    await queries.add_receipt(session, receipt)
    receipt.received = await queries.copy_to_staging(session, receipt, rows)
    receipt.job_id = await enqueue(session, MergeImport(receipt_id=receipt.id))
    await record_change(session, Changed("receipt", str(receipt.id), "received"), client_id)
    return receipt
