"""Who may read, draft, issue and check decisions."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.decisions import queries
from services.roadmap.decisions.errors import DecisionNotFound
from services.roadmap.decisions.queries import FoundDecision
from shared.access.principals import Principal
from shared.access.requirements import require
from shared.access.visibility import TerritoryNotFound
from shared.http.preconditions import Precondition
from shared.models import Municipality

CanRead = Annotated[Principal, Depends(require("roadmap:read"))]
CanWrite = Annotated[Principal, Depends(require("roadmap:write"))]
CanApprove = Annotated[Principal, Depends(require("roadmap:approve"))]


async def get_place(session: AsyncSession, principal: Principal, oktmo: str, school: str | None) -> Municipality:
    """Return the municipality for which, or for a school of which, the caller may decide; or TerritoryNotFound."""
    municipality = await queries.find_place(session, principal, oktmo, school)
    if municipality is None:
        raise TerritoryNotFound
    return municipality


async def get_visible_decision(session: AsyncSession, principal: Principal, decision_id: UUID) -> FoundDecision:
    """Return a decision of the caller's municipalities or schools, or raise DecisionNotFound."""
    found = await queries.find_visible_decision(session, principal, decision_id)
    if found is None:
        raise DecisionNotFound
    return found


async def get_own_decision(
    session: AsyncSession, principal: Principal, decision_id: UUID, precondition: Precondition
) -> FoundDecision:
    """Return a decision at the version the caller has seen, locked until the transaction ends."""
    found = await queries.find_visible_decision(session, principal, decision_id, locked=True)
    if found is None:
        raise DecisionNotFound
    precondition.require(found.decision.version)
    return found
