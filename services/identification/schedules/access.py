"""Who may make and read schedules."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.schedules import queries
from services.identification.schedules.errors import ScheduleNotFound
from shared.access.principals import Principal
from shared.access.requirements import require
from shared.access.visibility import TerritoryNotFound
from shared.models import Municipality

CanRun = Annotated[Principal, Depends(require("identification:run"))]
CanRead = Annotated[Principal, Depends(require("identification:read"))]


async def get_visible_municipality(session: AsyncSession, principal: Principal, oktmo: str) -> Municipality:
    """Return a municipality of the caller's territories or raise TerritoryNotFound."""
    municipality = await queries.find_visible_municipality(session, principal, oktmo)
    if municipality is None:
        raise TerritoryNotFound
    return municipality


async def get_visible_schedule(session: AsyncSession, principal: Principal, schedule_id: UUID) -> Row[*tuple[Any, ...]]:
    """Return a schedule of the caller's territories with its ОКТМО, or raise ScheduleNotFound."""
    row = await queries.find_visible_schedule(session, principal, schedule_id)
    if row is None:
        raise ScheduleNotFound
    return row


def list_allowed_actions(principal: Principal) -> list[str]:
    """List what the caller may do with a schedule it sees."""
    return ["update", "start_period"] if "identification:run" in principal.scopes else []
