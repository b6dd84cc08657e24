"""Owners of servers in processes of their own, so that a test can end them in every way."""

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import psutil

from opora.embedded import ServerAddresses

# Tests that run in the background (nohup, &) pass an ignored SIGINT on; Python then makes no Ctrl-C of it.
_HEAR_CTRL_C = """
import signal
signal.signal(signal.SIGINT, signal.default_int_handler)
"""
OWNER_OF_FOLDER = """
import dataclasses, json, signal, sys
from pathlib import Path
from opora.embedded import EmbeddedServers

servers = EmbeddedServers(Path(sys.argv[1]), postgres_options={"fsync": "off"})
with servers as addresses:
    pids = [servers.postgres.pid, servers.redis.pid]
    print(json.dumps({"addresses": dataclasses.asdict(addresses), "pids": pids}), flush=True)
    signal.pause()
"""
OWNER_OF_TEMPORARY_SERVERS = """
import dataclasses, json, signal
import psutil
from opora.embedded import temporary_servers

with temporary_servers(with_redis=True) as addresses:
    pids = [child.pid for watcher in psutil.Process().children() for child in watcher.children()]
    print(json.dumps({"addresses": dataclasses.asdict(addresses), "pids": pids}), flush=True)
    signal.pause()
"""


@dataclass
class Owner:
    """A process that holds servers until it is ended."""

    program: "subprocess.Popen[str]"
    addresses: ServerAddresses
    servers: list[psutil.Process]

    def end(self, number: signal.Signals) -> None:
        """Signal the owner's whole process group, as a terminal's Ctrl-C does, and wait for the owner."""
        if self.program.poll() is None:
            os.killpg(self.program.pid, number)
        self.program.wait(30)
        assert self.program.stdout is not None
        self.program.stdout.close()

    def servers_are_gone(self) -> bool:
        return not any(server.is_running() and server.status() != psutil.STATUS_ZOMBIE for server in self.servers)


def start_owner(script: str, folder: Path) -> Owner:
    """Start an owner of the servers in the folder, or of temporary ones whose folder will be inside it."""
    program = subprocess.Popen(
        [sys.executable, "-c", _HEAR_CTRL_C + script, str(folder)],
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"TMPDIR": str(folder)},
        text=True,
        start_new_session=True,
    )
    assert program.stdout is not None
    content = json.loads(program.stdout.readline())
    servers = [psutil.Process(pid) for pid in content["pids"]]
    return Owner(program, ServerAddresses(**content["addresses"]), servers)


def happens(condition: Callable[[], bool], *, within_seconds: float = 15.0) -> bool:
    """Wait until the condition holds."""
    give_up_at = time.monotonic() + within_seconds
    while time.monotonic() < give_up_at:
        if condition():
            return True
        time.sleep(0.05)
    return condition()
