"""Statements over the packs that offer something to plan by."""

from sqlalchemy import ARRAY, Integer, cast, func, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from shared.database.paging import Page, PageRequest, ascending, fetch_page
from shared.models import Pack

_PART = "roadmap"


async def list_planning_packs(session: AsyncSession, academic_year: int, page: PageRequest) -> Page[Pack]:
    """List the versions in force of the packs with a roadmap.yaml, by code; in force as `find_pack_in_force` says."""
    other = aliased(Pack)
    numbers = cast(func.string_to_array(other.version, "."), ARRAY(Integer))
    in_force = (
        select(other.version)
        .where(other.code == Pack.code, other.state == "approved")
        .order_by(
            (other.valid_from <= academic_year).desc(), func.abs(other.valid_from - academic_year), numbers.desc()
        )
        .limit(1)
        .scalar_subquery()
    )
    statement = select(Pack).where(Pack.version == in_force, Pack.definition.has_key(_PART))
    return await fetch_page(session, statement, [ascending(Pack.code)], page)
