"""Who may see, prepare and publish lists."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.lists import queries
from services.identification.lists.errors import ListNotDraft, ListNotFound
from services.identification.runs.schemas import RunTerritory
from shared.access.principals import Principal, Territory
from shared.access.requirements import require
from shared.access.visibility import require_territory
from shared.http.preconditions import Precondition
from shared.models import SchoolList

CanRead = Annotated[Principal, Depends(require("identification:read"))]
CanWrite = Annotated[Principal, Depends(require("identification:write"))]
CanApprove = Annotated[Principal, Depends(require("identification:approve"))]


async def require_own_territory(session: AsyncSession, principal: Principal, territory: RunTerritory) -> None:
    """Raise TerritoryNotFound unless the caller sees the whole territory."""
    await require_territory(session, principal, Territory(territory.level, territory.code))


async def get_visible_list(session: AsyncSession, principal: Principal, list_id: UUID) -> Row[*tuple[Any, ...]]:
    """Return a list that concerns the caller's territories, with what superseded it, or raise ListNotFound."""
    row = await queries.find_visible_list(session, principal, list_id)
    if row is None:
        raise ListNotFound
    return row


async def get_draft(
    session: AsyncSession, principal: Principal, list_id: UUID, precondition: Precondition
) -> SchoolList:
    """Return a draft the caller may edit, locked until the transaction ends.

    Raises ListNotFound, ListNotDraft, or what the precondition raises. A draft is seen only by whom its whole
    territory belongs to.
    """
    row = await queries.find_visible_list(session, principal, list_id, locked=True)
    if row is None:
        raise ListNotFound
    school_list: SchoolList = row[0]
    if school_list.state != "draft":
        raise ListNotDraft
    precondition.require(school_list.version)
    return school_list
