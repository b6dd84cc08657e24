import json
import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any

import httpx
import psutil
import pytest

from opora.embedded import PostgresServer, RedisServer, temporary_folder
from opora.embedded.ports import find_free_port
from opora.embedded.server import EmbeddedServer

OPORA = Path(sys.executable).with_name("opora")
# Addresses given to the test run must not turn the embedded servers off.
EMBEDDED = {name: value for name, value in os.environ.items() if not name.startswith("OPORA_")}

SCHOOLS = """school_code,school_name,municipality_oktmo,municipality_name,grades_from,grades_to
edu240001,МБОУ «СОШ № 1»,04729000,Норильск,1,11
""".encode()


@pytest.fixture
def folder() -> Iterator[Path]:
    with temporary_folder() as path:
        yield path


@dataclass(frozen=True)
class Up:
    """A running `opora up` and what it says."""

    process: subprocess.Popen[bytes]
    log: IO[str]

    def ask_to_end(self, signal_number: int = signal.SIGTERM) -> int:
        """Send the signal and return the exit code."""
        self.process.send_signal(signal_number)
        return self.process.wait(60)

    def told(self) -> str:
        self.log.seek(0)
        return self.log.read()


@contextmanager
def start_up(folder: Path, port: int) -> Iterator[Up]:
    """Run `opora up` while the block runs; a test that fails must not wait for it for ever.

    It writes into a file: a pipe that nobody reads is full after 64 KiB, and then the whole process waits.
    """
    command = [str(OPORA), "up", "--data-dir", str(folder), "--port", str(port)]
    with (
        tempfile.TemporaryFile("w+") as log,
        subprocess.Popen(command, stderr=log, env=EMBEDDED) as process,
    ):
        try:
            yield Up(process, log)
        finally:
            process.kill()


def wait_until_ready(port: int) -> None:
    give_up_at = time.monotonic() + 60
    while time.monotonic() < give_up_at:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/health/ready", timeout=5).json()["state"] == "ready":
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("opora up did not become ready")


def wait_until_told(up: Up, event: str) -> None:
    """Wait for an event of the log: a server answers a moment before its keeper says so."""
    give_up_at = time.monotonic() + 30
    while event not in up.told():
        assert time.monotonic() < give_up_at, up.told()
        time.sleep(0.1)


def create_key(folder: Path, name: str, scopes: tuple[str, ...] = ("identification:read",)) -> str:
    made = subprocess.run(
        [
            *(str(OPORA), "client", "create", name, "--data-dir", str(folder)),
            *(part for scope in scopes for part in ("--scope", scope)),
            *("--territory", "federal"),
        ],
        capture_output=True,
        text=True,
        check=True,
        env=EMBEDDED,
    )
    return made.stdout.strip()


def test_up_serves_until_told_to_stop_and_keeps_its_data(folder: Path) -> None:
    port = find_free_port()
    assert port is not None

    with start_up(folder, port) as first:
        wait_until_ready(port)
        key = create_key(folder, "reader")
        assert first.ask_to_end() == 0
    with start_up(folder, port) as second:
        wait_until_ready(port)
        headers = {"Authorization": f"Bearer {key}"}
        answer = httpx.get(f"http://127.0.0.1:{port}/identification/v1/schools", headers=headers)
        assert second.ask_to_end(signal.SIGINT) == 0

    assert answer.json() == {"items": [], "next_cursor": None}


def test_a_key_can_be_made_while_nothing_runs(folder: Path) -> None:
    assert create_key(folder, "reader").startswith("opora_")


def test_a_second_up_on_the_same_folder_is_told_who_holds_it(folder: Path) -> None:
    ports = [find_free_port(), find_free_port()]
    assert ports[0] is not None
    assert ports[1] is not None

    with start_up(folder, ports[0]) as first:
        wait_until_ready(ports[0])
        with start_up(folder, ports[1]) as second:
            assert second.process.wait(60) == 1
            told = second.told()
        first.ask_to_end()

    assert str(first.process.pid) in told


def test_a_taken_port_is_told_before_anything_starts(folder: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()

        with start_up(folder, other.getsockname()[1]) as refused:
            assert refused.process.wait(60) == 1
            told = refused.told()

    assert "занят" in told
    assert list(folder.iterdir()) == []


def kill_server(folder: Path, server: type[EmbeddedServer]) -> None:
    """Kill the server of the folder the hardest way, with nobody told."""
    place = folder / server.name.lower() / server.store_name / server.pid_file_name
    killed = psutil.Process(int(place.read_text().split()[0]))
    killed.kill()
    killed.wait(10)


def import_schools(port: int, key: str) -> Any:
    """Send a file of one school, patiently, as a client does that is told to come again; return the state it gets."""
    with httpx.Client(
        base_url=f"http://127.0.0.1:{port}",
        headers={"Authorization": f"Bearer {key}", "Content-Type": "text/csv"},
        transport=httpx.HTTPTransport(retries=3),
        timeout=30,
    ) as client:
        give_up_at = time.monotonic() + 30
        while (
            sent := client.post("/identification/v1/imports", params={"dataset": "schools"}, content=SCHOOLS)
        ).status_code == 503:
            assert time.monotonic() < give_up_at
            time.sleep(0.2)
        assert sent.status_code == 202, sent.text
        state = "queued"
        while state in {"queued", "running"} and time.monotonic() < give_up_at:
            time.sleep(0.2)
            state = client.get(sent.headers["Location"]).json().get("state", state)
        return state


@pytest.mark.parametrize("server", [RedisServer, PostgresServer])
def test_a_server_that_dies_under_it_is_started_again(folder: Path, server: type[EmbeddedServer]) -> None:
    port = find_free_port()
    assert port is not None

    with start_up(folder, port) as up:
        wait_until_ready(port)
        key = create_key(folder, "sender", ("identification:read", "identification:write"))
        kill_server(folder, server)
        state = import_schools(port, key)
        wait_until_ready(port)
        wait_until_told(up, "embedded_server_restarted")
        exit_code = up.ask_to_end()

    assert (state, exit_code) == ("done", 0)


def test_a_server_that_cannot_be_started_again_ends_it_with_a_sentence(folder: Path) -> None:
    port = find_free_port()
    assert port is not None

    with start_up(folder, port) as up:
        wait_until_ready(port)
        taken = json.loads((folder / "redis" / "connection.json").read_text())["port"]
        with socket.socket() as other:
            other.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            # Stopped meanwhile, or it might start the server before its port is taken.
            up.process.send_signal(signal.SIGSTOP)
            kill_server(folder, RedisServer)
            other.bind(("127.0.0.1", taken))
            other.listen()
            up.process.send_signal(signal.SIGCONT)
            assert up.process.wait(90) == 1
            told = up.told()

    assert f"Порт {taken} заняла другая программа" in told
    assert "Traceback" not in told


def test_given_servers_with_a_privileged_login_are_refused_for_that_reason(
    owner_database_url: str, redis_url: str
) -> None:
    port = find_free_port()
    assert port is not None

    refused = subprocess.run(
        [str(OPORA), "up", "--port", str(port)],
        env=EMBEDDED | {"OPORA_DATABASE_URL": owner_database_url, "OPORA_REDIS_URL": redis_url},
        capture_output=True,
        text=True,
        check=False,
        timeout=60,
    )

    assert refused.returncode == 1
    assert "OPORA_OWNER_DATABASE_URL" in refused.stderr.splitlines()[-1]
    assert "занят" not in refused.stderr
