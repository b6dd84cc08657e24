"""Who may make, list and revoke calendar feeds; reading one needs its address alone."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.calendars import queries
from services.roadmap.calendars.errors import FeedNotFound
from services.roadmap.calendars.schemas import FeedTerritory
from shared.access.principals import Principal, Territory
from shared.access.requirements import require
from shared.access.visibility import require_territory
from shared.models import CalendarFeed
from shared.reference.school_codes import canonical_school_code

CanRead = Annotated[Principal, Depends(require("roadmap:read"))]
CanWrite = Annotated[Principal, Depends(require("roadmap:write"))]


async def get_visible_territory(session: AsyncSession, principal: Principal, wanted: FeedTerritory) -> Territory:
    """Return a territory that lies inside one of the caller's; raise InvalidTerritory or TerritoryNotFound."""
    code = canonical_school_code(wanted.code) if wanted.level == "school" else wanted.code
    territory = Territory(wanted.level, code)
    await require_territory(session, principal, territory)
    return territory


async def get_own_feed(session: AsyncSession, principal: Principal, feed_id: UUID) -> CalendarFeed:
    """Return a feed of the caller's territories, held until the transaction ends, or raise FeedNotFound."""
    feed = await queries.lock_visible_feed(session, principal, feed_id)
    if feed is None:
        raise FeedNotFound
    return feed
