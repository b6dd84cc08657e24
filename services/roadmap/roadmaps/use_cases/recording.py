"""The journal of a roadmap."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from shared.changes import Changed, record_change
from shared.models import Roadmap

ROADMAP = "roadmap"
"""Kind of object under which changes of roadmaps and their measures are recorded."""


async def record_roadmap_change(
    session: AsyncSession, roadmap: Roadmap, action: str, client_id: UUID | None, fields: tuple[str, ...] = ()
) -> None:
    """Write the change row of a roadmap."""
    changed = Changed(ROADMAP, str(roadmap.id), action, fields, roadmap.municipality_id)
    await record_change(session, changed, client_id)
