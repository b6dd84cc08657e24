"""Statements over the packs that have indicators."""

from sqlalchemy import ARRAY, Integer, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from shared.database.paging import Page, PageRequest, ascending, fetch_page
from shared.models import Pack


async def list_monitored_packs(session: AsyncSession, page: PageRequest) -> Page[Pack]:
    """List the newest approved versions of packs with indicators, by code."""
    other = aliased(Pack)
    newest = (
        select(other.version)
        .where(other.code == Pack.code, other.state == "approved")
        .order_by(cast(func.string_to_array(other.version, "."), ARRAY(Integer)).desc())
        .limit(1)
        .scalar_subquery()
    )
    statement = select(Pack).where(Pack.version == newest, Pack.definition.has_key("monitoring"))
    return await fetch_page(session, statement, [ascending(Pack.code)], page)


async def find_newest_version(session: AsyncSession, code: str) -> str | None:
    """Return the newest approved version of a pack; None where nothing is approved."""
    numbers = cast(func.string_to_array(Pack.version, "."), ARRAY(Integer))
    statement = select(Pack.version).where(Pack.code == code, Pack.state == "approved").order_by(numbers.desc())
    return (await session.scalars(statement.limit(1))).one_or_none()
