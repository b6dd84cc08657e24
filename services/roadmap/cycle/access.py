"""Who may see how far a municipality has come in its cycle."""

from typing import Annotated

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.cycle import queries
from shared.access.principals import Principal
from shared.access.requirements import require
from shared.access.visibility import TerritoryNotFound
from shared.models import Municipality

CanRead = Annotated[Principal, Depends(require("roadmap:read"))]


async def get_visible_municipality(session: AsyncSession, principal: Principal, oktmo: str) -> Municipality:
    """Return a municipality that is the caller's as a whole, or raise TerritoryNotFound."""
    municipality = await queries.find_visible_municipality(session, principal, oktmo)
    if municipality is None:
        raise TerritoryNotFound
    return municipality
