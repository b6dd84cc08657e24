"""Who may read, edit and approve programmes."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.programmes import queries
from services.roadmap.programmes.errors import ProgrammeNotDraft, ProgrammeNotFound
from services.roadmap.programmes.queries import FoundProgramme
from shared.access.principals import Principal
from shared.access.requirements import require
from shared.http.preconditions import Precondition

CanRead = Annotated[Principal, Depends(require("roadmap:read"))]
CanWrite = Annotated[Principal, Depends(require("roadmap:write"))]
CanApprove = Annotated[Principal, Depends(require("roadmap:approve"))]


async def get_visible_programme(
    session: AsyncSession, principal: Principal, programme_id: UUID, *, locked: bool = False
) -> FoundProgramme:
    """Return a programme of the caller's municipalities, or raise ProgrammeNotFound."""
    found = await queries.find_visible_programme(session, principal, programme_id, locked=locked)
    if found is None:
        raise ProgrammeNotFound
    return found


async def get_draft(
    session: AsyncSession, principal: Principal, programme_id: UUID, precondition: Precondition
) -> FoundProgramme:
    """Return a draft at the version the caller has seen, held until the transaction ends.

    Raises ProgrammeNotFound, ProgrammeNotDraft or what the precondition raises.
    """
    found = await get_visible_programme(session, principal, programme_id, locked=True)
    precondition.require(found.programme.version)
    if found.programme.state != "draft":
        raise ProgrammeNotDraft
    return found
