"""The unprivileged account under which servers run when this process is root, and what it can reach."""

import os
import pwd
import subprocess
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from opora.embedded.errors import EmbeddedServerError

ACCOUNT_NAMES = ("postgres", "nobody")

# Asking the kernel as that account also honours access lists, which the mode bits do not show.
READ_SCRIPT = 'for path do [ -r "$path" ] || { printf %s "$path"; exit 1; }; done'
ENTER_SCRIPT = 'for path do [ -x "$path" ] || { printf %s "$path"; exit 1; }; done'


@dataclass(frozen=True, slots=True)
class Account:
    """A user of the operating system that already exists."""

    name: str
    user_id: int
    group_id: int


def is_root() -> bool:
    """Tell whether this process is root, as which Postgres refuses to run."""
    return os.geteuid() == 0


def choose_account(store: Path | None = None) -> Account | None:
    """Return who must run the servers: nobody special, or for root the owner of the store or an existing account."""
    if not is_root():
        return None
    if store is not None and store.exists() and store.stat().st_uid != 0:
        return _account_of(store.stat().st_uid)
    for name in ACCOUNT_NAMES:
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise EmbeddedServerError(
        "Postgres не работает от имени root, а учётных записей postgres и nobody в системе нет. "
        "Запустите Opora от имени обычного пользователя."
    )


def _account_of(user_id: int) -> Account:
    try:
        entry = pwd.getpwuid(user_id)
    except KeyError as error:
        raise EmbeddedServerError(
            f"Папка данных принадлежит пользователю {user_id}, которого в системе нет. "
            "Передайте её существующему пользователю (chown -R) или укажите другую папку."
        ) from error
    return Account(entry.pw_name, user_id, entry.pw_gid)


def find_barrier(path: Path, account: Account | None) -> Path | None:
    """Return the first folder on the way to the path, itself included, that the account cannot enter, or None."""
    if account is None:
        return None
    existing = [folder for folder in (*reversed(path.parents), path) if folder.exists()]
    return _first_failing(ENTER_SCRIPT, existing, account)


def can_read(paths: Sequence[Path], account: Account | None) -> bool:
    """Tell whether the account can read all these files; a missing one counts as unreadable."""
    return account is None or _first_failing(READ_SCRIPT, paths, account) is None


def _first_failing(script: str, paths: Sequence[Path], account: Account) -> Path | None:
    probe = subprocess.run(  # noqa: S603  a fixed script; the paths are arguments, not shell text
        ["/bin/sh", "-c", script, "sh", *map(str, paths)],
        user=account.user_id,
        group=account.group_id,
        extra_groups=[],
        cwd="/",
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        check=False,
        text=True,
    )
    return Path(probe.stdout) if probe.returncode != 0 else None
