"""XLSX in: taken apart by a process with limits of its own, then the same rows of text as CSV."""

import io
import json
import os
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryFile
from threading import BoundedSemaphore
from typing import IO, BinaryIO

from shared.errors import OporaError, Transient
from shared.files.header import arrange_cells, find_positions
from shared.files.rows import RowFault, TableColumns, TableUnreadable, TextRow, faulty_row
from shared.files.unpacking.limits import WALL_SECONDS

XLSX_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
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
    """Чтение книги прервалось: это ошибка программы. Отправьте таблицу как CSV и сообщите администратору."""

    code = "unpacking-failed"
    title = "The program that reads workbooks failed"


def read_xlsx(source: BinaryIO, columns: TableColumns) -> Iterator[TextRow]:
    """Yield the rows below the header, which is row 1 of the only visible sheet that holds something.

    Text comes as it stands, whole numbers without a fraction, dates as 2021-09-30; a formula, an error value or a
    number longer than 15 digits makes its row faulty. Raises HeaderInvalid or TableUnreadable for the file as a whole.
    """
    with TemporaryFile() as unpacked:
        _unpack(source, unpacked)
        unpacked.seek(0)
        lines = map(json.loads, unpacked)
        first = next(lines, None)
        if first and first[0] > 1:
            raise TableUnreadable("Первая строка листа пуста, а в ней должен стоять заголовок.")
        header = [cell.strip() for cell in first[1]] if first else []
        positions = find_positions(header, columns)
        for number, cells, fault, place in lines:
            if len(cells) > len(header):
                yield faulty_row(number, columns, RowFault.wrong_cell_count)
            elif fault:
                yield faulty_row(number, columns, RowFault(fault), header[place])
            else:
                yield (str(number), *arrange_cells(cells, positions), "", "")


def _unpack(source: BinaryIO, target: IO[bytes]) -> None:
    if not _SLOTS.acquire(timeout=_LONGEST_WAIT_SECONDS):
        raise WorkbooksBusy
    try:
        with TemporaryFile() as copy:
            ended = _run(_seekable(source, copy), target)
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


def _run(content: int, target: IO[bytes]) -> "subprocess.CompletedProcess[bytes]":
    # Nothing of this process's environment goes along: it holds passwords. The parser is the one that was inspected.
    environment = {"PYTHONPATH": str(_PROJECT), "OPENPYXL_LXML": "False", "LANG": os.environ.get("LANG", "C.UTF-8")}
    return subprocess.run(
        [sys.executable, "-s", "-W", "ignore", "-m", "shared.files.unpacking"],
        stdin=content,
        stdout=target,
        stderr=subprocess.PIPE,
        cwd=_PROJECT,
        env=environment,
        timeout=WALL_SECONDS,
        check=False,
    )


def _over_limits() -> TableUnreadable:
    return TableUnreadable("Чтение книги заняло слишком много времени или памяти. Отправьте таблицу как CSV UTF-8.")
