"""Who may read, edit and approve roadmaps."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.roadmaps import queries
from services.roadmap.roadmaps.errors import RoadmapNotApproved, RoadmapNotDraft, RoadmapNotFound
from services.roadmap.roadmaps.queries import FoundRoadmap
from shared.access.principals import Principal
from shared.access.requirements import require
from shared.access.visibility import TerritoryNotFound
from shared.http.preconditions import IfMatch, Precondition
from shared.http.session import Session
from shared.models import Municipality

CanRead = Annotated[Principal, Depends(require("roadmap:read"))]
CanWrite = Annotated[Principal, Depends(require("roadmap:write"))]
CanApprove = Annotated[Principal, Depends(require("roadmap:approve"))]


async def get_visible_municipality(
    session: AsyncSession, principal: Principal, oktmo: str, school_code: str | None = None
) -> Municipality:
    """Return a municipality of the caller's, or that of his school where one is meant; raise TerritoryNotFound."""
    municipality = await queries.find_visible_municipality(session, principal, oktmo, school_code)
    if municipality is None:
        raise TerritoryNotFound
    return municipality


async def get_visible_roadmap(session: AsyncSession, principal: Principal, roadmap_id: UUID) -> FoundRoadmap:
    """Return a roadmap of the caller's municipalities or schools, or raise RoadmapNotFound."""
    found = await queries.find_visible_roadmap(session, principal, roadmap_id)
    if found is None:
        raise RoadmapNotFound
    return found


async def get_locked_roadmap(
    session: AsyncSession, principal: Principal, roadmap_id: UUID, precondition: Precondition
) -> FoundRoadmap:
    """Return a roadmap at the version the caller has seen, held until the transaction ends.

    Raises RoadmapNotFound or what the precondition raises.
    """
    found = await queries.find_visible_roadmap(session, principal, roadmap_id, locked=True)
    if found is None:
        raise RoadmapNotFound
    precondition.require(found.roadmap.version)
    return found


async def get_draft(
    session: AsyncSession, principal: Principal, roadmap_id: UUID, precondition: Precondition
) -> FoundRoadmap:
    """Return a draft like that; raise RoadmapNotDraft where it is approved already."""
    found = await get_locked_roadmap(session, principal, roadmap_id, precondition)
    if found.roadmap.state != "draft":
        raise RoadmapNotDraft
    return found


async def read_draft(roadmap_id: UUID, principal: CanWrite, session: Session, if_match: IfMatch) -> FoundRoadmap:
    """Return the draft that the path names, at the version the caller has seen."""
    return await get_draft(session, principal, roadmap_id, if_match)


Draft = Annotated[FoundRoadmap, Depends(read_draft, scope="function")]


async def get_approved(
    session: AsyncSession, principal: Principal, roadmap_id: UUID, precondition: Precondition
) -> FoundRoadmap:
    """Return a roadmap in force like that; raise RoadmapNotApproved where it is a draft or closed."""
    found = await get_locked_roadmap(session, principal, roadmap_id, precondition)
    if found.roadmap.state != "approved":
        raise RoadmapNotApproved
    return found
