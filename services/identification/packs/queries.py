"""Every SQL statement of packs; putting versions in is `shared/packs/installing.py`."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from shared.database.paging import Page, PageRequest, ascending, descending, fetch_page
from shared.models import Pack, PackCheck


async def list_pack_codes(session: AsyncSession, page: PageRequest) -> Page[str]:
    """List the codes of the packs there are."""
    return await fetch_page(session, select(Pack.code).group_by(Pack.code), [ascending(Pack.code)], page)


async def list_versions_of(session: AsyncSession, codes: Sequence[str]) -> list[Pack]:
    """Return all versions of some packs, in no order."""
    return list(await session.scalars(select(Pack).where(Pack.code.in_(codes))))


async def list_versions(session: AsyncSession, code: str, page: PageRequest) -> Page[Pack]:
    """List the versions of a pack, those put in last first."""
    keys = [descending(Pack.installed_at), descending(Pack.version)]
    return await fetch_page(session, select(Pack).where(Pack.code == code), keys, page)


async def find_version(session: AsyncSession, code: str, version: str) -> Pack | None:
    """Return a version of a pack; None where there is none."""
    return await session.get(Pack, (code, version))


async def lock_version(session: AsyncSession, code: str, version: str) -> Pack | None:
    """Return a version of a pack that nobody else approves meanwhile."""
    return await session.get(Pack, (code, version), with_for_update=True)


async def add_check(session: AsyncSession, check: PackCheck) -> None:
    """Write a new check."""
    session.add(check)
    await session.flush()


async def find_check(session: AsyncSession, check_id: UUID) -> PackCheck | None:
    """Return a check; None where there is none."""
    return await session.get(PackCheck, check_id)


async def list_checks(session: AsyncSession, pack: Pack, page: PageRequest) -> Page[PackCheck]:
    """List the checks of a version, latest first."""
    statement = select(PackCheck).where(PackCheck.pack_code == pack.code, PackCheck.pack_version == pack.version)
    return await fetch_page(session, statement, [descending(PackCheck.created_at), descending(PackCheck.id)], page)


async def find_latest_checks(session: AsyncSession, packs: Sequence[Pack]) -> dict[tuple[str, str], PackCheck]:
    """Return the latest finished check of each of some versions, by code and version."""
    key = (PackCheck.pack_code, PackCheck.pack_version)
    finished = select(PackCheck).where(
        tuple_(*key).in_([(pack.code, pack.version) for pack in packs]), PackCheck.state == "finished"
    )
    latest = finished.ext(distinct_on(*key)).order_by(*key, PackCheck.finished_at.desc(), PackCheck.id)
    return {(check.pack_code, check.pack_version): check for check in await session.scalars(latest)}
