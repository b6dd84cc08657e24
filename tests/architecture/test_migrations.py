"""Models, migrations and the committed schema say the same."""

import asyncio

from alembic import command
from alembic.config import Config
from sqlalchemy import text

from opora.schema_dump import SCHEMA_FILE, dump_schema
from shared.database.base import Base
from shared.database.engine import create_database_engine
from shared.database.schema_version import MIGRATIONS

_CHECKS = text(
    "SELECT c.conrelid::regclass::text, c.conname, pg_get_constraintdef(c.oid) FROM pg_constraint c "
    "WHERE c.contype = 'c' AND c.connamespace = to_regnamespace(:schema)"
)


def test_migrations_make_what_the_models_declare(owner_database_url: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["owner_database_url"] = owner_database_url

    assert Base.metadata.tables, "without models there is nothing to compare"
    command.check(config)  # raises where a new migration would not be empty


async def test_migrations_make_the_check_constraints_of_the_models(owner_database_url: str) -> None:
    """Alembic compares no CHECK constraints; so the models' own are made beside the migrated ones."""
    engine = create_database_engine(owner_database_url, None, application_name="tests-checks")
    async with engine.connect() as connection:
        await connection.execute(text("CREATE SCHEMA models"))
        mapped = await connection.execution_options(schema_translate_map={None: "models"})
        await mapped.run_sync(Base.metadata.create_all)
        declared = {
            (table.removeprefix("models."), *rest)
            for table, *rest in await connection.execute(_CHECKS, {"schema": "models"})
        }
        migrated = {tuple(row) for row in await connection.execute(_CHECKS, {"schema": "public"})}
        await connection.rollback()
    await engine.dispose()

    assert declared
    assert migrated == declared


async def test_the_committed_schema_is_what_migrations_make() -> None:
    dumped = await asyncio.to_thread(dump_schema)

    assert "CREATE TABLE public.school " in dumped
    assert SCHEMA_FILE.read_text("utf-8") == dumped, "the schema has changed: run `make schema` and commit the result"
