"""An application with the routes of a test, over the test's database."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import AsyncExitStack
from typing import Any
from uuid import uuid4

import httpx
import pytest
import structlog
from asgi_lifespan import LifespanManager
from fastapi import APIRouter
from sqlalchemy import make_url, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncSession, async_sessionmaker, create_async_engine

from shared.database.engine import asyncpg_url
from shared.database.session import Database
from shared.http.application import ServiceDefinition, ServiceParts, create_service_app
from shared.logging import configure_logging
from shared.settings import Settings

Serve = Callable[..., Awaitable[httpx.AsyncClient]]


class EventRecorder(logging.Handler):
    """Keeps the events that reach the root logger, as structlog hands them over."""

    def __init__(self) -> None:
        super().__init__()
        self.events: list[dict[str, Any]] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.events.append(record.msg if isinstance(record.msg, dict) else {"event": record.getMessage()})

    def named(self, event: str) -> list[dict[str, Any]]:
        return [found for found in self.events if found["event"] == event]


@pytest.fixture
def recorder() -> Iterator[EventRecorder]:
    root = logging.getLogger()
    before = root.handlers, root.level
    configure_logging(level="INFO", log_format="json")
    handler = EventRecorder()
    root.addHandler(handler)
    yield handler
    root.handlers, root.level = before[0], before[1]
    structlog.reset_defaults()


class UndoneDatabase(Database):
    """Transactions inside that of a test, which undoes them all."""

    def __init__(self, connection: AsyncConnection) -> None:
        super().__init__(connection.engine)
        self._sessions = async_sessionmaker(
            connection, expire_on_commit=False, join_transaction_mode="create_savepoint"
        )


@pytest.fixture
async def undone_database(session: AsyncSession) -> Database:
    return UndoneDatabase(await session.connection())


@pytest.fixture
async def serve(undone_database: Database, database_url: str) -> AsyncIterator[Serve]:
    """Start a service `probe` with the given routers; over the test's database unless other parts are given."""
    async with AsyncExitStack() as stack:

        async def start(
            *routers: APIRouter, parts: ServiceParts | None = None, settings: Settings | None = None
        ) -> httpx.AsyncClient:
            app = create_service_app(
                ServiceDefinition("probe", "Probe", "For tests.", routers),
                settings or Settings(database_url=database_url),
                parts or ServiceParts(database=undone_database),
            )
            running = await stack.enter_async_context(LifespanManager(app))
            transport = httpx.ASGITransport(running.app)
            return await stack.enter_async_context(httpx.AsyncClient(transport=transport, base_url="http://probe"))

        yield start


@pytest.fixture
async def roleless_database_url(owner_database_url: str, database_url: str) -> AsyncIterator[str]:
    """The migrated database, for a login that was given none of its roles."""
    login = f"opora_roleless_{uuid4().hex[:8]}"
    engine = create_async_engine(asyncpg_url(owner_database_url), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(f"CREATE ROLE {login} LOGIN PASSWORD '{login}'"))
    yield make_url(database_url).set(username=login, password=login).render_as_string(hide_password=False)
    async with engine.connect() as connection:
        await connection.execute(text(f"DROP ROLE {login}"))
    await engine.dispose()


@pytest.fixture
async def empty_database_url(owner_database_url: str, database_url: str) -> AsyncIterator[str]:
    """A database that was never migrated."""
    name = f"opora_empty_{uuid4().hex[:8]}"
    engine = create_async_engine(asyncpg_url(owner_database_url), isolation_level="AUTOCOMMIT")
    async with engine.connect() as connection:
        await connection.execute(text(f"CREATE DATABASE {name}"))
    yield make_url(database_url).set(database=name).render_as_string(hide_password=False)
    async with engine.connect() as connection:
        await connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))
    await engine.dispose()
