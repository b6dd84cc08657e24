"""Statements over what is known of stored files."""

from datetime import datetime

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from shared.models import StoredFile


async def save_file(
    session: AsyncSession, key: tuple[int, str], media_type: str, size_bytes: int, now: datetime
) -> StoredFile:
    """Write what is known of a content that stands in the storage, once, however often it is sent; return it."""
    municipality_id, sha256 = key
    statement = insert(StoredFile).values(
        municipality_id=municipality_id, sha256=sha256, media_type=media_type, size_bytes=size_bytes, created_at=now
    )
    await session.execute(statement.on_conflict_do_nothing())
    return await session.get_one(StoredFile, key)
