"""Years without a procedure become sessions, and the other way round."""

import asyncio

from alembic import command
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from shared.database.engine import asyncpg_url
from tests.identification.old_databases import config_of, open_old_database

AFTER = "b51c0e9a7d42"
_PROCEDURE = "INSERT INTO procedure (code, title, subject, kind, grade) VALUES ('oge-math', 'ОГЭ', 'math', 'oge', 9)"
_NOT_HELD = "INSERT INTO procedure_not_held VALUES ('oge-math', 2019, 'ОГЭ 2020 года не проводился')"
_SESSIONS = "SELECT academic_year, held, source, built_in FROM procedure_session"
_HELD = """
    INSERT INTO procedure_session
        (procedure_code, academic_year, held, rounds, source, certainty, built_in, version, updated_at)
    VALUES ('oge-math', 2020, true, '[]', 'Проводился', 'found', true, 1, now())
"""


async def test_years_without_a_procedure_become_sessions_and_can_go_back(owner_database_url: str) -> None:
    async with open_old_database(owner_database_url, AFTER) as address:
        await asyncio.to_thread(command.downgrade, config_of(address), "-1")
        engine = create_async_engine(asyncpg_url(address))
        async with engine.begin() as connection:
            await connection.execute(text(_PROCEDURE))
            await connection.execute(text(_NOT_HELD))

        await asyncio.to_thread(command.upgrade, config_of(address), AFTER)
        async with engine.begin() as connection:
            found = await connection.execute(
                text("SELECT academic_year, held, source, built_in FROM procedure_session")
            )
            kept = [tuple(row) for row in found]
            await connection.execute(text(_HELD))
        await asyncio.to_thread(command.downgrade, config_of(address), "-1")
        async with engine.begin() as connection:
            back = [tuple(row) for row in await connection.execute(text("SELECT * FROM procedure_not_held"))]
        await engine.dispose()

    assert kept == [(2019, False, "ОГЭ 2020 года не проводился", True)]
    assert back == [("oge-math", 2019, "ОГЭ 2020 года не проводился")]
