"""Hold one server: stop it when its owner asks or dies, and keep its log small.

Runs as a program of its own with the standard library alone. Standard input carries one line of JSON (`Launch` in
`child.py`), then commands: `stop`, `kill`. The end of the input without `stop` means that the owner died.
"""

import contextlib
import json
import os
import select
import shutil
import signal
import subprocess
import sys
from pathlib import Path
from typing import Any

LOG_LIMIT_BYTES = 1_048_576
# The pipe tells at once that the owner died, unless a fork of the owner still holds it; then this look tells.
OWNER_CHECK_SECONDS = 1.0
COMMANDS = 0
LOG = 2


class Input:
    """Lines from the owner, read without buffering so that `select` sees what is left."""

    def __init__(self) -> None:
        self._pending = b""
        self.ended = False

    def read_line(self) -> str:
        """Return the next whole line, waiting for it; an empty string at the end."""
        while b"\n" not in self._pending and not self.ended:
            received = os.read(COMMANDS, 65536)
            self._pending += received
            self.ended = not received
        line, _, self._pending = self._pending.partition(b"\n")
        return line.decode()


class Signals:
    """Child exits and requests to end, turned into bytes that wake the loop."""

    def __init__(self) -> None:
        self.read_end, write_end = os.pipe()
        os.set_blocking(self.read_end, False)
        os.set_blocking(write_end, False)
        signal.set_wakeup_fd(write_end, warn_on_full_buffer=False)
        for number in (signal.SIGCHLD, signal.SIGTERM, signal.SIGINT):
            signal.signal(number, lambda *_: None)

    def asked_to_end(self) -> bool:
        """Tell whether somebody asked this program to end, and forget the child exits."""
        with contextlib.suppress(BlockingIOError):
            received = os.read(self.read_end, 4096)
            return bool({signal.SIGTERM, signal.SIGINT} & set(received))
        return False


def start_server(launch: dict[str, Any]) -> "subprocess.Popen[bytes]":
    """Start the server in a session of its own, so that a terminal's Ctrl-C does not reach it."""
    account = launch["account"]
    identity: dict[str, Any] = {"user": account[0], "group": account[1], "extra_groups": []} if account else {}
    server = subprocess.Popen(  # noqa: S603  the owner's command, from its own pipe
        launch["command"],
        executable=launch["program"],
        cwd=launch["folder"],
        env=launch["environment"],
        stdin=subprocess.PIPE,
        stdout=LOG,
        stderr=LOG,
        start_new_session=True,
        umask=0o077,
        **identity,
    )
    assert server.stdin is not None
    with contextlib.suppress(BrokenPipeError), server.stdin:
        server.stdin.write(launch["standard_input"].encode())
    return server


def stop_server(server: "subprocess.Popen[bytes]", stop_signals: list[tuple[int, float]]) -> None:
    """Send the signals in turn until the server has gone; a suspended one is woken to hear them."""
    for number, seconds in stop_signals:
        server.send_signal(number)
        server.send_signal(signal.SIGCONT)
        with contextlib.suppress(subprocess.TimeoutExpired):
            server.wait(seconds)
            return


def keep_log_small(log: Path) -> None:
    """Move a long log aside; the server appends, so the emptied file goes on where it is."""
    with contextlib.suppress(OSError):
        if os.fstat(LOG).st_size > LOG_LIMIT_BYTES:
            shutil.copyfile(log, log.with_suffix(".old.log"))
            os.ftruncate(LOG, 0)


def watch(server: "subprocess.Popen[bytes]", launch: dict[str, Any], commands: Input, signals: Signals) -> bool:
    """Wait until the server has gone, ending it when due; tell whether the owner has died."""
    while server.poll() is None:
        readable, _, _ = select.select([COMMANDS, signals.read_end], [], [], OWNER_CHECK_SECONDS)
        command = commands.read_line() if COMMANDS in readable else None
        orphaned = command == "" or os.getppid() != launch["owner_pid"]
        if command == "kill":
            server.kill()
            server.wait()
        elif command == "stop" or orphaned or signals.asked_to_end():
            stop_server(server, launch["stop_signals"])
            return orphaned
        keep_log_small(Path(launch["log"]))
    return False


def remove_folder(folder: Path) -> None:
    """Remove a temporary server's folder, and its parent once that is empty."""
    shutil.rmtree(folder, ignore_errors=True)
    with contextlib.suppress(OSError):
        folder.parent.rmdir()


def main() -> None:
    """Serve one owner until the server has gone."""
    signals = Signals()
    commands = Input()
    launch = json.loads(commands.read_line())
    try:
        server = start_server(launch)
    except (OSError, subprocess.SubprocessError) as error:
        sys.stdout.write(f"{error}\n")
        return
    with contextlib.suppress(BrokenPipeError):
        sys.stdout.write(f"{server.pid}\n")
        sys.stdout.flush()
    orphaned = watch(server, launch, commands, signals)
    if orphaned and launch["temporary"]:
        remove_folder(Path(launch["log"]).parent)


if __name__ == "__main__":
    main()
