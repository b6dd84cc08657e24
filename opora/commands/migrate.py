"""`opora migrate`: brings a given database to this build."""

import asyncio

import typer

from opora.commands.failing import refusing, say
from opora.migration import migrate as run_migration
from shared.settings import get_settings


def migrate() -> None:
    """Bring a given database to this build: roles, schema, reference data, packs; safe to run again.

    OPORA_OWNER_DATABASE_URL is the schema's owner, OPORA_DATABASE_URL the services' login (an ordinary user that
    exists already). The embedded database of `opora up` migrates itself.
    """
    settings = get_settings()
    if settings.owner_database_url is None or settings.database_url is None:
        raise typer.BadParameter(
            "set OPORA_OWNER_DATABASE_URL (owner of the schema) and OPORA_DATABASE_URL (login of the services), "
            "both as postgresql://user:password@host:5432/database"
        )
    with refusing(settings):
        asyncio.run(run_migration(settings.owner_database_url, settings.database_url))
    say("Готово: роли, схема, справочники и программы соответствуют этой версии.")
