"""Receipts and facts that were there before get their terms and their moment."""

import asyncio

from alembic import command
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from shared.database.engine import asyncpg_url
from tests.identification.old_databases import config_of, open_old_database

REVISION = "b7d0c3a9e514"
_INSERT = (
    """
    INSERT INTO receipt (id, dataset, media_type, size_bytes, state, received, created, updated, unchanged, rejected,
                         created_at, finished_at)
    VALUES ('00000000-0000-0000-0000-000000000001', 'results', 'text/csv', 1, 'done', 2, 1, 0, 0, 1,
            '2022-10-03T06:00:00Z', '2022-10-03T06:00:02Z'),
           ('00000000-0000-0000-0000-000000000002', 'results', 'text/csv', 1, 'received', 1, 0, 0, 0, 0,
            '2022-10-04T06:00:00Z', NULL)
    """,
    """
    INSERT INTO receipt_issue (receipt_id, row_number, position, code, detail)
    VALUES ('00000000-0000-0000-0000-000000000001', 3, 0, 'count_missing', '…')
    """,
    """
    INSERT INTO assessment_result
    VALUES (1, 'edu240001', 2021, 'vpr-math-5', 20, 6, '00000000-0000-0000-0000-000000000001')
    """,
)


async def test_stored_facts_get_the_moment_of_their_receipt_and_can_go_back(owner_database_url: str) -> None:
    async with open_old_database(owner_database_url, f"{REVISION}-1") as address:
        engine = create_async_engine(asyncpg_url(address))
        async with engine.begin() as connection:
            for statement in _INSERT:
                await connection.execute(text(statement))

        await asyncio.to_thread(command.upgrade, config_of(address), REVISION)

        async with engine.connect() as connection:
            done, waiting = (await connection.execute(text("SELECT * FROM receipt ORDER BY created_at"))).all()
            fact = (await connection.execute(text("SELECT * FROM assessment_result"))).one()
            severity = await connection.scalar(text("SELECT severity FROM receipt_issue"))
        assert (done.mode, done.atomic, done.outcome, done.declared_totals) == ("commit", "row", "merged", {})
        assert (waiting.outcome, waiting.as_of) == (None, waiting.created_at)
        assert (fact.as_of, severity) == (done.created_at, "error")
        await asyncio.to_thread(command.downgrade, config_of(address), "-1")
        async with engine.connect() as connection:
            assert await connection.scalar(text("SELECT participants FROM assessment_result")) == 20
        await engine.dispose()
