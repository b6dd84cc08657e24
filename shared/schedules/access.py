"""Whose schedules a caller sees."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from shared.access.principals import Principal
from shared.access.visibility import TerritoryNotFound
from shared.models import Municipality
from shared.schedules import queries
from shared.schedules.errors import ScheduleNotFound
from shared.schedules.use_cases import ScheduledWork


async def get_visible_municipality(session: AsyncSession, principal: Principal, oktmo: str) -> Municipality:
    """Return a municipality of the caller's territories or raise TerritoryNotFound."""
    municipality = await queries.find_visible_municipality(session, principal, oktmo)
    if municipality is None:
        raise TerritoryNotFound
    return municipality


async def get_visible_schedule(
    session: AsyncSession, principal: Principal, work: ScheduledWork, schedule_id: UUID
) -> Row[*tuple[Any, ...]]:
    """Return a schedule of the service in the caller's territories with its ОКТМО, or raise ScheduleNotFound."""
    row = await queries.find_visible_schedule(session, principal, work.payload_class.queue, schedule_id)
    if row is None:
        raise ScheduleNotFound
    return row
