"""Database and client fixtures: real servers once, a template database once, a clone a worker."""

import asyncio
from collections.abc import AsyncIterator, Iterator
from contextlib import ExitStack
from typing import Any
from uuid import uuid4

import pytest
import structlog
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncSession, create_async_engine

from opora.embedded import ServerAddresses, temporary_servers
from opora.migration import migrate
from shared.database.base import Base
from shared.database.engine import DatabaseRole, asyncpg_url, create_database_engine
from shared.database.session import Database
from shared.models import Region
from shared.settings import get_settings

_ADDRESSES = pytest.StashKey[ServerAddresses]()
_SERVERS = pytest.StashKey[ExitStack]()
# What migrations put in stays; everything else is a test's own.
_REFERENCE_TABLES = ("alembic_version", "region", "procedure", "procedure_session", "pack")

# What "one login for everything" needs where the given owner is no superuser; once, before workers could race for it.
_LET_THE_OWNER_WORK_AS_THE_APP = """
DO $$ BEGIN
    IF NOT pg_has_role(current_user, 'opora_app', 'SET') THEN
        GRANT opora_app TO CURRENT_USER WITH INHERIT FALSE, SET TRUE;
    END IF;
END $$
"""


def pytest_configure(config: pytest.Config) -> None:
    """Start the servers and migrate the template in the controller; workers are told the addresses."""
    _write_tracebacks_plainly()
    workerinput: dict[str, Any] | None = getattr(config, "workerinput", None)
    if workerinput is not None:
        config.stash[_ADDRESSES] = ServerAddresses(**workerinput["addresses"])
        return
    if config.option.collectonly:
        return
    stack = ExitStack()
    config.stash[_SERVERS] = stack
    config.stash[_ADDRESSES] = addresses = _start_servers(stack)
    asyncio.run(migrate(addresses.owner_database_url, addresses.database_url))
    asyncio.run(_execute_on_server(addresses.owner_database_url, _LET_THE_OWNER_WORK_AS_THE_APP))


def _write_tracebacks_plainly() -> None:
    """Keep an unforeseen error from taking half a minute: structlog's own form shows every local of every frame."""
    *others, _ = structlog.get_config()["processors"]
    renderer = structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)
    structlog.configure(processors=[*others, renderer])


def _start_servers(stack: ExitStack) -> ServerAddresses:
    settings = get_settings()
    if settings.owner_database_url is None or settings.redis_url is None:
        return stack.enter_context(temporary_servers(with_redis=True))
    name = f"opora_template_{uuid4().hex[:8]}"
    owner_url = settings.owner_database_url
    asyncio.run(_execute_on_server(owner_url, f"CREATE DATABASE {name}"))
    stack.callback(lambda: asyncio.run(_execute_on_server(owner_url, f"DROP DATABASE {name} WITH (FORCE)")))
    return ServerAddresses(
        owner_database_url=_with_database(owner_url, name),
        database_url=_with_database(settings.database_url or owner_url, name),
        redis_url=settings.redis_url,
    )


def pytest_configure_node(node: Any) -> None:  # xdist carries no types
    """Tell an xdist worker where the servers are."""
    addresses = node.config.stash[_ADDRESSES]
    node.workerinput["addresses"] = {
        "owner_database_url": addresses.owner_database_url,
        "database_url": addresses.database_url,
        "redis_url": addresses.redis_url,
    }


def pytest_unconfigure(config: pytest.Config) -> None:
    """Stop what the controller started."""
    if _SERVERS in config.stash:
        config.stash[_SERVERS].close()


def _with_database(url: str, name: str) -> str:
    return make_url(url).set(database=name).render_as_string(hide_password=False)


async def _execute_on_server(url: str, statement: str) -> None:
    engine = create_async_engine(asyncpg_url(url), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(statement))
    await engine.dispose()


@pytest.fixture(scope="session")
def addresses(request: pytest.FixtureRequest, worker_id: str) -> Iterator[ServerAddresses]:
    """Addresses of this worker: a clone of the template database and a Redis database of its own."""
    template = request.config.stash[_ADDRESSES]
    name = f"{make_url(template.owner_database_url).database}_{worker_id}"
    server = _with_database(template.owner_database_url, "postgres")
    source = make_url(template.owner_database_url).database
    asyncio.run(_execute_on_server(server, f"CREATE DATABASE {name} TEMPLATE {source} STRATEGY file_copy"))
    number = int(worker_id.removeprefix("gw")) if worker_id != "master" else 15
    yield ServerAddresses(
        owner_database_url=_with_database(template.owner_database_url, name),
        database_url=_with_database(template.database_url, name),
        redis_url=f"{(template.redis_url or '').rpartition('/')[0]}/{number}",
    )
    asyncio.run(_execute_on_server(server, f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture(scope="session")
def owner_database_url(addresses: ServerAddresses) -> str:
    return addresses.owner_database_url


@pytest.fixture(scope="session")
def database_url(addresses: ServerAddresses) -> str:
    return addresses.database_url


@pytest.fixture(scope="session")
def redis_url(addresses: ServerAddresses) -> str:
    assert addresses.redis_url
    return addresses.redis_url


@pytest.fixture(scope="session")
async def database(database_url: str) -> AsyncIterator[Database]:
    """The worker's database, as the worker role sees it."""
    database = Database(create_database_engine(database_url, DatabaseRole.worker, application_name="tests"))
    yield database
    await database.dispose()


@pytest.fixture
async def session(database: Database) -> AsyncIterator[AsyncSession]:
    """A session whose every change, committed or not, is gone after the test."""
    async with database.engine.connect() as connection:
        outer = await connection.begin()
        async with AsyncSession(
            connection, join_transaction_mode="create_savepoint", expire_on_commit=False
        ) as session:
            yield session
        await outer.rollback()


@pytest.fixture
async def committed_database(database: Database, owner_database_url: str) -> AsyncIterator[Database]:
    """The worker's database for tests that commit; emptied afterwards, reference data kept."""
    yield database
    engine = create_database_engine(owner_database_url, None, application_name="tests-cleanup")
    tables = [table.name for table in Region.metadata.sorted_tables if table.name not in _REFERENCE_TABLES]
    protected = [mapper.class_.__tablename__ for mapper in Base.registry.mappers if mapper.class_.append_only]
    protected.append("pack")
    async with engine.begin() as connection:
        for table in protected:
            await connection.execute(text(f"ALTER TABLE {table} DISABLE TRIGGER USER"))
        await connection.execute(text(f"TRUNCATE {', '.join(tables)}"))
        await connection.execute(text("DELETE FROM pack WHERE NOT built_in"))
        for table in protected:
            await connection.execute(text(f"ALTER TABLE {table} ENABLE TRIGGER USER"))
    await engine.dispose()
