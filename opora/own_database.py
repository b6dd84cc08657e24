"""A database of one command's own: embedded in a temporary folder, or created and dropped on the given server."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import uuid4

from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import create_async_engine

from opora.embedded import temporary_servers
from opora.migration import migrate
from shared.database.engine import DatabaseRole, asyncpg_url, create_database_engine
from shared.database.session import Database
from shared.errors import Conflict
from shared.settings import Settings

_INSUFFICIENT_PRIVILEGE = "42501"


class DatabaseRefused(Conflict):
    """Команде нужна своя база данных на заданном сервере, а права создать её нет.

    Выполните «ALTER ROLE … CREATEDB» для пользователя из OPORA_OWNER_DATABASE_URL (без него — из OPORA_DATABASE_URL)
    или уберите эти переменные: команда запустит сервер сама.
    """

    code = "database-refused"
    title = "The server does not let this login create a database"


@dataclass(frozen=True, slots=True)
class _Addresses:
    owner: str
    services: str


@asynccontextmanager
async def open_own_database(settings: Settings) -> AsyncIterator[Database]:
    """Open a migrated database that nobody else uses and that is gone afterwards."""
    given = settings.owner_database_url or settings.database_url
    if given is None:
        with temporary_servers(with_redis=False) as servers:
            async with _migrated(_Addresses(servers.owner_database_url, servers.database_url)) as database:
                yield database
        return
    name = f"opora_own_{uuid4().hex}"
    try:
        await _execute(given, f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'")
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) != _INSUFFICIENT_PRIVILEGE:
            raise
        raise DatabaseRefused from error
    try:
        owner, services = _renamed(given, name), _renamed(settings.database_url or given, name)
        async with _migrated(_Addresses(owner, services)) as database:
            yield database
    finally:
        await _execute(given, f"DROP DATABASE {name} WITH (FORCE)")


@asynccontextmanager
async def _migrated(addresses: _Addresses) -> AsyncIterator[Database]:
    await migrate(addresses.owner, addresses.services)
    engine = create_database_engine(addresses.services, DatabaseRole.worker, application_name="opora-command")
    database = Database(engine)
    try:
        yield database
    finally:
        await database.dispose()


def _renamed(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)


async def _execute(url: str, statement: str) -> None:
    engine = create_async_engine(asyncpg_url(url), isolation_level="AUTOCOMMIT")
    try:
        async with engine.connect() as connection:
            await connection.execute(text(statement))
    finally:
        await engine.dispose()
