"""Derived values follow the records of the roadmap."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.support import queries
from shared.reference.academic_years import list_academic_years


async def derive_values(session: AsyncSession, municipality_id: int, academic_years: Sequence[int]) -> None:
    """Derive all values of a municipality in these years anew; in which order messages come does not matter."""
    await queries.take_turn(session, municipality_id)
    await queries.derive_values(session, municipality_id, academic_years)


async def derive_of_task(session: AsyncSession, task_id: UUID) -> None:
    """Derive anew the values of the years that the roadmap of a task covers; a task that is gone counts for nothing."""
    found = await queries.find_task_years(session, task_id)
    if found is not None:
        municipality_id, first_day, last_day = found
        await derive_values(session, municipality_id, list_academic_years(first_day, last_day))
