"""Postgres and Redis together, as the command line and the tests use them."""

import contextlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from opora.embedded import postgres_server, redis_server
from opora.embedded.folders import default_data_dir, temporary_folder
from opora.embedded.postgres_server import PostgresServer
from opora.embedded.redis_server import RedisServer
from opora.embedded.server import EmbeddedServer


@dataclass(frozen=True)
class ServerAddresses:
    """Addresses with passwords: of the owner for migrations, of the services, and of Redis if there is one."""

    owner_database_url: str
    database_url: str
    redis_url: str | None


class EmbeddedServers:
    """Real Postgres and Redis that live and die with this process.

    The folder holds one folder a server, each with a lock, passwords and log of its own.
    """

    def __init__(
        self,
        data_dir: Path | None = None,
        *,
        with_redis: bool = True,
        postgres_options: Mapping[str, str] | None = None,
        redis_options: Mapping[str, str] | None = None,
        temporary: bool = False,
    ) -> None:
        folder = data_dir or default_data_dir()
        self.postgres = PostgresServer(folder / "postgres", options=postgres_options, temporary=temporary)
        self.redis = RedisServer(folder / "redis", options=redis_options, temporary=temporary) if with_redis else None

    @property
    def members(self) -> tuple[EmbeddedServer, ...]:
        """Return the servers there are."""
        return (self.postgres,) if self.redis is None else (self.postgres, self.redis)

    def start(self) -> ServerAddresses:
        """Start what does not run yet and return the addresses; the same folder gives the same passwords."""
        try:
            self.postgres.start()
            if self.redis is not None:
                self.redis.start()
        except BaseException:  # Ctrl-C included: half a pair is of no use
            self.stop()
            raise
        return ServerAddresses(
            owner_database_url=self.postgres.owner_database_url,
            database_url=self.postgres.database_url,
            redis_url=self.redis.redis_url if self.redis is not None else None,
        )

    def stop(self) -> None:
        """Stop both in good order; harmless when they do not run."""
        try:
            if self.redis is not None:
                self.redis.stop()
        finally:
            self.postgres.stop()

    def __enter__(self) -> ServerAddresses:
        return self.start()

    def __exit__(self, *_: object) -> None:
        self.stop()


@contextlib.contextmanager
def temporary_servers(*, with_redis: bool, durable: bool = False) -> Iterator[ServerAddresses]:
    """Yield servers in a folder that disappears afterwards, even if this process is killed."""
    with temporary_folder() as folder:
        servers = EmbeddedServers(
            folder,
            with_redis=with_redis,
            postgres_options=None if durable else postgres_server.NOT_DURABLE,
            redis_options=None if durable else redis_server.NOT_DURABLE,
            temporary=True,
        )
        with servers as addresses:
            yield addresses
