"""A real Postgres 18 and a real Redis as children of this process, in a data folder."""

from opora.embedded.errors import (
    BinariesMissing,
    DataFolderInUse,
    DataFolderUnreachable,
    EmbeddedServerError,
    ServerDidNotStart,
)
from opora.embedded.folders import default_data_dir, temporary_folder
from opora.embedded.postgres_server import PostgresServer
from opora.embedded.redis_server import RedisServer
from opora.embedded.servers import EmbeddedServers, ServerAddresses, temporary_servers

__all__ = [
    "BinariesMissing",
    "DataFolderInUse",
    "DataFolderUnreachable",
    "EmbeddedServerError",
    "EmbeddedServers",
    "PostgresServer",
    "RedisServer",
    "ServerAddresses",
    "ServerDidNotStart",
    "default_data_dir",
    "temporary_folder",
    "temporary_servers",
]
