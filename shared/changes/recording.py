"""Records changes in the transaction that makes them."""

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
    await session.execute(
        insert(Change).values(
            object_kind=changed.object_kind,
            object_key=changed.object_key,
            action=changed.action,
            fields=list(changed.fields),
            municipality_id=changed.municipality_id,
            client_id=client_id,
            happened_at=func.clock_timestamp(),
        )
    )
