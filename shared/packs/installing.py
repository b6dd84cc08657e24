"""Publishes packs: a version goes in once and never changes."""

from sqlalchemy import func, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection

from shared.errors import Conflict
from shared.models import Pack as PublishedPack
from shared.packs.definition import Pack
from shared.packs.serialising import dump_pack, hash_pack


class VersionPublished(Conflict):
    """Эта версия программы уже опубликована с другим содержанием: опубликованное не меняется."""

    code = "version-published"
    title = "This version is already published with other content"


async def install_pack(connection: AsyncConnection, pack: Pack) -> None:
    """Publish the pack; the same content again changes nothing, other content under the same version is refused."""
    content_hash = hash_pack(pack)
    statement = insert(PublishedPack).values(
        code=pack.code,
        version=pack.version,
        title=pack.title,
        content_hash=content_hash,
        definition=dump_pack(pack),
        installed_at=func.now(),
    )
    await connection.execute(statement.on_conflict_do_nothing())
    published = await connection.scalar(
        select(PublishedPack.content_hash).where(PublishedPack.code == pack.code, PublishedPack.version == pack.version)
    )
    if published != content_hash:
        raise VersionPublished(
            f"Программа {pack.code} версии {pack.version} уже опубликована с другим содержанием. "
            "Опубликованное не меняется: поднимите version в pack.yaml и повторите."
        )
