"""Writes a migration: a throw-away database is brought to the newest revision and compared with the models."""

import asyncio
import sys

from alembic import command
from alembic.config import Config

from opora.embedded import temporary_servers
from opora.migration import migrate
from shared.database.schema_version import MIGRATIONS


def write_migration(message: str) -> None:
    """Write the difference between models and migrations as a new revision."""
    with temporary_servers(with_redis=False) as servers:
        asyncio.run(migrate(servers.owner_database_url, servers.database_url))
        config = Config(MIGRATIONS.parent / "alembic.ini")
        config.attributes["owner_database_url"] = servers.owner_database_url
        command.revision(config, message=message, autogenerate=True)


if __name__ == "__main__":
    write_migration(sys.argv[1])
