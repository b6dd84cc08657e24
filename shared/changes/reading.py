"""Reads what was recorded."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.database.paging import Page, PageRequest, descending, fetch_page
from shared.models import Change


async def list_changes(session: AsyncSession, object_kind: str, object_key: str, page: PageRequest) -> Page[Change]:
    """List the changes of one object, latest first; whether the principal may see the object is decided before."""
    statement = select(Change).where(Change.object_kind == object_kind, Change.object_key == object_key)
    return await fetch_page(session, statement, [descending(Change.happened_at), descending(Change.id)], page)
