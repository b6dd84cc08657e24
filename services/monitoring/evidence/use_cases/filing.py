"""Files of documents: checked, stored, and only then named by a row."""

import asyncio
from dataclasses import dataclass
from typing import BinaryIO
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.evidence import queries
from services.monitoring.evidence.errors import DigestMismatch, ReferenceOnly
from services.monitoring.evidence.queries import FoundEvidence
from services.monitoring.evidence.use_cases.recording import attach_again, record_edit
from shared.clock import utc_now
from shared.files.kinds import FileKind, check_content
from shared.storage import FileKey, FileStorage


@dataclass(frozen=True, slots=True)
class ArrivedFile:
    """A file that has arrived whole, and what its sender says of it."""

    name: str
    kind: FileKind
    content: BinaryIO
    size_bytes: int
    sha256: str
    declared_sha256: str | None


def require_keepable(found: FoundEvidence) -> None:
    """Raise ReferenceOnly where the text of a document must not be kept (B58)."""
    if found.document.reference_only:
        raise ReferenceOnly


async def store_file(storage: FileStorage, municipality_id: int, file: ArrivedFile) -> None:
    """Check a file and put it into the storage; call it while no transaction is open.

    Raises DigestMismatch, ContentRefused, WorkbooksBusy or StorageUnavailable.
    """
    if file.declared_sha256 is not None and file.declared_sha256 != file.sha256:
        raise DigestMismatch
    await asyncio.to_thread(check_content, file.content, file.kind)
    await storage.put(FileKey(municipality_id, file.sha256), file.content)


async def replace_file(
    session: AsyncSession, found: FoundEvidence, file: ArrivedFile, client_id: UUID
) -> FoundEvidence:
    """Make a stored file the file of a document; a returned one is attached again. Raises ReferenceOnly."""
    require_keepable(found)
    document, now = found.document, utc_now()
    stored = await queries.save_file(
        session, (document.municipality_id, file.sha256), file.kind.media_type, file.size_bytes, now
    )
    document.sha256, document.file_name = file.sha256, file.name
    attach_again(document)
    await record_edit(session, document, "filed", client_id, ("file",))
    return FoundEvidence(document, stored, found.conducts)
