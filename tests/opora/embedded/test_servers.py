"""What the servers promise once they run."""

import os
import stat
import tempfile
from pathlib import Path

import asyncpg
import psutil
import pytest
import redis

from opora.embedded import EmbeddedServers, ServerAddresses, default_data_dir, temporary_servers


async def fetch_value(url: str, statement: str) -> object:
    connection = await asyncpg.connect(url)
    try:
        return await connection.fetchval(statement)
    finally:
        await connection.close()


async def test_cyrillic_letters_have_lower_case(addresses: ServerAddresses) -> None:
    lowered = await fetch_value(addresses.database_url, "SELECT lower('ШКОЛА')")

    assert lowered == "школа"


@pytest.mark.parametrize(
    ("setting", "expected"),
    [
        ("server_version_num", "18"),
        ("listen_addresses", "127.0.0.1"),
        ("unix_socket_directories", ""),
        ("client_connection_check_interval", "1s"),
        ("jit", "off"),
        ("fsync", "off"),
    ],
)
async def test_temporary_postgres_has_the_settings(addresses: ServerAddresses, setting: str, expected: str) -> None:
    value = await fetch_value(addresses.owner_database_url, f"SHOW {setting}")

    assert str(value).startswith(expected)


async def test_durable_temporary_servers_write_through() -> None:
    with temporary_servers(with_redis=False, durable=True) as addresses:
        assert addresses.redis_url is None
        assert await fetch_value(addresses.database_url, "SHOW fsync") == "on"


async def test_the_services_login_is_no_superuser_and_the_owner_is_one(addresses: ServerAddresses) -> None:
    statement = "SELECT rolsuper FROM pg_roles WHERE rolname = current_user"

    assert await fetch_value(addresses.database_url, statement) is False
    assert await fetch_value(addresses.owner_database_url, statement) is True


async def test_postgres_asks_for_the_password(addresses: ServerAddresses) -> None:
    login, _, place = addresses.database_url.partition("@")
    stranger = f"{login.rpartition(':')[0]}:guess@{place}"

    with pytest.raises(asyncpg.InvalidPasswordError):
        await asyncpg.connect(stranger)


def test_redis_asks_for_the_password(addresses: ServerAddresses) -> None:
    assert addresses.redis_url is not None
    stranger = redis.Redis.from_url(f"redis://{addresses.redis_url.rpartition('@')[2]}")

    with stranger, pytest.raises(redis.AuthenticationError):
        stranger.ping()


def test_redis_never_drops_keys_for_space(addresses: ServerAddresses) -> None:
    assert addresses.redis_url is not None

    with redis.Redis.from_url(addresses.redis_url, decode_responses=True) as client:
        assert client.config_get("maxmemory-policy") == {"maxmemory-policy": "noeviction"}


def test_passwords_stand_in_no_command_line(addresses: ServerAddresses) -> None:
    passwords = [url.split(":")[2].partition("@")[0] for url in vars(addresses).values()]

    started = [process.cmdline() for process in psutil.Process().children(recursive=True)]

    assert len(started) >= 4
    assert all(len(password) == 48 for password in passwords)
    assert not [line for line in started if any(password in " ".join(line) for password in passwords)]


def test_the_password_files_are_for_their_owner_alone(made_folder: Path, quick_options: dict[str, str]) -> None:
    with EmbeddedServers(made_folder, postgres_options=quick_options):
        files = list(made_folder.glob("*/connection.json"))
        rights = {stat.S_IMODE(file.stat().st_mode) for file in files}
        left_from_making = list(made_folder.glob("*/password.*"))

    assert len(files) == 2
    assert rights == {0o600}
    assert left_from_making == []


def test_a_temporary_folder_disappears_with_its_servers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(folder))

    with temporary_servers(with_redis=True):
        logs = list(folder.glob("opora-*/*/*.log"))

    assert {log.name for log in logs} == {"postgres.log", "redis.log"}
    assert list(folder.iterdir()) == []


def test_the_default_folder_is_one_that_the_servers_can_enter() -> None:
    folder = default_data_dir()

    assert folder.is_absolute()
    assert folder.is_relative_to("/var/lib") if os.geteuid() == 0 else folder.is_relative_to(Path.home())
