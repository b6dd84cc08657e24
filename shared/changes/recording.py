"""Records changes in the transaction that makes them."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, Select, Text, Uuid, cast, func, insert, literal, select
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


async def record_changes_of(
    session: AsyncSession,
    object_kind: str,
    action: str,
    objects: Select[*tuple[Any, ...]],
    client_id: UUID | None = None,
) -> None:
    """Write the change rows of many objects in one statement; `objects` yields object_key and municipality_id."""
    found = objects.subquery("changed")
    columns = {
        "id": func.gen_random_uuid(),
        "object_kind": literal(object_kind),
        "object_key": found.c.object_key,
        "action": literal(action),
        "fields": cast(literal("{}"), ARRAY(Text)),
        "municipality_id": found.c.municipality_id,
        "client_id": cast(client_id, Uuid),
        "happened_at": func.clock_timestamp(),
    }
    await session.execute(insert(Change).from_select(list(columns), select(*columns.values())))
