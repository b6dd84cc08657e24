"""How proposals are written: many at once, each reason once."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Select, Text, cast, func, literal, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from shared.changes import record_changes_of
from shared.models import MeasureProposal


@dataclass(frozen=True, slots=True)
class Proposing:
    """One round of proposing: from what, for which year, when, who asked."""

    municipality_id: int
    source: str
    year: int
    now: datetime
    """The proposals of this round, and no others of their source, are of this moment."""
    client_id: UUID | None = None


async def add_proposals(session: AsyncSession, wanted: Select[*tuple[Any, ...]], proposing: Proposing) -> int:
    """Write the proposals that are new, with their change rows; return how many.

    `wanted` names its columns as the table does, without those that a round gives to all of its proposals.
    """
    given = wanted.subquery("wanted")
    columns: dict[str, Any] = {
        **{found.key: found for found in given.c},
        "municipality_id": literal(proposing.municipality_id),
        "id": func.gen_random_uuid(),
        "source": literal(proposing.source),
        "year": literal(proposing.year),
        "state": literal("proposed"),
        "version": literal(1),
        "created_at": literal(proposing.now),
    }
    written = upsert(MeasureProposal).from_select(list(columns), select(*columns.values()))
    result: Any = await session.execute(written.on_conflict_do_nothing())
    new = select(cast(MeasureProposal.id, Text).label("object_key"), MeasureProposal.municipality_id).where(
        MeasureProposal.municipality_id == proposing.municipality_id,
        MeasureProposal.source == proposing.source,
        MeasureProposal.created_at == proposing.now,
    )
    await record_changes_of(session, "proposal", "created", new, proposing.client_id)
    return int(result.rowcount)
