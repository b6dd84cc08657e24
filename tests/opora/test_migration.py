from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from opora.migration import migrate
from shared.models import Pack, Procedure, Region


async def test_migrating_twice_changes_nothing(
    session: AsyncSession, owner_database_url: str, database_url: str
) -> None:
    before = (await session.execute(select(Pack.code, Pack.version, Pack.installed_at).order_by(Pack.code))).all()

    await migrate(owner_database_url, database_url)

    after = (await session.execute(select(Pack.code, Pack.version, Pack.installed_at).order_by(Pack.code))).all()
    assert after == before
    assert {row.code for row in after} >= {"norilsk-2022", "indicator-points"}


async def test_reference_data_come_with_the_migration(session: AsyncSession) -> None:
    region = await session.get(Region, "04")
    procedures = (await session.scalars(select(Procedure.code))).all()

    assert region is not None
    assert region.name == "Красноярский край"
    assert len(procedures) == 19
