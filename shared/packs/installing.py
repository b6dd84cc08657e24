"""Puts versions of packs into the database: what a version says never changes."""

from typing import Any
from uuid import UUID

import structlog
from sqlalchemy import ColumnElement, case, func, or_, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession

from shared.errors import Conflict
from shared.models import Pack as StoredPack
from shared.packs.definition import Pack
from shared.packs.serialising import dump_cases, dump_pack, hash_pack
from shared.reference.academic_years import parse_academic_year

logger = structlog.get_logger(__name__)


class VersionPublished(Conflict):
    """Эта версия программы уже внесена с другим содержанием, а внесённое не меняется.

    Поднимите version в pack.yaml и повторите.
    """

    code = "version-published"
    title = "This version is already there with other content"


async def install_built_in_pack(connection: AsyncConnection, pack: Pack) -> None:
    """Publish a pack of this build; the same content again changes nothing, other content is refused.

    Golden cases are no content: those of the build are put in their place. A version that somebody put in with other
    content before the product had it stays as it is, and the build's own is left out.
    """
    columns = _columns(pack) | {"state": "approved", "built_in": True, "approved_at": func.now()}
    statement = insert(StoredPack).values(columns)
    brought, same = statement.excluded, StoredPack.content_hash == statement.excluded.content_hash
    approved = {
        "state": "approved",
        "built_in": True,
        "approved_at": func.coalesce(StoredPack.approved_at, brought.approved_at),
        "cases": case((StoredPack.built_in, brought.cases), else_=StoredPack.cases),
    }
    renewed = or_(StoredPack.state == "installed", StoredPack.built_in & (StoredPack.cases != brought.cases))
    await connection.execute(
        statement.on_conflict_do_update(
            index_elements=[StoredPack.code, StoredPack.version], set_=approved, where=same & renewed
        )
    )
    kept = select(StoredPack.content_hash, StoredPack.built_in).where(_is_version(pack))
    stored = (await connection.execute(kept)).one()
    if stored.built_in:
        _require_same(pack, stored.content_hash == columns["content_hash"])
    elif stored.content_hash != columns["content_hash"]:
        logger.warning("built_in_pack_left_out", pack=pack.code, version=pack.version)


async def install_pack(session: AsyncSession, pack: Pack, client_id: UUID) -> tuple[StoredPack, bool]:
    """Put in a version that waits for its approval; return it, and whether it is new.

    The same content again changes nothing; other content, or other golden cases, under the same version is refused.
    """
    columns = _columns(pack) | {"state": "installed", "built_in": False, "client_id": client_id}
    added = insert(StoredPack).values(columns).on_conflict_do_nothing().returning(StoredPack.code)
    is_new = await session.scalar(added) is not None
    stored = (await session.scalars(select(StoredPack).where(_is_version(pack)))).one()
    same = stored.content_hash == columns["content_hash"] and stored.cases == columns["cases"]
    _require_same(pack, same)
    return stored, is_new


def _columns(pack: Pack) -> dict[str, Any]:
    return {
        "code": pack.code,
        "version": pack.version,
        "title": pack.title,
        "content_hash": hash_pack(pack),
        "definition": dump_pack(pack),
        "cases": dump_cases(pack),
        "valid_from": parse_academic_year(pack.valid_from),
        "installed_at": func.now(),
    }


def _is_version(pack: Pack) -> ColumnElement[bool]:
    return (StoredPack.code == pack.code) & (StoredPack.version == pack.version)


def _require_same(pack: Pack, is_same: bool) -> None:
    if not is_same:
        raise VersionPublished(
            f"Программа {pack.code} версии {pack.version} уже внесена с другим содержанием. "
            "Внесённое не меняется: поднимите version в pack.yaml и повторите."
        )
