"""Statements over the packs that offer something to plan by."""

from sqlalchemy import literal, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from shared.database.paging import Page, PageRequest, ascending, fetch_page
from shared.models import Pack
from shared.packs.stored import select_pack_in_force

_PART = "roadmap"


async def list_planning_packs(session: AsyncSession, academic_year: int, page: PageRequest) -> Page[Pack]:
    """List the versions in force of the packs with a roadmap.yaml, by code."""
    listed = aliased(Pack)
    in_force = select_pack_in_force(listed.code.expression, literal(academic_year)).with_only_columns(Pack.version)
    statement = select(listed).where(
        listed.version == in_force.correlate(listed).scalar_subquery(), listed.definition.has_key(_PART)
    )
    return await fetch_page(session, statement, [ascending(listed.code)], page)
