"""What imports do: take a file in, merge it, tell what became of it."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.imports import queries
from services.identification.imports.errors import MediaTypeUnsupported, ReceiptNotFound
from services.identification.imports.queries import Reach
from services.identification.imports.queries.datasets import DATASETS
from services.identification.imports.schemas import Dataset, DiscardStaging, MergeImport, ReceiptRead, ReceiptState
from shared.clock import utc_now
from shared.files.csv_reader import UTF8, WINDOWS_1251, read_csv
from shared.files.ndjson_reader import read_ndjson
from shared.files.rows import TableColumns, TextRow
from shared.files.xlsx_reader import XLSX_MEDIA_TYPE, read_xlsx
from shared.http.schemas import Progress
from shared.models import Receipt
from shared.queue import JobState, JobStatus, enqueue, find_job_state

_Reader = Callable[[BinaryIO, TableColumns], Iterator[TextRow]]
_READERS: dict[str, _Reader] = {
    "text/csv": read_csv,
    "text/csv; charset=utf-8": partial(read_csv, encoding=UTF8),
    "text/csv; charset=windows-1251": partial(read_csv, encoding=WINDOWS_1251),
    "application/x-ndjson": read_ndjson,
    XLSX_MEDIA_TYPE: read_xlsx,
}
_STATES = {
    JobStatus.ready: ReceiptState.queued,
    JobStatus.running: ReceiptState.running,
    # Its row was read a moment before the job committed: only the row itself says that the counts are there.
    JobStatus.done: ReceiptState.running,
    JobStatus.dead: ReceiptState.failed,
}


@dataclass(frozen=True, slots=True)
class ImportFile:
    """A file to import: what it holds, its media type and its content, read from the start."""

    dataset: Dataset
    media_type: str
    content: BinaryIO
    size_bytes: int


async def receive_import(session: AsyncSession, file: ImportFile, client_id: UUID | None) -> Receipt:
    """Stage the file and ask for its merge: once this is committed, nothing of it can be lost.

    A workbook is taken apart here, so that a hostile one is answered at once and the job finds rows of text. Raises
    MediaTypeUnsupported, HeaderInvalid, TableUnreadable or WorkbooksBusy; nothing is stored then.
    """
    reader = _READERS.get(_normalized(file.media_type))
    if reader is None:
        raise MediaTypeUnsupported
    receipt = Receipt(
        id=uuid4(),
        client_id=client_id,
        dataset=file.dataset.value,
        media_type=file.media_type,
        size_bytes=file.size_bytes,
        state="received",
        received=0,
        created=0,
        updated=0,
        unchanged=0,
        rejected=0,
        created_at=utc_now(),
    )
    await queries.add_receipt(session, receipt)
    rows = reader(file.content, DATASETS[file.dataset].columns)
    receipt.received = await queries.copy_to_staging(session, receipt, rows)
    receipt.job_id = await enqueue(session, MergeImport(receipt_id=receipt.id))
    return receipt


def _normalized(media_type: str) -> str:
    essence, *parameters = (part.strip().lower() for part in media_type.split(";"))
    return "; ".join([essence, *(part.replace('"', "") for part in parameters if part)])


async def merge_import(session: AsyncSession, receipt: Receipt, reach: Reach) -> None:
    """Validate the staged rows and merge the right ones; a receipt that is done already is left alone."""
    if receipt.state != "received":
        return
    counts = await queries.merge_staged(session, receipt, reach, await queries.list_elements(session))
    receipt.created, receipt.updated, receipt.rejected = counts.created, counts.updated, counts.rejected
    receipt.unchanged = receipt.received - counts.created - counts.updated - counts.rejected
    receipt.state = "done"
    receipt.finished_at = utc_now()
    await enqueue(session, DiscardStaging(receipt_id=receipt.id))


async def discard_staging(session: AsyncSession, receipt: Receipt) -> None:
    """Remove the staged rows of a merged receipt."""
    await queries.discard_staged(session, receipt)


async def get_receipt(session: AsyncSession, receipt_id: UUID) -> Receipt:
    """Return the receipt or raise ReceiptNotFound."""
    receipt = await queries.find_receipt(session, receipt_id)
    if receipt is None:
        raise ReceiptNotFound
    return receipt


async def describe_receipt(session: AsyncSession, receipt: Receipt) -> ReceiptRead:
    """Return the receipt as its sender reads it, with the state of its job."""
    job = await find_job_state(session, receipt.job_id) if receipt.job_id and receipt.state != "done" else None
    state = ReceiptState.done if receipt.state == "done" else _STATES[job.status] if job else ReceiptState.queued
    return ReceiptRead(
        id=receipt.id,
        dataset=Dataset(receipt.dataset),
        state=state,
        progress=Progress(done=receipt.received if state == ReceiptState.done else 0, total=receipt.received),
        received=receipt.received,
        created=receipt.created,
        updated=receipt.updated,
        unchanged=receipt.unchanged,
        rejected=receipt.rejected,
        created_at=receipt.created_at,
        finished_at=receipt.finished_at,
        failure=_failure(job),
    )


def _failure(job: JobState | None) -> str | None:
    if job is None or job.status is not JobStatus.dead:
        return None
    return f"Загрузка не удалась, ничего не сохранено: {job.last_error}. Отправьте файл снова."
