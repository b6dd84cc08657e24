import os
import signal
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import httpx
import pytest

from opora.embedded import temporary_folder
from opora.embedded.ports import find_free_port

OPORA = Path(sys.executable).with_name("opora")
# Addresses given to the test run must not turn the embedded servers off.
EMBEDDED = {name: value for name, value in os.environ.items() if not name.startswith("OPORA_")}


@pytest.fixture
def folder() -> Iterator[Path]:
    with temporary_folder() as path:
        yield path


def start_up(folder: Path, port: int) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [str(OPORA), "up", "--data-dir", str(folder), "--port", str(port)],
        stderr=subprocess.PIPE,
        text=True,
        env=EMBEDDED,
    )


def wait_until_ready(port: int) -> None:
    give_up_at = time.monotonic() + 60
    while time.monotonic() < give_up_at:
        try:
            if httpx.get(f"http://127.0.0.1:{port}/health/ready", timeout=5).json()["state"] == "ready":
                return
        except httpx.TransportError:
            time.sleep(0.1)
    raise AssertionError("opora up did not become ready")


def create_key(folder: Path, name: str) -> str:
    made = subprocess.run(
        [
            *(str(OPORA), "client", "create", name, "--data-dir", str(folder)),
            *("--scope", "identification:read", "--territory", "federal"),
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
        first.send_signal(signal.SIGTERM)
        assert first.wait(30) == 0
    with start_up(folder, port) as second:
        wait_until_ready(port)
        headers = {"Authorization": f"Bearer {key}"}
        answer = httpx.get(f"http://127.0.0.1:{port}/identification/v1/schools", headers=headers)
        second.send_signal(signal.SIGINT)
        assert second.wait(30) == 0

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
            _, told = second.communicate(timeout=60)
        first.send_signal(signal.SIGTERM)
        first.wait(30)

    assert second.returncode == 1
    assert str(first.pid) in told


def test_a_taken_port_is_told_before_anything_starts(folder: Path) -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()

        with start_up(folder, other.getsockname()[1]) as refused:
            _, told = refused.communicate(timeout=60)

    assert refused.returncode == 1
    assert "занят" in told
    assert list(folder.iterdir()) == []
