"""Every SQL statement of municipalities."""

from typing import Any

from sqlalchemy import Row, select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.database.paging import Page, PageRequest, ascending, fetch_page
from shared.models import Municipality, Region


async def list_municipalities(
    session: AsyncSession, principal: Principal, region: str | None, page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]:
    """List the municipalities that a principal sees as a whole, by ОКТМО."""
    statement = (
        select(Municipality.oktmo, Municipality.name, Municipality.region_code, Region.name.label("region_name"))
        .join(Region, Region.code == Municipality.region_code)
        .where(visible_to(principal, Municipality.id))
    )
    if region is not None:
        statement = statement.where(Municipality.region_code == region)
    return await fetch_page(session, statement, [ascending(Municipality.oktmo)], page)
