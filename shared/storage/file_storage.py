"""Puts files into the storage and gives them back; the only code that knows how they are kept there."""

import asyncio
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

import obstore
import structlog
from obstore.exceptions import BaseError
from obstore.store import ObjectStore

from shared.storage.errors import StorageUnavailable, StoredFileMissing
from shared.storage.keys import FileKey

_PIECE_BYTES = 65_536
# What one part of a large upload holds in memory, and how many of them at a time.
_PART_BYTES = 5_242_880
_PARTS_AT_ONCE = 2

logger = structlog.get_logger(__name__)


class FileStorage:
    """Files in one folder or one bucket; every copy of a service works with the same.

    It calls the library's blocking functions in threads. Its coroutines end in threads of its own, which abort the
    process when the interpreter ends at that moment (measured: one exit in ten or twenty).
    """

    def __init__(self, open_store: Callable[[], ObjectStore], *, folder: Path | None = None) -> None:
        """Take what opens the store, at the first use; `folder` is where it is one of this machine."""
        self._open_store = open_store
        self._folder = folder

    async def put(self, key: FileKey, file: BinaryIO) -> None:
        """Store the content from the file's start: whole or not at all; what is there already stays as it is.

        Call it before the row that names the file is committed: a file that no row names harms nobody.
        """
        await asyncio.to_thread(self._put, key.path, file)

    async def open(self, key: FileKey) -> Iterator[bytes]:
        """Return the content piece by piece, to be read in a thread; raise StoredFileMissing or StorageUnavailable."""
        return await asyncio.to_thread(self._get, key.path)

    @cached_property
    def _store(self) -> ObjectStore:
        return self._open_store()

    def _put(self, path: str, file: BinaryIO) -> None:
        size = file.seek(0, os.SEEK_END)
        file.seek(0)
        with _translated(path):
            if self._find_size(path) == size:
                return
            obstore.put(self._store, path, file, chunk_size=_PART_BYTES, max_concurrency=_PARTS_AT_ONCE)
            if self._folder is not None:
                _settle(self._folder / path)

    def _find_size(self, path: str) -> int | None:
        try:
            return obstore.head(self._store, path)["size"]
        except FileNotFoundError:
            return None

    def _get(self, path: str) -> Iterator[bytes]:
        with _translated(path):
            store = self._store
            try:
                found = obstore.get(store, path)
            except FileNotFoundError as error:
                logger.exception("stored_file_missing", path=path)
                raise StoredFileMissing from error
        return _read_pieces(path, found)


def _read_pieces(path: str, found: "obstore.GetResult") -> Iterator[bytes]:
    with _translated(path):
        for piece in found.stream(min_chunk_size=_PIECE_BYTES):
            yield bytes(piece)


def _settle(path: Path) -> None:
    """See to it that the file outlives a power failure, as the row that will name it does."""
    for place in (path, path.parent):
        descriptor = os.open(place, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


@contextmanager
def _translated(path: str) -> Iterator[None]:
    """Say in our words what the library says in its own; those may name addresses, so they go to the log alone."""
    try:
        yield
    except (BaseError, OSError) as error:
        logger.warning("storage_unavailable", path=path, error=str(error).partition("\n")[0])
        raise StorageUnavailable from error
