"""What Postgres and Redis have in common: a folder, a lock, a port, a watcher, a start that waits."""

import json
import logging
import os
import secrets
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import ClassVar, Self

from opora.embedded.account import Account, choose_account
from opora.embedded.child import Launch, WatchedServer
from opora.embedded.errors import EmbeddedServerError, ServerDidNotStart
from opora.embedded.folders import FolderLock, prepare_folder, prepare_store
from opora.embedded.leftovers import Traces, end_leftover
from opora.embedded.ports import find_free_port, is_port_free

logger = logging.getLogger(__name__)

# Replaying a long log after a crash takes a while; a server that needs more than this has a fault to look at.
START_SECONDS = 60.0
POLL_SECONDS = 0.02
# Between choosing a free port and listening on it, another program may take it.
PORT_ATTEMPTS = 5
# A server that restarts keeps its port; what held it meanwhile has this long to let go.
SAME_PORT_SECONDS = 10.0
LOG_TAIL_LINES = 15
LOG_TAIL_BYTES = 16_384


class EmbeddedServer(ABC):
    """One server in a folder of its own, with generated passwords and a port that stays where it can.

    The folder and what stands directly in it are this process's; the store inside is the server account's.
    """

    name: ClassVar[str]
    store_name: ClassVar[str]
    pid_file_name: ClassVar[str]
    process_names: ClassVar[frozenset[str]]
    password_names: ClassVar[Sequence[str]]
    stop_signals: ClassVar[Sequence[tuple[int, float]]]

    def __init__(self, folder: Path, *, options: Mapping[str, str] | None = None, temporary: bool = False) -> None:
        """Take the folder, settings over the defaults, and whether the folder goes if this process is killed."""
        self._folder = folder.absolute().resolve()
        self._store = self._folder / self.store_name
        self._log = self._folder / f"{self.name.lower()}.log"
        self._options = dict(options or {})
        self._temporary = temporary
        self._lock = FolderLock(self._folder)
        self._account: Account | None = None
        self._passwords: dict[str, str] = {}
        self._port: int | None = None
        self._has_served = False
        self._server: WatchedServer | None = None

    @property
    def is_running(self) -> bool:
        """Tell whether the server is alive."""
        return self._server is not None and self._server.is_running

    @property
    def pid(self) -> int:
        """Return the number of the server's own process."""
        if self._server is None:
            raise EmbeddedServerError(f"{self.name} не запущен: номера процесса нет. Сначала запустите сервер.")
        return self._server.pid

    @property
    def port(self) -> int:
        """Return the port on 127.0.0.1, known from the first start on."""
        if self._port is None:
            raise EmbeddedServerError(f"{self.name} ещё не запускался: порта нет. Сначала запустите сервер.")
        return self._port

    def start(self) -> None:
        """Start the server and wait until it accepts connections; harmless when it already runs."""
        if self.is_running:
            return
        started_at = time.monotonic()
        try:
            self._end_server()  # one that crashed by itself still has a watcher to let go of
            self._take_folder()
            self._install()
            self._serve()
            self._complete()
        except BaseException:  # Ctrl-C included: nothing may stay behind
            self.stop()
            raise
        logger.info(
            "%s listens on port %d after %.1f s, files in %s",
            self.name,
            self.port,
            time.monotonic() - started_at,
            self._folder,
        )

    def stop(self) -> None:
        """Stop the server in good order and give its folder back; harmless when it does not run."""
        self._end_server()
        self._lock.release()

    def recall(self) -> None:
        """Read passwords and port of a server that another process runs in this folder."""
        self._read_connection()

    def kill(self) -> None:
        """End the server at once, as a crash would; its folder stays held for the next start."""
        if self._server is not None:
            self._server.kill()
            self._server = None

    def restart(self) -> None:
        """Stop and start, with the same port, passwords and content."""
        self._end_server()
        self.start()

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    @abstractmethod
    def _install(self) -> None:
        """Find the programs and prepare an empty store."""

    @abstractmethod
    def _build_launch(self, port: int) -> Launch:
        """Return how to start the server on the port."""

    @abstractmethod
    def _accepts_connections(self) -> bool:
        """Tell whether this very server answers by now."""

    @abstractmethod
    def _complete(self) -> None:
        """Finish what needs a running server."""

    def _end_server(self) -> None:
        if self._server is None:
            return
        self._server.stop()
        self._server = None
        # Normally nothing is left; where the watcher itself was killed, the server still runs.
        end_leftover(self._traces())

    def _take_folder(self) -> None:
        self._account = choose_account(self._store)
        prepare_folder(self._folder, self._account)
        self._lock.acquire()
        prepare_store(self._store, self._account)
        self._read_connection()
        end_leftover(self._traces())

    def _traces(self) -> Traces:
        return Traces(self._store, self._store / self.pid_file_name, self.process_names, self.stop_signals)

    def _serve(self) -> None:
        """Start the watched server on its old port, or on a new one where that is taken."""
        for _ in range(PORT_ATTEMPTS):
            self._port = self._choose_port()
            self._save_connection()
            self._server = WatchedServer(self._build_launch(self._port))
            if self._wait_for_answer(self._server):
                self._has_served = True
                return
            self._end_server()
            if is_port_free(self._port):  # so the port was not the reason, and another would not help
                break
        raise ServerDidNotStart(
            f"{self.name} завершился при запуске. Папка: {self._folder}, порт: {self._port}. "
            f"Последние строки журнала {self._log}:\n{self._log_tail()}\n"
            "Устраните названную причину или укажите другую папку данных."
        )

    def _wait_for_answer(self, server: WatchedServer) -> bool:
        """Wait until the server answers; False if it ended instead."""
        give_up_at = time.monotonic() + START_SECONDS
        while server.is_running:
            if self._accepts_connections():
                return True
            if time.monotonic() > give_up_at:
                raise ServerDidNotStart(
                    f"{self.name} не ответил на порту {self._port} за {START_SECONDS:.0f} с. Папка: {self._folder}. "
                    f"Последние строки журнала {self._log}:\n{self._log_tail()}\n"
                    "Проверьте место на диске и загрузку машины и запустите снова."
                )
            time.sleep(POLL_SECONDS)
        return False

    def _choose_port(self) -> int:
        if self._port is not None:
            give_up_at = time.monotonic() + (SAME_PORT_SECONDS if self._has_served else 0)
            while True:
                if is_port_free(self._port):
                    return self._port
                if time.monotonic() >= give_up_at:
                    break
                time.sleep(POLL_SECONDS)
            if self._has_served:  # the addresses already given out must stay true
                raise ServerDidNotStart(f"Порт {self._port} заняла другая программа, {self.name} не перезапущен.")
        port = find_free_port()
        if port is None:
            raise ServerDidNotStart(f"Нет свободного порта для {self.name}. Закройте лишние программы.")
        return port

    @property
    def _connection_file(self) -> Path:
        return self._folder / "connection.json"

    def _read_connection(self) -> None:
        """Read passwords and the last port, or make new passwords for a new folder."""
        if self._passwords:
            return
        try:
            content = json.loads(self._connection_file.read_text())
            self._passwords, self._port = content["passwords"], content["port"]
        except FileNotFoundError:
            if any(self._store.iterdir()):
                raise EmbeddedServerError(
                    f"В папке {self._folder} есть данные, но нет файла {self._connection_file.name} с паролями к ним. "
                    "Верните файл из копии или укажите другую папку."
                ) from None
            self._passwords = {name: secrets.token_hex(24) for name in self.password_names}

    def _save_connection(self) -> None:
        """Write passwords and port for the owner's eyes only, whole or not at all."""
        unfinished = self._connection_file.with_suffix(".new")
        unfinished.unlink(missing_ok=True)
        descriptor = os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with open(descriptor, "w") as file:  # noqa: PTH123  opens a descriptor, which Path cannot
            json.dump({"port": self._port, "passwords": self._passwords}, file)
            file.flush()
            os.fsync(file.fileno())
        unfinished.rename(self._connection_file)

    def _log_tail(self) -> str:
        if not self._log.exists():
            return "(журнал пуст)"
        with self._log.open("rb") as log:
            log.seek(max(0, self._log.stat().st_size - LOG_TAIL_BYTES))
            return "\n".join(log.read().decode(errors="replace").splitlines()[-LOG_TAIL_LINES:])
