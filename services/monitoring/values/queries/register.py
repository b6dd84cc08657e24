"""Whose answers are expected: the register of identification."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.values.schemas import Register
from shared.models import Municipality, School


async def read_register(session: AsyncSession) -> Register:
    """Return every school and municipality of this database."""
    schools = await session.execute(select(School.code, School.municipality_id))
    municipalities = await session.execute(select(Municipality.oktmo, Municipality.id))
    return Register({row.code: row.municipality_id for row in schools}, {row.oktmo: row.id for row in municipalities})


async def list_printed_codes(session: AsyncSession) -> dict[str, str]:
    """Return the codes of all schools as their sender prints them, by key."""
    found = await session.execute(select(School.code, School.printed_code))
    return {row.code: row.printed_code for row in found}
