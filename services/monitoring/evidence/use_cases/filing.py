"""Files become the files of documents."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.evidence.errors import ReferenceOnly
from services.monitoring.evidence.queries import FoundEvidence
from services.monitoring.evidence.use_cases.recording import attach_again, record_edit
from shared.filing.schemas import ArrivedFile
from shared.filing.use_cases import save_stored_file


def require_keepable(found: FoundEvidence) -> None:
    """Raise ReferenceOnly where the text of a document must not be kept (B58)."""
    if found.document.reference_only:
        raise ReferenceOnly


async def replace_file(
    session: AsyncSession, found: FoundEvidence, file: ArrivedFile, client_id: UUID
) -> FoundEvidence:
    """Make a stored file the file of a document; a returned one is attached again. Raises ReferenceOnly."""
    require_keepable(found)
    document = found.document
    stored = await save_stored_file(session, document.municipality_id, file)
    document.sha256, document.file_name = file.sha256, file.name
    attach_again(document)
    await record_edit(session, document, "filed", client_id, ("file",))
    return FoundEvidence(document, stored, found.conducts)
