"""Who may set targets, and who may read them."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends
from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.targets import queries
from services.monitoring.targets.errors import TargetNotFound
from shared.access.principals import Principal
from shared.access.requirements import require

CanConduct = Annotated[Principal, Depends(require("monitoring:conduct"))]
CanRead = Annotated[Principal, Depends(require("monitoring:read"))]


async def get_visible_target(
    session: AsyncSession, principal: Principal, target_id: UUID, *, locked: bool = False
) -> Row[*tuple[Any, ...]]:
    """Return a target of the caller's municipalities with its ОКТМО, or raise TargetNotFound."""
    found = await queries.find_visible_target(session, principal, target_id, locked=locked)
    if found is None:
        raise TargetNotFound
    return found
