"""The owner's side of a watched server."""

import contextlib
import json
import os
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

import psutil

from opora.embedded import watch
from opora.embedded.account import Account
from opora.embedded.errors import ServerDidNotStart

# What the server may inherit: a stray PGDATA or PGPORT in the owner's environment must not steer it.
INHERITED_VARIABLES = ("PATH", "LD_LIBRARY_PATH")
# A killed server's own children notice within milliseconds; this is for a machine that swaps.
CHILDREN_EXIT_SECONDS = 10.0


def server_environment() -> dict[str, str]:
    """Return the environment in which servers and their tools run."""
    inherited = {name: os.environ[name] for name in INHERITED_VARIABLES if name in os.environ}
    return inherited | {"LC_ALL": "C"}


@dataclass(frozen=True, slots=True)
class Launch:
    """How to start one server and how to end it; travels to the watcher through a pipe, unseen by `ps`."""

    program: str
    arguments: Sequence[str]
    folder: Path
    log: Path
    account: Account | None
    stop_signals: Sequence[tuple[int, float]]
    shown_name: str = ""  # stands in the list of processes instead of the program
    standard_input: str = ""
    temporary: bool = False
    environment: Mapping[str, str] = field(default_factory=server_environment)

    def as_line(self) -> bytes:
        """Return the launch as the watcher reads it."""
        account = (self.account.user_id, self.account.group_id) if self.account else None
        content = {
            "program": self.program,
            "command": [self.shown_name or self.program, *self.arguments],
            "folder": str(self.folder),
            "log": str(self.log),
            "account": account,
            "stop_signals": list(self.stop_signals),
            "standard_input": self.standard_input,
            "temporary": self.temporary,
            "environment": dict(self.environment),
            "owner_pid": os.getpid(),
        }
        return json.dumps(content).encode() + b"\n"


class WatchedServer:
    """A running server that ends with this process, however this process ends."""

    def __init__(self, launch: Launch) -> None:
        self._seconds_to_stop = sum(seconds for _, seconds in launch.stop_signals)
        descriptor = os.open(launch.log, os.O_WRONLY | os.O_APPEND | os.O_CREAT, 0o600)
        try:
            self._watcher = subprocess.Popen(  # noqa: S603  our own program
                [sys.executable, "-I", "-S", "-B", str(Path(watch.__file__).resolve())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=descriptor,
                cwd="/",
                start_new_session=True,
            )
        finally:
            os.close(descriptor)
        answer = self._hand_over(launch)
        if not answer.isdigit():
            self._close()
            raise ServerDidNotStart(
                f"Программу {launch.program} запустить не удалось: {answer or 'нет ответа'}. Журнал: {launch.log}."
            )
        self.pid = int(answer)

    @property
    def is_running(self) -> bool:
        """Tell whether the server, and with it the watcher, is alive."""
        return self._watcher.poll() is None

    def stop(self) -> None:
        """End the server in good order; what it holds is kept."""
        self._send(b"stop\n")
        self._close()

    def kill(self) -> None:
        """End the server and its own children without warning, as a crash would."""
        children: list[psutil.Process] = []
        with contextlib.suppress(psutil.NoSuchProcess):
            children = psutil.Process(self.pid).children(recursive=True)
        self._send(b"kill\n")
        for child in children:
            with contextlib.suppress(psutil.NoSuchProcess):
                child.kill()
        psutil.wait_procs(children, CHILDREN_EXIT_SECONDS)
        self._close()

    def _hand_over(self, launch: Launch) -> str:
        """Give the launch to the watcher and return its answer: the server's number, or why there is none."""
        assert self._watcher.stdout is not None
        try:
            self._send(launch.as_line())
            return self._watcher.stdout.readline().decode().strip()
        except BaseException:  # Ctrl-C here must not leave a server that nobody holds
            self._close()
            raise

    def _send(self, line: bytes) -> None:
        assert self._watcher.stdin is not None
        with contextlib.suppress(BrokenPipeError):
            self._watcher.stdin.write(line)
            self._watcher.stdin.flush()

    def _close(self) -> None:
        """Let go of the watcher and wait for it; it ends only after the server."""
        assert self._watcher.stdin is not None
        assert self._watcher.stdout is not None
        with contextlib.suppress(BrokenPipeError):
            self._watcher.stdin.close()
        # The margin is for the watcher itself; were it stuck, the next start takes the server over.
        with contextlib.suppress(subprocess.TimeoutExpired):
            self._watcher.wait(self._seconds_to_stop + 5)
        self._watcher.stdout.close()
