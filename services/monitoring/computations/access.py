"""Who may compute what, and who may read a computation."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.computations import queries
from services.monitoring.computations.errors import ComputationNotFinished, ComputationNotFound
from services.monitoring.computations.schemas import ComputationTerritory
from shared.access.principals import Principal, Territory
from shared.access.requirements import require
from shared.access.visibility import require_territory
from shared.models import Computation

CanConduct = Annotated[Principal, Depends(require("monitoring:conduct"))]
CanRead = Annotated[Principal, Depends(require("monitoring:read"))]


async def require_own_territory(session: AsyncSession, principal: Principal, territory: ComputationTerritory) -> None:
    """Raise TerritoryNotFound unless the caller sees the whole territory."""
    await require_territory(session, principal, Territory(territory.level, territory.code))


async def get_visible_computation(session: AsyncSession, principal: Principal, computation_id: UUID) -> Computation:
    """Return a computation that concerns the caller's territories, or raise ComputationNotFound.

    Whatever is read of it is narrowed to the caller's objects by the query that reads it.
    """
    computation = await queries.find_visible_computation(session, principal, computation_id)
    if computation is None:
        raise ComputationNotFound
    return computation


async def get_finished_computation(session: AsyncSession, principal: Principal, computation_id: UUID) -> Computation:
    """Return a computation that has its values, or raise ComputationNotFound or ComputationNotFinished."""
    computation = await get_visible_computation(session, principal, computation_id)
    if computation.state != "finished":
        raise ComputationNotFinished
    return computation
