"""Documents of tasks: described, corrected, filed, withdrawn."""

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.tasks import queries
from services.roadmap.tasks.errors import DocumentRefused, FileNotKept, TaskNotOpen
from services.roadmap.tasks.queries import FoundDocument, FoundTask
from services.roadmap.tasks.rules import OPEN, find_faults, require_action
from services.roadmap.tasks.schemas import DocumentWrite
from services.roadmap.tasks.use_cases.recording import record_task_change
from shared.clock import utc_now
from shared.filing.schemas import ArrivedFile
from shared.filing.use_cases import save_stored_file
from shared.models import MeasureDocument


async def attach_document(
    session: AsyncSession, found: FoundTask, wanted: DocumentWrite, client_id: UUID
) -> MeasureDocument:
    """Attach a document to a task, without its file yet. Raises TaskNotOpen or DocumentRefused."""
    require_action("attach_document", found.task.state)
    now = utc_now()
    document = MeasureDocument(
        municipality_id=found.task.municipality_id,
        id=uuid4(),
        task_id=found.task.id,
        state="attached",
        client_id=client_id,
        version=1,
        created_at=now,
        updated_at=now,
        **_check(wanted),
    )
    await queries.add_document(session, document)
    await record_task_change(session, found.task, "document_attached", client_id, (str(document.id),))
    return document


async def update_document(
    session: AsyncSession, found: FoundTask, document: MeasureDocument, wanted: DocumentWrite, client_id: UUID
) -> None:
    """Correct a document of an unfinished task. Raises TaskNotOpen, DocumentRefused or FileNotKept."""
    _require_open(found)
    values = _check(wanted)
    if wanted.reference_only and document.sha256 is not None:
        raise FileNotKept
    for name, value in values.items():
        setattr(document, name, value)
    await _record(session, found, document, "document_updated", client_id)


async def withdraw_document(
    session: AsyncSession, found: FoundTask, document: MeasureDocument, client_id: UUID
) -> None:
    """Withdraw a document of an unfinished task: it is kept and counts for nothing. Raises TaskNotOpen."""
    _require_open(found)
    document.state = "withdrawn"
    await _record(session, found, document, "document_withdrawn", client_id)


def require_keepable(found: FoundTask, document: MeasureDocument) -> None:
    """Raise FileNotKept where only number and date are kept (B58), TaskNotOpen where a file would be exchanged."""
    if document.reference_only:
        raise FileNotKept
    if document.sha256 is not None or document.link is not None:
        _require_open(found)


async def replace_file(
    session: AsyncSession, found: FoundTask, document: MeasureDocument, file: ArrivedFile, client_id: UUID
) -> FoundDocument:
    """Make a stored file the file of a document. Raises FileNotKept or TaskNotOpen."""
    require_keepable(found, document)
    await save_stored_file(session, document.municipality_id, file)
    document.sha256, document.file_name = file.sha256, file.name
    await _record(session, found, document, "document_filed", client_id)
    filed = await queries.find_document(session, found, document.id)
    assert filed is not None, "it is locked with its task"
    return filed


def _require_open(found: FoundTask) -> None:
    # What confirmed a finished task stays as it was then.
    if found.task.state not in OPEN:
        raise TaskNotOpen


def _check(wanted: DocumentWrite) -> dict[str, Any]:
    """Return the columns that a description fills, or raise DocumentRefused."""
    if faults := list(find_faults(wanted)):
        raise DocumentRefused(errors=faults)
    return wanted.model_dump() | {"kind": wanted.kind.value}


async def _record(
    session: AsyncSession, found: FoundTask, document: MeasureDocument, action: str, client_id: UUID
) -> None:
    await queries.mark_changed(session, document, utc_now())
    await record_task_change(session, found.task, action, client_id, (str(document.id),))
