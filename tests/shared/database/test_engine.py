"""The pool of an engine."""

import asyncio

from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from shared.database.engine import DatabaseRole, asyncpg_url, create_database_engine


async def test_a_connection_that_the_server_closed_is_replaced(database_url: str, owner_database_url: str) -> None:
    engine = create_database_engine(database_url, DatabaseRole.worker, application_name="tests-pool", pool_size=1)
    closed = asyncio.Event()
    async with engine.connect() as connection:
        first = await connection.scalar(text("SELECT pg_backend_pid()"))
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
        driver.add_termination_listener(lambda _: closed.set())
    owner = create_async_engine(asyncpg_url(owner_database_url))
    async with owner.connect() as connection:
        await connection.execute(text("SELECT pg_terminate_backend(:pid)"), {"pid": first})
    await owner.dispose()
    await closed.wait()

    async with engine.connect() as connection:
        second = await connection.scalar(text("SELECT pg_backend_pid()"))

    assert second != first
    await engine.dispose()


async def test_a_transaction_takes_no_round_trip_but_its_own(database_url: str) -> None:
    engine = create_database_engine(database_url, DatabaseRole.worker, application_name="tests-pool", pool_size=1)
    async with engine.connect() as connection:
        driver = (await connection.get_raw_connection()).driver_connection
        assert driver is not None
    asked: list[str] = []

    with driver.query_logger(lambda record: asked.append(record.query)):
        async with engine.begin() as connection:
            await connection.execute(text("SELECT 1"))

    # The statement itself is not among them: it is prepared.
    assert [query.rstrip(";") for query in asked] == ["BEGIN", "COMMIT"]
    await engine.dispose()
