"""Schools that were there before get their search text, their defaults and their first version."""

import asyncio

from alembic import command
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from shared.database.engine import asyncpg_url
from tests.identification.old_databases import config_of, open_old_database

REVISION = "3bd30650755b"
_INSERT = (
    "INSERT INTO region VALUES ('04', 'Край')",
    "INSERT INTO municipality (oktmo, name, region_code) VALUES ('04729000', 'Норильск', '04')",
    """
    INSERT INTO school (municipality_id, code, printed_code, name, grades_from, grades_to)
    SELECT id, 'edu240001', 'sch240001', 'МБОУ «СОШ № 1»', 1, 11 FROM municipality
    """,
)


async def test_stored_schools_are_filled_and_can_go_back(owner_database_url: str) -> None:
    async with open_old_database(owner_database_url, f"{REVISION}-1") as address:
        engine = create_async_engine(asyncpg_url(address))
        async with engine.begin() as connection:
            for statement in _INSERT:
                await connection.execute(text(statement))

        await asyncio.to_thread(command.upgrade, config_of(address), REVISION)

        async with engine.connect() as connection:
            school = (await connection.execute(text("SELECT * FROM school"))).one()
            kept = (await connection.execute(text("SELECT * FROM school_version"))).one()
        assert (school.subordination, school.special_type, school.version) == ("municipal", "general", 1)
        assert school.search_text.endswith(" средняя общеобразовательная школа 1 ")
        assert (kept.version, kept.printed_code, kept.grades_to) == (1, "sch240001", 11)
        await asyncio.to_thread(command.downgrade, config_of(address), "-1")
        async with engine.connect() as connection:
            assert await connection.scalar(text("SELECT name FROM school")) == "МБОУ «СОШ № 1»"
        await engine.dispose()
