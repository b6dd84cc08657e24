"""The municipality whose cycle is asked for, and who signs there."""

from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.models import Municipality, Report


@dataclass(frozen=True, slots=True)
class Letterhead:
    """Who issues papers in a municipality, and which post signs them."""

    lines: tuple[str, ...]
    signatory: str


async def find_visible_municipality(session: AsyncSession, principal: Principal, oktmo: str) -> Municipality | None:
    """Return the municipality, None where there is none or it is foreign."""
    statement = select(Municipality).where(Municipality.oktmo == oktmo, visible_to(principal, Municipality.id))
    return (await session.scalars(statement)).one_or_none()


async def find_letterhead(session: AsyncSession, municipality_id: int) -> Letterhead | None:
    """Return what people wrote at the head and the foot of their latest approved report."""
    statement = (
        select(Report.letterhead, Report.signatory)
        .where(Report.municipality_id == municipality_id, Report.approved_at.is_not(None))
        .order_by(Report.approved_at.desc())
        .limit(1)
    )
    row = (await session.execute(statement)).one_or_none()
    return Letterhead(tuple(row[0]), row[1]) if row else None
