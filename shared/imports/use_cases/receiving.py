"""Taking rows in: from the answer on, nothing of them can be lost."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import BinaryIO
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from shared.changes import Changed, record_change
from shared.clock import utc_now
from shared.files.rows import TextRow
from shared.files.tables import get_table_reader
from shared.http.schemas import RequestModel
from shared.imports import queries
from shared.imports.errors import MomentInFuture
from shared.imports.queries import Importer
from shared.imports.rules import BATCH_MEDIA_TYPE
from shared.imports.schemas import ImportTerms
from shared.models import Receipt
from shared.queue import enqueue

# Clocks of senders run a little fast.
_CLOCK_SKEW = timedelta(minutes=5)


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A file to import: what it holds, its media type and its content, read from the start."""

    dataset: str
    media_type: str
    content: BinaryIO
    size_bytes: int


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """Rows to import that came as JSON; their fields are the columns of the dataset."""

    dataset: str
    rows: Sequence[RequestModel]
    size_bytes: int


@dataclass(frozen=True, slots=True)
class Subject:
    """What all rows of an import are of: an object of the service (a campaign), and its municipality."""

    municipality_id: int
    id: UUID


@dataclass(frozen=True, slots=True)
class Sending:
    """Who sends (None: the command line), on which terms, and what the rows as a whole are of, where that is told."""

    client_id: UUID | None
    terms: ImportTerms
    subject: Subject | None = None
    options: Mapping[str, str] = field(default_factory=dict)
    """What the service is asked to do besides."""


async def receive_import(session: AsyncSession, importer: Importer, file: ImportFile, sending: Sending) -> Receipt:
    """Stage the file and ask for its merge: once this is committed, nothing of it can be lost.

    A workbook is taken apart here, so that a hostile one is answered at once and the job finds rows of text. Raises
    MediaTypeUnsupported, HeaderInvalid, TableUnreadable, WorkbooksBusy or MomentInFuture; nothing is stored then.
    """
    rows = get_table_reader(file.media_type)(file.content, importer.datasets[file.dataset].columns)
    receipt = _new_receipt(importer, file, file.media_type, sending)
    return await _stage(session, importer, receipt, rows)


async def receive_batch(session: AsyncSession, importer: Importer, batch: ImportBatch, sending: Sending) -> Receipt:
    """Stage the rows of a batch and ask for their merge, which is that of files; rows are counted from 1."""
    receipt = _new_receipt(importer, batch, BATCH_MEDIA_TYPE, sending)
    return await _stage(session, importer, receipt, _rows_of(importer, batch))


def _rows_of(importer: Importer, batch: ImportBatch) -> Iterator[TextRow]:
    columns = importer.datasets[batch.dataset].columns.all
    for number, row in enumerate(batch.rows, start=1):
        cells = (getattr(row, column) for column in columns)
        yield (str(number), *("" if cell is None else str(cell) for cell in cells), "", "")


def _new_receipt(importer: Importer, came: ImportFile | ImportBatch, media_type: str, sending: Sending) -> Receipt:
    arrived_at = utc_now()
    terms, subject = sending.terms, sending.subject
    if terms.as_of is not None and terms.as_of > arrived_at + _CLOCK_SKEW:
        raise MomentInFuture
    return Receipt(
        id=uuid4(),
        service=importer.service,
        client_id=sending.client_id,
        municipality_id=subject and subject.municipality_id,
        subject_id=subject and subject.id,
        options=dict(sending.options),
        dataset=str(came.dataset),
        media_type=media_type,
        size_bytes=came.size_bytes,
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


async def _stage(session: AsyncSession, importer: Importer, receipt: Receipt, rows: Iterable[TextRow]) -> Receipt:
    await queries.add_receipt(session, receipt)
    dataset = importer.datasets[receipt.dataset]
    receipt.received = await queries.copy_to_staging(session, dataset, receipt, rows)
    receipt.job_id = await enqueue(session, importer.merge_job(receipt_id=receipt.id))
    changed = Changed("receipt", str(receipt.id), "received", municipality_id=receipt.municipality_id)
    await record_change(session, changed, receipt.client_id)
    return receipt
