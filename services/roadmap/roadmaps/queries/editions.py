"""Statements over editions, which are only ever added."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import Select, insert, select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.clock import utc_now
from shared.database.paging import Page, PageRequest, descending, fetch_page
from shared.models import Roadmap, RoadmapEdition


async def add_edition(session: AsyncSession, roadmap: Roadmap, values: dict[str, Any], client_id: UUID | None) -> None:
    """Keep the measures of a roadmap as its present edition left them."""
    key = {"municipality_id": roadmap.municipality_id, "roadmap_id": roadmap.id, "edition": roadmap.edition}
    statement = insert(RoadmapEdition).values(key | values | {"client_id": client_id, "created_at": utc_now()})
    await session.execute(statement)


async def find_edition(session: AsyncSession, roadmap: Roadmap, edition: int) -> RoadmapEdition | None:
    """Return an edition of a roadmap."""
    return await session.get(RoadmapEdition, (roadmap.municipality_id, roadmap.id, edition))


async def list_editions(session: AsyncSession, roadmap: Roadmap, page: PageRequest) -> Page[RoadmapEdition]:
    """List the editions of a roadmap, latest first."""
    return await fetch_page(session, _editions_of(roadmap), [descending(RoadmapEdition.edition)], page)


async def list_editions_between(
    session: AsyncSession, roadmap: Roadmap, earlier: int, later: int
) -> Sequence[RoadmapEdition]:
    """Return the editions that lead from one to another, earliest first, without the one they start from."""
    statement = _editions_of(roadmap).where(RoadmapEdition.edition > earlier, RoadmapEdition.edition <= later)
    return (await session.scalars(statement.order_by(RoadmapEdition.edition))).all()


def _editions_of(roadmap: Roadmap) -> Select[RoadmapEdition]:
    return select(RoadmapEdition).where(
        RoadmapEdition.municipality_id == roadmap.municipality_id, RoadmapEdition.roadmap_id == roadmap.id
    )
