"""Statements that write drafts with their measures, many at once."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Table
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from shared.models import Measure, Roadmap

_ROADMAPS: Table = Roadmap.__table__  # type: ignore[assignment]  # a mapped class's table is a Table
_MEASURES: Table = Measure.__table__  # type: ignore[assignment]  # the same


async def add_roadmaps(
    session: AsyncSession, roadmaps: Sequence[dict[str, Any]], measures: Sequence[dict[str, Any]]
) -> list[UUID]:
    """Write roadmaps with their measures, many at once; of what a list has drafted before nothing.

    Return the ids of those that are new.
    """
    if not roadmaps:
        return []
    statement = insert(_ROADMAPS).on_conflict_do_nothing().returning(_ROADMAPS.c.id)
    added = set((await session.execute(statement, list(roadmaps))).scalars())
    rows = [row for row in measures if row["roadmap_id"] in added]
    if rows:
        await session.execute(insert(_MEASURES), rows)
    return [row["id"] for row in roadmaps if row["id"] in added]
