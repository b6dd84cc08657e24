"""Statements over documents of tasks."""

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlalchemy import Select, and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.tasks.queries.states import confirms
from services.roadmap.tasks.queries.tasks import FoundTask
from shared.models import Measure, MeasureDocument, StoredFile


@dataclass(frozen=True, slots=True)
class FoundDocument:
    """A document of a task, its file if it has one, and whether it confirms that the measure is done."""

    document: MeasureDocument
    file: StoredFile | None
    confirms: bool


async def list_documents(session: AsyncSession, found: FoundTask) -> list[FoundDocument]:
    """List the documents of a task in the order in which they came, without withdrawn ones."""
    statement = _attached_documents(found).order_by(MeasureDocument.created_at, MeasureDocument.id)
    return [FoundDocument(*row) for row in await session.execute(statement)]


async def find_document(session: AsyncSession, found: FoundTask, document_id: UUID) -> FoundDocument | None:
    """Return a document of a task, None where there is none or it is withdrawn."""
    statement = _attached_documents(found).where(MeasureDocument.id == document_id)
    row = (await session.execute(statement.execution_options(populate_existing=True))).one_or_none()
    return None if row is None else FoundDocument(*row)


async def add_document(session: AsyncSession, document: MeasureDocument) -> None:
    """Write a new document."""
    session.add(document)
    await session.flush()


async def mark_changed(session: AsyncSession, document: MeasureDocument, now: datetime) -> None:
    """Write what was changed of a document; it is another version then."""
    document.version += 1
    document.updated_at = now
    await session.flush()


def _attached_documents(found: FoundTask) -> Select[MeasureDocument, StoredFile | None, bool]:
    same_file = and_(
        StoredFile.municipality_id == MeasureDocument.municipality_id, StoredFile.sha256 == MeasureDocument.sha256
    )
    own_measure = and_(Measure.municipality_id == MeasureDocument.municipality_id, Measure.id == found.task.measure_id)
    return (
        select(MeasureDocument, StoredFile, confirms(Measure.evidence).label("confirms"))
        .join(Measure, own_measure)
        .outerjoin(StoredFile, same_file)
        .where(
            MeasureDocument.municipality_id == found.task.municipality_id,
            MeasureDocument.task_id == found.task.id,
            MeasureDocument.state == "attached",
        )
    )
