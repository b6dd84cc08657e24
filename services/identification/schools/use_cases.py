"""What the register does."""

from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.schools import queries
from services.identification.schools.errors import SchoolNotFound
from shared.access.principals import Principal
from shared.reference.school_codes import canonical_school_code


async def get_school(session: AsyncSession, principal: Principal, code: str) -> Row[*tuple[Any, ...]]:
    """Return the school by either of its codes or raise SchoolNotFound."""
    school = await queries.find_school(session, principal, canonical_school_code(code))
    if school is None:
        raise SchoolNotFound
    return school
