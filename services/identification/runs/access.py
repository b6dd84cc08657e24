"""Who may run what, and who may read a run."""

from typing import Annotated, cast
from uuid import UUID

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.runs import queries
from services.identification.runs.errors import RunNotFinished, RunNotFound, RunOfWiderTerritory
from services.identification.runs.schemas import RunTerritory
from shared.access.principals import Principal, Territory, TerritoryLevel
from shared.access.requirements import require
from shared.access.visibility import can_see_territory, require_territory
from shared.models import Run

CanRun = Annotated[Principal, Depends(require("identification:run"))]
CanRead = Annotated[Principal, Depends(require("identification:read"))]


async def require_own_territory(session: AsyncSession, principal: Principal, territory: RunTerritory) -> None:
    """Raise TerritoryNotFound unless the caller sees the whole territory."""
    await require_territory(session, principal, Territory(territory.level, territory.code))


async def get_visible_run(session: AsyncSession, principal: Principal, run_id: UUID) -> Run:
    """Return a run of the caller's territories, or a published one that concerns them, or raise RunNotFound.

    Whatever is read of it is narrowed to the caller's schools by the query that reads it.
    """
    run = await queries.find_visible_run(session, principal, run_id)
    if run is None:
        raise RunNotFound
    return run


async def get_finished_run(session: AsyncSession, principal: Principal, run_id: UUID) -> Run:
    """Return a run that has its verdicts, or raise RunNotFound or RunNotFinished."""
    run = await get_visible_run(session, principal, run_id)
    if run.state != "finished":
        raise RunNotFinished
    return run


async def get_own_run(session: AsyncSession, principal: Principal, run_id: UUID) -> Run:
    """Return a finished run whose whole territory is the caller's; raise RunOfWiderTerritory where it is not."""
    run = await get_finished_run(session, principal, run_id)
    territory = Territory(cast("TerritoryLevel", run.territory_level), run.territory_code)
    if not await can_see_territory(session, principal, territory):
        raise RunOfWiderTerritory
    return run
