"""Workbook on stdin, a JSON line a row on stdout; exit 2 with a Russian sentence on stderr where it is refused."""

import errno
import json
import sys

from shared.files.unpacking.container import inspect_parts, open_container
from shared.files.unpacking.limits import limit_this_process
from shared.files.unpacking.refusal import WorkbookRefused

_REFUSED = 2
_TOO_MUCH = "в ней слишком много текста"


def main() -> int:
    """Take the workbook apart within the limits and return the exit code."""
    limit_this_process()
    try:
        _unpack()
    except WorkbookRefused as refusal:
        reason = str(refusal)
    except MemoryError:
        reason = "Для чтения книги не хватило отведённой памяти. Отправьте таблицу как CSV UTF-8."
    except OSError as error:
        reason = f"Чтение книги прервано: {_TOO_MUCH if error.errno == errno.EFBIG else error.strerror}. Отправьте CSV."
    except Exception as error:  # noqa: BLE001  # openpyxl raises anything on a broken file; the sender must hear of it
        reason = f"Книгу не удалось разобрать ({type(error).__name__}). Сохраните таблицу заново и отправьте."
    else:
        return 0
    sys.stderr.buffer.write(reason.encode())
    return _REFUSED


def _unpack() -> None:
    with open(sys.stdin.fileno(), "rb", closefd=False) as file, open_container(file) as archive:
        extents = inspect_parts(archive)
        # Within the limits already: only now comes the library that parses for content.
        from shared.files.unpacking.sheet import read_sheet  # noqa: PLC0415  # bombs are answered before it is loaded

        for row in read_sheet(archive, extents):
            sys.stdout.buffer.write(json.dumps(row, ensure_ascii=False).encode() + b"\n")
        sys.stdout.buffer.flush()


if __name__ == "__main__":
    sys.exit(main())
