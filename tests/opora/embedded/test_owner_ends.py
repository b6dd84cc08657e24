"""However the owner ends, its servers end with it, and nobody else's do."""

import os
import signal
from collections.abc import Callable
from pathlib import Path

import asyncpg
import psutil
import pytest

from opora.embedded import DataFolderInUse, EmbeddedServers
from tests.opora.embedded.owners import OWNER_OF_FOLDER, OWNER_OF_TEMPORARY_SERVERS, Owner, happens

StartOwner = Callable[[str, Path], Owner]


async def test_a_second_start_on_the_same_folder_is_refused_and_names_the_holder(made_folder: Path) -> None:
    with EmbeddedServers(made_folder) as addresses:
        with pytest.raises(DataFolderInUse, match=rf"процесс {os.getpid()}\b") as caught:
            EmbeddedServers(made_folder).start()

        connection = await asyncpg.connect(addresses.database_url)
        await connection.close()

    assert str(made_folder) in caught.value.detail


async def test_a_killed_owner_blocks_no_start_and_loses_no_row(start_owner: StartOwner, made_folder: Path) -> None:
    owner = start_owner(OWNER_OF_FOLDER, made_folder)
    connection = await asyncpg.connect(owner.addresses.owner_database_url)
    await connection.execute("CREATE TABLE note (text text); INSERT INTO note VALUES ('сохранено')")

    owner.end(signal.SIGKILL)
    with EmbeddedServers(made_folder) as addresses:
        again = await asyncpg.connect(addresses.owner_database_url)
        kept = await again.fetchval("SELECT text FROM note")
        await again.close()

    assert kept == "сохранено"
    assert owner.servers_are_gone()
    connection.terminate()


def test_servers_that_outlived_their_watchers_too_are_taken_over(start_owner: StartOwner, made_folder: Path) -> None:
    owner = start_owner(OWNER_OF_FOLDER, made_folder)
    for watcher in psutil.Process(owner.program.pid).children():
        watcher.kill()
    owner.end(signal.SIGKILL)
    assert not owner.servers_are_gone()

    with EmbeddedServers(made_folder) as addresses:
        assert addresses == owner.addresses
        assert owner.servers_are_gone()


@pytest.mark.parametrize("number", [signal.SIGINT, signal.SIGTERM])
def test_an_ended_owner_ends_its_own_servers_and_no_others(
    start_owner: StartOwner, copy_of_made: Callable[[str], Path], number: signal.Signals
) -> None:
    first = copy_of_made("first")
    ended = start_owner(OWNER_OF_FOLDER, first)
    other = start_owner(OWNER_OF_FOLDER, copy_of_made("second"))

    ended.end(number)

    assert happens(ended.servers_are_gone)
    assert all(server.is_running() for server in other.servers)
    assert "database system is shut down" in (first / "postgres" / "postgres.log").read_text()


def test_ctrl_c_of_a_terminal_reaches_the_owner_alone(start_owner: StartOwner, made_folder: Path) -> None:
    owner = start_owner(OWNER_OF_FOLDER, made_folder)

    below = psutil.Process(owner.program.pid).children(recursive=True)

    assert len(below) >= 4  # two watchers, two servers, and what Postgres starts
    assert owner.program.pid not in {os.getpgid(child.pid) for child in below}


def test_a_killed_owner_leaves_no_temporary_folder(start_owner: StartOwner, folder: Path) -> None:
    owner = start_owner(OWNER_OF_TEMPORARY_SERVERS, folder)
    assert len(list(folder.glob("opora-*/*/connection.json"))) == 2

    owner.end(signal.SIGKILL)

    assert happens(lambda: list(folder.iterdir()) == [])
    assert owner.servers_are_gone()
