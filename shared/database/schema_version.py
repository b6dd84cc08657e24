"""Processes refuse to work on a schema they were not built for."""

from pathlib import Path

from alembic.config import Config
from alembic.script import ScriptDirectory
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError, ProgrammingError
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.errors import Transient

# What Postgres says to a connection whose role does not exist: `opora migrate` makes the roles first.
_NO_SUCH_ROLE = "22023"
MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


class SchemaOutdated(Transient):
    """Схема базы данных не соответствует этой версии программы. Выполните «opora migrate» и запустите снова."""

    code = "schema-outdated"
    title = "The database schema is not the one this build needs"


def expected_revision() -> str:
    """Return the newest revision of this build's migrations."""
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    head = ScriptDirectory.from_config(config).get_current_head()
    assert head is not None, "a build without migrations is broken"
    return head


async def find_current_revision(engine: AsyncEngine) -> str | None:
    """Return the revision the database stands at, None where it was never migrated."""
    try:
        async with engine.connect() as connection:
            revision: str | None = await connection.scalar(text("SELECT version_num FROM alembic_version"))
    except ProgrammingError:
        return None
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) == _NO_SUCH_ROLE:
            return None
        raise
    return revision


async def require_current_schema(engine: AsyncEngine) -> None:
    """Raise SchemaOutdated unless the database stands at this build's newest revision."""
    current, expected = await find_current_revision(engine), expected_revision()
    if current != expected:
        raise SchemaOutdated(
            f"Схема базы данных — «{current or 'пусто'}», а этой версии программы нужна «{expected}». "
            "Выполните «opora migrate» (с OPORA_OWNER_DATABASE_URL, если сервер свой) и запустите снова."
        )
