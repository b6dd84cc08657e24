"""Files are checked, stored, and only then known by a row."""

import asyncio

from sqlalchemy.ext.asyncio import AsyncSession

from shared.clock import utc_now
from shared.files.kinds import check_content
from shared.filing import queries
from shared.filing.errors import DigestMismatch
from shared.filing.schemas import ArrivedFile, FileRead
from shared.models import StoredFile
from shared.storage import FileKey, FileStorage


async def store_file(storage: FileStorage, municipality_id: int, file: ArrivedFile) -> None:
    """Check a file and put it into the storage; call it while no transaction is open.

    Raises DigestMismatch, ContentRefused, WorkbooksBusy or StorageUnavailable.
    """
    if file.declared_sha256 is not None and file.declared_sha256 != file.sha256:
        raise DigestMismatch
    await asyncio.to_thread(check_content, file.content, file.kind)
    await storage.put(FileKey(municipality_id, file.sha256), file.content)


async def save_stored_file(session: AsyncSession, municipality_id: int, file: ArrivedFile) -> StoredFile:
    """Write the row of a file that stands in the storage, so that documents may name it; return it."""
    key = (municipality_id, file.sha256)
    return await queries.save_file(session, key, file.kind.media_type, file.size_bytes, utc_now())


def describe_file(name: str | None, stored: StoredFile | None) -> FileRead | None:
    """Return what is told of the file of a document; None where it has none."""
    if stored is None or name is None:
        return None
    return FileRead(name=name, media_type=stored.media_type, size_bytes=stored.size_bytes, sha256=stored.sha256)
