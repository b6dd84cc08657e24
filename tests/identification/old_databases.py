"""Databases at an earlier revision, for tests that migrate what is stored in them."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from uuid import uuid4

from alembic import command
from alembic.config import Config
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import create_async_engine

from shared.database.engine import asyncpg_url
from shared.database.schema_version import MIGRATIONS


@asynccontextmanager
async def open_old_database(owner_database_url: str, revision: str) -> AsyncIterator[str]:
    """Make a database of its own at the revision, and drop it afterwards."""
    name = f"opora_old_{uuid4().hex[:8]}"
    address = make_url(owner_database_url).set(database=name).render_as_string(hide_password=False)
    server = create_async_engine(asyncpg_url(owner_database_url).set(database="postgres"), isolation_level="AUTOCOMMIT")
    async with server.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))
    await asyncio.to_thread(command.upgrade, config_of(address), revision)
    yield address
    async with server.connect() as connection:
        await connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    await server.dispose()


def config_of(address: str) -> Config:
    """Return the configuration that migrates the database at the address."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["owner_database_url"] = address
    return config
