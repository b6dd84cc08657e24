"""Alembic's environment: one owner connection, short lock waits, one migrator at a time."""

import asyncio
from typing import Any

from alembic import context
from sqlalchemy import Connection, text
from sqlalchemy.ext.asyncio import create_async_engine
from sqlalchemy.pool import NullPool

import shared.models  # noqa: F401  # fills the metadata
from shared.database.base import Base
from shared.database.engine import asyncpg_url
from shared.settings import get_settings

# Any number, the same for every migrator: two at once would run the same revision twice.
_MIGRATION_LOCK = 7_263_514


def _configure(connection: Connection) -> None:
    connection.execute(text("SELECT pg_advisory_lock(:key)"), {"key": _MIGRATION_LOCK})
    # A migration that cannot get its lock gives up soon, so that it never queues the whole service behind it.
    connection.execute(text("SET lock_timeout = '5s'"))
    connection.execute(text("SET statement_timeout = '15min'"))
    connection.commit()
    options: dict[str, Any] = {
        "connection": connection,
        "target_metadata": Base.metadata,
        "compare_type": True,
        "compare_server_default": True,
        "transaction_per_migration": True,
    }
    context.configure(**options)
    with context.begin_transaction():
        context.run_migrations()
    connection.execute(text("SELECT pg_advisory_unlock(:key)"), {"key": _MIGRATION_LOCK})
    connection.commit()


async def _migrate(url: str) -> None:
    engine = create_async_engine(asyncpg_url(url), poolclass=NullPool)
    async with engine.connect() as connection:
        await connection.run_sync(_configure)
    await engine.dispose()


def _owner_url() -> str:
    url = context.config.attributes.get("owner_database_url") or get_settings().owner_database_url
    if not url:
        raise SystemExit("Set OPORA_OWNER_DATABASE_URL to the address of the schema's owner, or run: opora migrate")
    return str(url)


if context.is_offline_mode():
    raise SystemExit("Offline migrations are not supported: run them against a database with opora migrate")
asyncio.run(_migrate(_owner_url()))
