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
_NO_SUCH_TABLE = "42P01"
MIGRATIONS = Path(__file__).resolve().parents[2] / "migrations"


class SchemaOutdated(Transient):
    """Схема базы данных не соответствует этой версии программы. Выполните «opora migrate» и запустите снова."""

    code = "schema-outdated"
    title = "The database schema is not the one this build needs"


class SchemaUnreadable(Transient):
    """База данных не даёт прочитать версию схемы. Проверьте роли и права пользователя служб."""

    code = "schema-unreadable"
    title = "The database does not let the login read the schema's version"


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
    except DBAPIError as error:
        if getattr(error.orig, "sqlstate", None) in {_NO_SUCH_TABLE, _NO_SUCH_ROLE}:
            return None
        if isinstance(error, ProgrammingError):
            raise _unreadable(error) from error
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


def _unreadable(error: ProgrammingError) -> SchemaUnreadable:
    answer = error.orig.__cause__ if error.orig is not None and error.orig.__cause__ else error.orig
    return SchemaUnreadable(
        f"База данных не даёт прочитать версию схемы: {answer}. Без неё неизвестно, подходит ли программа к схеме. "
        "Выполните «opora migrate» с этим пользователем в OPORA_DATABASE_URL: она выдаёт ему роли opora_app "
        "и opora_worker; или попросите об этом администратора сервера."
    )
