"""A real Redis as a child of this process."""

import contextlib
import signal
import socket
from collections.abc import Mapping
from pathlib import Path
from typing import ClassVar

from opora.embedded.binaries import find_redis
from opora.embedded.child import Launch
from opora.embedded.ports import ADDRESS
from opora.embedded.server import EmbeddedServer

PASSWORD = "redis"  # noqa: S105  the password's name, not the password
PROBE_SECONDS = 1.0

SETTINGS: Mapping[str, str] = {
    "bind": ADDRESS,
    "daemonize": "no",
    "dir": "./",  # the store: the server starts in it
    "pidfile": "redis.pid",
    "appendonly": "yes",
    "appendfsync": "everysec",
    "save": '""',  # the append-only file alone is the content; snapshots would double the writing
    "maxmemory-policy": "noeviction",  # deliveries must never be dropped silently
}
# For content that nobody misses after the server ends.
NOT_DURABLE: Mapping[str, str] = {"appendonly": "no"}


class RedisServer(EmbeddedServer):
    """Redis, or Valkey, with a password and an append-only file."""

    name: ClassVar[str] = "Redis"
    store_name: ClassVar[str] = "store"
    pid_file_name: ClassVar[str] = "redis.pid"
    process_names: ClassVar[frozenset[str]] = frozenset({"redis-server", "valkey-server"})
    password_names: ClassVar[tuple[str, ...]] = (PASSWORD,)
    # In good order (what is in memory goes to the file), then by force.
    stop_signals: ClassVar[tuple[tuple[int, float], ...]] = ((signal.SIGTERM, 15.0), (signal.SIGKILL, 5.0))
    _program: str

    @property
    def redis_url(self) -> str:
        """Return the address with its password."""
        return f"redis://:{self._passwords[PASSWORD]}@{ADDRESS}:{self.port}/0"

    def _install(self) -> None:
        self._program = find_redis(self._account)

    def _build_launch(self, port: int) -> Launch:
        settings = {**SETTINGS, **self._options, "port": str(port), "requirepass": self._passwords[PASSWORD]}
        return Launch(
            program=self._program,
            arguments=["-"],
            # Redis keeps nothing of its command line but this name; by it a leftover is known to be of this store
            # where the system, as in many containers, does not show even root another user's working folder.
            shown_name=str(self._store / Path(self._program).name),
            folder=self._store,
            log=self._log,
            account=self._account,
            stop_signals=self.stop_signals,
            # Through standard input: arguments are there for everybody to read in the list of processes.
            standard_input="".join(f"{name} {value}\n" for name, value in settings.items()),
            temporary=self._temporary,
        )

    def _accepts_connections(self) -> bool:
        """Ask for a PONG: only this server has this password, and while it loads its file it answers otherwise."""
        request = f"AUTH {self._passwords[PASSWORD]}\r\nPING\r\n".encode()
        with contextlib.suppress(OSError), socket.create_connection((ADDRESS, self.port), PROBE_SECONDS) as connection:
            connection.sendall(request)
            expected = b"+OK\r\n+PONG\r\n"
            return connection.recv(len(expected)) == expected  # half an answer: ask again
        return False

    def _complete(self) -> None:
        """Do nothing more: a Redis that answers is complete."""
