"""Workbooks and documents, taken apart by a process with limits of its own; here are the rows that it found."""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import IO, Any, BinaryIO, Literal

from shared.errors import OporaError, Transient
from shared.files.rows import TableUnreadable
from shared.files.unpacking.limits import WALL_SECONDS

Kind = Literal["sheet", "grid", "document", "kind"]
"""A sheet has no merged cells; a grid is a sheet whose merged cells are filled; a document has tables; `kind` is
asked of any archive: one row that names its kind."""

_PROJECT = Path(__file__).parents[2]
_REFUSED = 2
# Each may take 256 MiB at worst, and a processor.
_SLOTS = BoundedSemaphore(2)
# As long as one workbook may take: whoever waits longer had better come again.
_LONGEST_WAIT_SECONDS = WALL_SECONDS


class WorkbooksBusy(Transient):
    """Сейчас читаются другие книги. Отправьте файл снова через полминуты."""

    code = "workbooks-busy"
    title = "Other workbooks are being read"


class UnpackingFailed(OporaError):
    """Чтение файла прервалось: это ошибка программы. Отправьте таблицу как CSV и сообщите администратору."""

    code = "unpacking-failed"
    title = "The program that reads workbooks failed"


@contextmanager
def open_unpacked(source: BinaryIO, kind: Kind) -> Iterator[Iterator[Any]]:
    """Take the file apart and yield what the program found, a list a row; raise TableUnreadable for a refused file."""
    with TemporaryFile() as unpacked:
        _unpack(source, unpacked, kind)
        unpacked.seek(0)
        yield map(json.loads, unpacked)


def _unpack(source: BinaryIO, target: IO[bytes], kind: Kind) -> None:
    if not _SLOTS.acquire(timeout=_LONGEST_WAIT_SECONDS):
        raise WorkbooksBusy
    try:
        with TemporaryFile() as copy:
            ended = _run(_seekable(source, copy), target, kind)
    except subprocess.TimeoutExpired as error:
        raise _over_limits() from error
    finally:
        _SLOTS.release()
    if ended.returncode == _REFUSED:
        raise TableUnreadable(ended.stderr.decode("utf-8", "replace"))
    if ended.returncode < 0:
        raise _over_limits()
    if ended.returncode:
        raise UnpackingFailed


def _seekable(source: BinaryIO, copy: IO[bytes]) -> int:
    """Return the descriptor of the content; what has none of its own is copied first."""
    try:
        descriptor = source.fileno()
    except io.UnsupportedOperation:
        shutil.copyfileobj(source, copy)
        copy.flush()
        return copy.fileno()
    # What was spooled in memory has just gone to disk, perhaps not to its end.
    source.flush()
    return descriptor


def _run(content: int, target: IO[bytes], kind: Kind) -> "subprocess.CompletedProcess[bytes]":
    # Nothing of this process's environment goes along: it holds passwords. The parser is the one that was inspected.
    environment = {"PYTHONPATH": str(_PROJECT), "OPENPYXL_LXML": "False", "LANG": os.environ.get("LANG", "C.UTF-8")}
    return subprocess.run(  # noqa: S603  # a program of ours, its argument is one of four words
        [sys.executable, "-s", "-W", "ignore", "-m", "shared.files.unpacking", kind],
        stdin=content,
        stdout=target,
        stderr=subprocess.PIPE,
        cwd=_PROJECT,
        env=environment,
        timeout=WALL_SECONDS,
        check=False,
    )


def _over_limits() -> TableUnreadable:
    return TableUnreadable("Чтение файла заняло слишком много времени или памяти. Отправьте таблицу как CSV UTF-8.")
