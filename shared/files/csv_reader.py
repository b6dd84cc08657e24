"""CSV in: explicit encoding, strict quotes, exact header, every cell as text."""

import csv
import io
from collections.abc import Iterator
from difflib import get_close_matches
from typing import BinaryIO

from shared.errors import FieldIssue
from shared.files.rows import HeaderInvalid, RowFault, TableColumns, TableUnreadable, TextRow, faulty_row

UTF8 = "utf-8-sig"
WINDOWS_1251 = "cp1251"
_UNTERMINATED = "unexpected end of data"


def read_csv(source: BinaryIO, columns: TableColumns, *, encoding: str = UTF8) -> Iterator[TextRow]:
    """Yield the rows below the header; the header is row 1, empty lines are passed over.

    Raises HeaderInvalid or TableUnreadable where the file as a whole cannot be trusted: a quote that is
    never closed swallows rows, so nothing of such a file counts.
    """
    text = io.TextIOWrapper(source, encoding=encoding, newline="")
    reader = csv.reader(_without_nul(text), strict=True)
    try:
        header = next(reader, None)
        positions = _positions(header, columns)
        yield from _records(reader, len(header or ()), positions, columns)
    except UnicodeDecodeError as error:
        raise TableUnreadable(
            f"Файл не в кодировке {'UTF-8' if encoding == UTF8 else 'Windows-1251'}: "
            f"байт {error.start} не читается. Сохраните файл как CSV UTF-8 и отправьте снова."
        ) from error
    except csv.Error as error:
        raise TableUnreadable(f"Строка {reader.line_num}: кавычка открыта и не закрыта до конца файла.") from error
    finally:
        text.detach()


def _without_nul(lines: Iterator[str]) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        if "\0" in line:
            raise TableUnreadable(f"Строка {number}: в файле есть нулевой байт; это не текстовый CSV.")
        yield line


def _positions(header: list[str] | None, columns: TableColumns) -> list[int]:
    """Return, for each column asked for, where it stands in the file; one past the end where it is left out."""
    names = [cell.strip() for cell in header or ()]
    issues = [
        FieldIssue(f"/{name}", "missing_column", f"Нет обязательного столбца «{name}».")
        for name in columns.required
        if name not in names
    ]
    issues += [
        FieldIssue(f"/{name}", "unknown_column", _unknown_column(name, columns))
        for name in names
        if name not in columns.all
    ]
    issues += [
        FieldIssue(f"/{name}", "repeated_column", f"Столбец «{name}» встречается в заголовке дважды.")
        for name in sorted({name for name in names if names.count(name) > 1})
    ]
    if issues:
        raise HeaderInvalid(errors=issues)
    return [names.index(name) if name in names else len(names) for name in columns.all]


def _unknown_column(name: str, columns: TableColumns) -> str:
    if ";" in name:
        return "Столбцы разделены точкой с запятой, а нужна запятая: сохраните файл как CSV с запятыми."
    close = get_close_matches(name, columns.all, n=1)
    hint = f"Возможно, имелось в виду «{close[0]}»." if close else f"Допустимы: {', '.join(columns.all)}."
    return f"Неизвестный столбец «{name}». {hint}"


def _records(reader: Iterator[list[str]], width: int, positions: list[int], columns: TableColumns) -> Iterator[TextRow]:
    in_order = positions == list(range(width))
    # A region's file has a million rows: this loop does as little as it can for each.
    for number, record in enumerate(_tolerant(reader), start=2):
        if record is None:
            yield faulty_row(number, columns, RowFault.broken_quotes)
        elif len(record) == width:
            cells = [*map(str.strip, record)]
            yield (str(number), *(cells if in_order else _arranged(cells, positions)), "", "")
        elif record:
            yield faulty_row(number, columns, RowFault.wrong_cell_count)


def _tolerant(reader: Iterator[list[str]]) -> Iterator[list[str] | None]:
    """Yield the records, None for one with broken quotes; a quote that is never closed still raises."""
    while True:
        try:
            yield from reader
        except csv.Error as error:
            if _UNTERMINATED in str(error):
                raise
            yield None
        else:
            return


def _arranged(cells: list[str], positions: list[int]) -> list[str]:
    return [cells[place] if place < len(cells) else "" for place in positions]
