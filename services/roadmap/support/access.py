"""Who may record support, and who may read it."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.support import queries
from services.roadmap.support.errors import SupportActionNotFound, SupportedSchoolNotFound
from services.roadmap.support.queries import FoundAction
from shared.access.principals import Principal
from shared.access.requirements import require
from shared.http.preconditions import Precondition
from shared.models import SchoolDirectory
from shared.reference.school_codes import canonical_school_code

CanRead = Annotated[Principal, Depends(require("roadmap:read"))]
CanWrite = Annotated[Principal, Depends(require("roadmap:write"))]


async def get_visible_school(session: AsyncSession, principal: Principal, code: str) -> SchoolDirectory:
    """Return a school of the caller's territories, or raise SupportedSchoolNotFound."""
    school = await queries.find_visible_school(session, principal, canonical_school_code(code))
    if school is None:
        raise SupportedSchoolNotFound
    return school


async def get_visible_action(session: AsyncSession, principal: Principal, action_id: UUID) -> FoundAction:
    """Return an action for a school of the caller's territories, or raise SupportActionNotFound."""
    found = await queries.find_visible_action(session, principal, action_id)
    if found is None:
        raise SupportActionNotFound
    return found


async def get_edited_action(
    session: AsyncSession, principal: Principal, action_id: UUID, precondition: Precondition
) -> FoundAction:
    """Return an action that the caller edits, locked until the transaction ends.

    Raises SupportActionNotFound, or what the precondition raises.
    """
    found = await queries.find_visible_action(session, principal, action_id, locked=True)
    if found is None:
        raise SupportActionNotFound
    precondition.require(found.action.version)
    return found
