"""Engines: one login, two roles; a process works as `opora_app` or `opora_worker`, never as the owner."""

from enum import StrEnum
from typing import Any

from sqlalchemy import event, make_url
from sqlalchemy.engine import URL
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.ext.asyncio import AsyncEngine, create_async_engine
from sqlalchemy.pool import ConnectionPoolEntry, PoolProxiedConnection

_STATEMENT_TIMEOUT_MS = {
    # An API answers people: whatever takes longer is a job.
    "opora_app": "30000",
    # Ten minutes cover the largest import and run measured (40,000 schools) many times over.
    "opora_worker": "600000",
}
# A client that froze while holding row locks is cut off, so that its job can be taken over.
_IDLE_IN_TRANSACTION_TIMEOUT_MS = "60000"


class DatabaseRole(StrEnum):
    """Role a connection works as; the login is a member of both."""

    app = "opora_app"
    worker = "opora_worker"


def asyncpg_url(url: str) -> URL:
    """Turn `postgresql://…` into the address SQLAlchemy's asyncpg dialect takes."""
    return make_url(url).set(drivername="postgresql+asyncpg")


def create_database_engine(
    url: str,
    role: DatabaseRole | None,
    *,
    application_name: str,
    pool_size: int = 5,
    max_overflow: int = 5,
) -> AsyncEngine:
    """Create an engine whose connections start as the given role (the owner where it is None).

    The role travels as a startup parameter, so that `RESET ROLE` returns to it and not to the login.
    """
    server_settings = {"application_name": application_name, "timezone": "UTC"}
    if role is not None:
        server_settings |= {
            "role": role.value,
            "statement_timeout": _STATEMENT_TIMEOUT_MS[role.value],
            "idle_in_transaction_session_timeout": _IDLE_IN_TRANSACTION_TIMEOUT_MS,
            # A killed client is noticed within a second even in the middle of a long statement.
            "client_connection_check_interval": "1000",
        }
    engine = create_async_engine(
        asyncpg_url(url),
        pool_size=pool_size,
        max_overflow=max_overflow,
        # Parameters are people's data; a logged error shows the statement without them.
        hide_parameters=True,
        connect_args={"server_settings": server_settings, "timeout": 10},
    )
    event.listen(engine.sync_engine, "checkout", _refuse_closed)
    return engine


def _refuse_closed(connection: Any, _record: ConnectionPoolEntry, _proxy: PoolProxiedConnection) -> None:  # noqa: ANN401  # the adapter has no public type
    """Have the pool replace a connection that the server has closed.

    The socket tells, so nothing is asked: `pool_pre_ping` would take three round trips before every transaction.
    """
    if connection.driver_connection.is_closed():
        raise DisconnectionError
