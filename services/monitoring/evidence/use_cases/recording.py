"""Edits of documents: counted, and kept as change rows."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from shared.changes import Changed, record_change
from shared.clock import utc_now
from shared.models import EvidenceDocument

OBJECT_KIND = "evidence_document"


async def record_edit(
    session: AsyncSession, document: EvidenceDocument, action: str, client_id: UUID, fields: tuple[str, ...]
) -> None:
    """Count an edit and write its change row."""
    document.version += 1
    document.updated_at = utc_now()
    await record(session, document, action, client_id, fields)


async def record(
    session: AsyncSession, document: EvidenceDocument, action: str, client_id: UUID, fields: tuple[str, ...] = ()
) -> None:
    """Write the change row of a document."""
    changed = Changed(OBJECT_KIND, str(document.id), action, fields, document.municipality_id)
    await record_change(session, changed, client_id)


def attach_again(document: EvidenceDocument) -> None:
    """Let a document wait for a decision: whoever returned it has to look again."""
    document.state, document.remarks, document.decided_at = "attached", None, None
