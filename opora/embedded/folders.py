"""Where the servers keep their files, and who holds a folder."""

import contextlib
import fcntl
import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import platformdirs

from opora.embedded.account import Account, choose_account, find_barrier, is_root
from opora.embedded.errors import DataFolderInUse, DataFolderUnreachable

# Root's servers run as another user, so everything stands where every user can enter.
SHARED_FOLDER = Path("/var/lib/opora")
# Others may pass through a folder of root's, but not list it; secrets inside are 0600 of their own.
PASSABLE = 0o711


def default_data_dir() -> Path:
    """Return the folder of the embedded servers' data where the caller names none."""
    return SHARED_FOLDER / "data" if is_root() else Path(platformdirs.user_data_dir("opora"))


def prepare_folder(folder: Path, account: Account | None) -> None:
    """Make the folder and its missing parents; never touch the rights of a folder that is already there."""
    barrier = find_barrier(folder, account)
    if account is not None and barrier is not None:
        raise DataFolderUnreachable(
            f"Серверы работают от имени «{account.name}» (Postgres отказывается работать от имени root), "
            f"а этот пользователь не может войти в папку {barrier}, поэтому папка данных {folder} ему недоступна. "
            f"Права чужих папок Opora не меняет. Укажите другую папку, например {default_data_dir()}, "
            "или запустите Opora от имени владельца папки."
        )
    try:
        for missing in [path for path in (*reversed(folder.parents), folder) if not path.exists()]:
            missing.mkdir(exist_ok=True)
            missing.chmod(PASSABLE if account else 0o700)
    except OSError as error:
        raise DataFolderUnreachable(
            f"Папку данных {folder} создать не удалось: {error}. Укажите папку, в которую вы можете писать."
        ) from error


def prepare_store(store: Path, account: Account | None) -> None:
    """Make the folder that the server itself owns and writes to."""
    store.mkdir(mode=0o700, exist_ok=True)
    give_to(store, account)


def give_to(path: Path, account: Account | None) -> None:
    """Hand one file or folder of ours to the account."""
    if account is not None:
        os.chown(path, account.user_id, account.group_id, follow_symlinks=False)


@contextlib.contextmanager
def temporary_folder() -> Iterator[Path]:
    """Yield a new folder that the servers' account can enter, and remove it afterwards."""
    account = choose_account()
    places = [Path(tempfile.gettempdir()), Path("/tmp"), Path("/var/tmp")]  # noqa: S108  mkdtemp inside is private
    parent = next((place for place in places if find_barrier(place, account) is None), places[0])
    folder = Path(tempfile.mkdtemp(prefix="opora-", dir=parent)).resolve()
    try:
        if account is not None:
            folder.chmod(PASSABLE)
        yield folder
    finally:
        shutil.rmtree(folder, ignore_errors=True)


class FolderLock:
    """A lock on a folder that the kernel frees when its holder dies."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._descriptor: int | None = None

    def acquire(self) -> None:
        """Take the folder, or say which process holds it; taking it twice is harmless."""
        if self._descriptor is not None:
            return
        try:
            descriptor = os.open(self._folder / "server.lock", os.O_RDWR | os.O_CREAT, 0o600)
        except OSError as error:
            raise DataFolderUnreachable(
                f"В папку данных {self._folder} нельзя писать: {error}. "
                "Укажите другую папку или исправьте её владельца."
            ) from error
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            holder = os.pread(descriptor, 32, 0).decode(errors="replace").strip()
            os.close(descriptor)
            raise DataFolderInUse(
                f"Папка данных {self._folder} занята: с ней работает процесс {holder or 'с неизвестным номером'}. "
                "Остановите его или укажите другую папку."
            ) from error
        os.ftruncate(descriptor, 0)
        os.pwrite(descriptor, f"{os.getpid()}\n".encode(), 0)
        self._descriptor = descriptor

    def release(self) -> None:
        """Give the folder back."""
        if self._descriptor is not None:
            os.close(self._descriptor)
            self._descriptor = None
