"""Records changes in the transaction that makes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import func, insert
from sqlalchemy.ext.asyncio import AsyncSession

from shared.models import Change


@dataclass(frozen=True, slots=True)
class Changed:
    """What happened: kind and natural key of the object, a verb in the past, the names of changed fields."""

    object_kind: str
    object_key: str
    action: str
    fields: tuple[str, ...] = ()
    municipality_id: int | None = None


async def record_change(session: AsyncSession, changed: Changed, client_id: UUID | None) -> None:
    """Write the change row of what this transaction does; client None is the command line or the product itself."""
    await record_changes(session, [changed], client_id)


async def record_changes(session: AsyncSession, changed: Sequence[Changed], client_id: UUID | None) -> None:
    """Write the change rows of many objects at once."""
    rows = [
        {
            "object_kind": one.object_kind,
            "object_key": one.object_key,
            "action": one.action,
            "fields": list(one.fields),
            "municipality_id": one.municipality_id,
            "client_id": client_id,
        }
        for one in changed
    ]
    if rows:
        await session.execute(insert(Change).values(happened_at=func.clock_timestamp()), rows)
