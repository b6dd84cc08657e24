"""Folders and servers of these tests' own: they stop, kill and restart them."""

import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from opora.embedded import EmbeddedServers, ServerAddresses, temporary_folder, temporary_servers
from opora.embedded.postgres_server import NOT_DURABLE
from tests.opora.embedded import owners
from tests.opora.embedded.owners import Owner


@pytest.fixture
def folder() -> Iterator[Path]:
    """An empty folder that the servers' account can enter (pytest's own is closed to it under root)."""
    with temporary_folder() as path:
        yield path


@pytest.fixture(scope="session")
def made_once() -> Iterator[Path]:
    with temporary_folder() as path:
        with EmbeddedServers(path, postgres_options=NOT_DURABLE):
            pass
        yield path


@pytest.fixture
def copy_of_made(made_once: Path, folder: Path) -> Callable[[str], Path]:
    """Copies of a data folder whose servers ran once: making a Postgres cluster anew takes a second."""

    def copy(name: str) -> Path:
        subprocess.run(["cp", "-a", made_once, folder / name], check=True)
        return folder / name

    return copy


@pytest.fixture
def made_folder(copy_of_made: Callable[[str], Path]) -> Path:
    """One such copy."""
    return copy_of_made("made")


@pytest.fixture(scope="module")
def addresses() -> Iterator[ServerAddresses]:
    with temporary_servers(with_redis=True) as servers:
        yield servers


@pytest.fixture
def start_owner() -> Iterator[Callable[[str, Path], Owner]]:
    """Owners in processes of their own; those that a failed test leaves running are ended."""
    started: list[Owner] = []

    def start(script: str, folder: Path) -> Owner:
        started.append(owners.start_owner(script, folder))
        return started[-1]

    yield start
    for owner in started:
        owner.end(signal.SIGTERM)


@pytest.fixture
def quick_options() -> dict[str, str]:
    """Settings that spare the disk where a test does not crash the machine."""
    return dict(NOT_DURABLE)
