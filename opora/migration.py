"""Brings a database to this build: roles, schema, reference data, packs."""

import asyncio

from alembic import command
from alembic.config import Config
from alembic.script.revision import ResolutionError
from alembic.util import CommandError
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.database.engine import create_database_engine
from shared.database.roles import ensure_roles
from shared.database.schema_version import MIGRATIONS
from shared.errors import Conflict
from shared.packs.installing import install_built_in_pack
from shared.packs.loading import list_pack_folders, load_pack
from shared.reference.installing import install_reference


class DatabaseNewer(Conflict):
    """База данных новее этой версии программы, и менять её эта версия не может: ничего не изменено.

    Обновите программу до версии, которая работала с этой базой последней, или укажите другую базу.
    """

    code = "database-newer"
    title = "The database is newer than this build"


async def migrate(owner_url: str, services_url: str) -> None:
    """Make roles, schema, reference data and packs what this build needs; safe to run again and at once twice.

    The owner's address is used here and nowhere else; the services' address only says which login gets the roles.
    """
    engine = create_database_engine(owner_url, None, application_name="opora-migrate")
    try:
        async with engine.begin() as connection:
            await ensure_roles(connection, services_url)
        await asyncio.to_thread(_upgrade_schema, owner_url)
        await _install_data(engine)
    finally:
        await engine.dispose()


def _upgrade_schema(owner_url: str) -> None:
    config = Config()
    config.set_main_option("script_location", str(MIGRATIONS))
    config.attributes["owner_database_url"] = owner_url
    try:
        command.upgrade(config, "head")
    except CommandError as error:
        if isinstance(error.__cause__, ResolutionError):
            raise DatabaseNewer from error
        raise


async def _install_data(engine: AsyncEngine) -> None:
    async with engine.begin() as connection:
        await install_reference(connection)
        for folder in list_pack_folders():
            await install_built_in_pack(connection, load_pack(folder))
