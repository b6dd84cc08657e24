"""Stopping, crashing and starting again keeps what was written."""

import json
import socket
import subprocess
import sys
from pathlib import Path

import asyncpg
import psutil
import pytest
import redis

from opora.embedded import EmbeddedServers, PostgresServer, RedisServer, ServerDidNotStart
from tests.opora.embedded.owners import happens


async def write_row(url: str) -> None:
    connection = await asyncpg.connect(url)
    await connection.execute("CREATE TABLE note (text text); INSERT INTO note VALUES ('сохранено')")
    await connection.close()


async def read_row(url: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval("SELECT text FROM note")
    finally:
        await connection.close()


async def test_a_restart_keeps_rows_keys_ports_and_passwords(folder: Path) -> None:
    with EmbeddedServers(folder) as before, redis.Redis.from_url(str(before.redis_url)) as client:
        await write_row(before.owner_database_url)
        client.set("note", "сохранено")

    with EmbeddedServers(folder) as after, redis.Redis.from_url(str(after.redis_url)) as client:
        assert after == before
        assert await read_row(after.owner_database_url) == "сохранено"
        assert client.get("note") == "сохранено".encode()


async def test_a_crashed_postgres_comes_back_with_its_rows_at_its_address(made_folder: Path) -> None:
    server = PostgresServer(made_folder / "postgres")
    with server:
        address = server.owner_database_url
        await write_row(address)

        server.kill()
        with pytest.raises(OSError, match=r"refused|failed"):
            await asyncpg.connect(address)
        server.start()

        assert server.owner_database_url == address
        assert await read_row(address) == "сохранено"


def test_a_restarted_redis_alone_keeps_its_keys_and_address(folder: Path) -> None:
    server = RedisServer(folder / "redis")
    with server, redis.Redis.from_url(server.redis_url) as client:
        client.set("note", "сохранено")

        address, pid = server.redis_url, server.pid
        server.restart()

        assert (server.redis_url, server.is_running) == (address, True)
        assert server.pid != pid
        assert client.get("note") == "сохранено".encode()
    assert not server.is_running


def test_a_server_that_died_by_itself_can_be_started_again(folder: Path) -> None:
    server = RedisServer(folder / "redis")
    with server:
        psutil.Process(server.pid).kill()
        assert happens(lambda: not server.is_running)

        server.start()

        assert server.is_running


def test_starting_and_stopping_twice_is_harmless(folder: Path) -> None:
    server = RedisServer(folder / "redis")
    server.start()
    pid = server.pid

    server.start()

    assert server.pid == pid
    server.stop()
    server.stop()


def test_a_port_taken_in_between_is_replaced(folder: Path) -> None:
    with RedisServer(folder / "redis") as server:
        old_port = server.port
    with socket.create_server(("127.0.0.1", old_port)), RedisServer(folder / "redis") as server:
        new_port = server.port

    assert new_port != old_port
    assert json.loads((folder / "redis" / "connection.json").read_text())["port"] == new_port


def test_a_stale_note_never_ends_a_foreign_process(made_folder: Path, quick_options: dict[str, str]) -> None:
    with PostgresServer(made_folder / "postgres", options=quick_options):
        pass
    with subprocess.Popen([sys.executable, "-c", "import time; time.sleep(60)"]) as stranger:
        note = made_folder / "postgres" / "cluster" / "postmaster.pid"
        note.write_text(f"{stranger.pid}\n{note.parent}\n")

        with PostgresServer(made_folder / "postgres", options=quick_options) as server:
            assert server.is_running

        assert stranger.poll() is None
        stranger.kill()


def test_a_stale_note_never_ends_the_server_of_another_folder(folder: Path) -> None:
    with RedisServer(folder / "other") as other:
        with RedisServer(folder / "redis"):
            pass
        (folder / "redis" / "store" / "redis.pid").write_text(f"{other.pid}\n")

        with RedisServer(folder / "redis") as server:
            assert server.is_running

        assert other.is_running


def test_a_failed_start_shows_the_end_of_the_log_and_leaves_nothing(folder: Path) -> None:
    server = PostgresServer(folder / "postgres", options={"max_connections": "many", "fsync": "off"})

    with pytest.raises(ServerDidNotStart, match="invalid value for parameter") as caught:
        server.start()

    assert str(folder) in caught.value.detail
    assert not server.is_running
    with PostgresServer(folder / "postgres", options={"fsync": "off"}) as mended:
        assert mended.is_running


async def test_the_log_stays_small(made_folder: Path, quick_options: dict[str, str]) -> None:
    with PostgresServer(made_folder / "postgres", options=quick_options) as server:
        connection = await asyncpg.connect(server.owner_database_url)
        await connection.execute("SET client_min_messages = error")
        await connection.execute("DO $$ BEGIN RAISE WARNING '%', repeat('слово ', 150000); END $$")
        await connection.close()
        log = made_folder / "postgres" / "postgres.log"

        shrank = happens(lambda: log.with_suffix(".old.log").exists() and log.stat().st_size < 1_000_000)

    assert shrank
