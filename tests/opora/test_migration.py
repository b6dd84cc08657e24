import os
import subprocess
import sys
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from opora.migration import migrate
from shared.database.engine import asyncpg_url
from shared.database.schema_version import expected_revision
from shared.models import Pack, Procedure, Region

_STAMP = text("UPDATE alembic_version SET version_num = :revision")


@pytest.fixture
async def newer_database_url(owner_database_url: str) -> AsyncIterator[str]:
    """The owner's address of the database, which for a while stands at a revision this build does not know."""
    engine = create_async_engine(asyncpg_url(owner_database_url), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(_STAMP, {"revision": "ffffffffffff"})
        yield owner_database_url
        await connection.execute(_STAMP, {"revision": expected_revision()})
    await engine.dispose()


def test_a_database_newer_than_the_build_is_refused_in_words(newer_database_url: str, database_url: str) -> None:
    addresses = {"OPORA_OWNER_DATABASE_URL": newer_database_url, "OPORA_DATABASE_URL": database_url}

    refused = subprocess.run(
        [Path(sys.executable).with_name("opora"), "migrate"],
        env=os.environ | addresses,
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert (refused.returncode, refused.stdout) == (1, "")
    assert "новее" in refused.stderr
    assert "Обновите программу" in refused.stderr
    assert "Traceback" not in refused.stderr


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
