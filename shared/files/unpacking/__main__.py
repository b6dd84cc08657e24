"""File on stdin, its kind as argument, a JSON line a row on stdout; exit 2 and a Russian sentence if refused."""

import errno
import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from typing import BinaryIO

from shared.files.unpacking.container import inspect_parts, open_container
from shared.files.unpacking.limits import limit_this_process
from shared.files.unpacking.refusal import FileRefused

_REFUSED = 2
_TOO_MUCH = "в нём слишком много текста"


def main(kind: str) -> int:
    """Take the file apart within the limits and return the exit code."""
    limit_this_process()
    try:
        _unpack(kind)
    except FileRefused as refusal:
        reason = str(refusal)
    except MemoryError:
        reason = "Для чтения файла не хватило отведённой памяти. Отправьте таблицу как CSV UTF-8."
    except OSError as error:
        reason = f"Чтение файла прервано: {_TOO_MUCH if error.errno == errno.EFBIG else error.strerror}. Отправьте CSV."
    except Exception as error:  # noqa: BLE001  # openpyxl raises anything on a broken file; the sender must hear of it
        reason = f"Файл не удалось разобрать ({type(error).__name__}). Сохраните его заново и отправьте."
    else:
        return 0
    sys.stderr.buffer.write(reason.encode())
    return _REFUSED


def _unpack(kind: str) -> None:
    with open(sys.stdin.fileno(), "rb", closefd=False) as file:
        for row in _READERS[kind](file):
            sys.stdout.buffer.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
        sys.stdout.buffer.flush()


def _recognise(file: BinaryIO) -> Iterator[object]:
    from shared.files.unpacking.recognition import recognise_archive  # noqa: PLC0415  # tables need none of it

    yield [recognise_archive(file)]


# Within the limits already: only behind the inspection come the readers that parse for content.
def _read_workbook(file: BinaryIO, *, fills_merged: bool) -> Iterator[object]:
    with open_container(file, ".xlsx") as archive:
        extents = inspect_parts(archive)
        from shared.files.unpacking.sheet import read_sheet  # noqa: PLC0415  # bombs are answered before it is loaded

        yield from read_sheet(archive, extents, fills_merged=fills_merged)


def _read_document(file: BinaryIO) -> Iterator[object]:
    with open_container(file, ".docx") as archive:
        inspect_parts(archive)
        from shared.files.unpacking.document import read_document  # noqa: PLC0415  # the same

        yield from read_document(archive)


_READERS: dict[str, Callable[[BinaryIO], Iterator[object]]] = {
    "sheet": partial(_read_workbook, fills_merged=False),
    "grid": partial(_read_workbook, fills_merged=True),
    "document": _read_document,
    "kind": _recognise,
}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1]))
