"""CSV in: explicit encoding, strict quotes, exact header, every cell as text."""

import csv
import io
from collections.abc import Iterator
from typing import BinaryIO

from shared.files.header import arrange_cells, find_positions
from shared.files.rows import RowFault, TableColumns, TableUnreadable, TextRow, faulty_row

UTF8 = "utf-8-sig"
WINDOWS_1251 = "cp1251"
_UNTERMINATED = "unexpected end of data"
_TOO_LONG = "field larger than field limit"


def read_csv(source: BinaryIO, columns: TableColumns, *, encoding: str = UTF8) -> Iterator[TextRow]:
    """Yield the rows below the header; the header is row 1, empty lines are passed over.

    Raises HeaderInvalid or TableUnreadable where the file as a whole cannot be trusted: a quote that is
    never closed, or a cell without end, swallows rows, so nothing of such a file counts.
    """
    text = io.TextIOWrapper(source, encoding=encoding, newline="")
    reader = csv.reader(_without_nul(text), strict=True)
    try:
        header = next(reader, None)
        positions = find_positions(header, columns)
        yield from _records(reader, len(header or ()), positions, columns)
    except UnicodeDecodeError as error:
        raise TableUnreadable(
            f"Строка {_find_undecodable_line(source, encoding)}: не в кодировке "
            f"{'UTF-8' if encoding == UTF8 else 'Windows-1251'}. Сохраните файл как CSV UTF-8 и отправьте снова."
        ) from error
    except csv.Error as error:
        raise TableUnreadable(f"Строка 1: {_why(error)}") from error
    finally:
        text.detach()


def _find_undecodable_line(source: BinaryIO, encoding: str) -> int:
    source.seek(0)
    for number, line in enumerate(source, start=1):
        try:
            line.decode(encoding)
        except UnicodeDecodeError:
            return number
    return 1


def _why(error: csv.Error) -> str:
    if _TOO_LONG in str(error):
        return f"ячейка длиннее {csv.field_size_limit()} знаков; вероятно, кавычка открыта и не закрыта."
    if _UNTERMINATED in str(error):
        return "кавычка открыта и не закрыта до конца файла."
    return "кавычки внутри ячейки расставлены неверно: удвойте внутренние."


def _without_nul(lines: Iterator[str]) -> Iterator[str]:
    for number, line in enumerate(lines, start=1):
        if "\0" in line:
            raise TableUnreadable(f"Строка {number}: в файле есть нулевой байт; это не текстовый CSV.")
        yield line


def _records(reader: Iterator[list[str]], width: int, positions: list[int], columns: TableColumns) -> Iterator[TextRow]:
    in_order = positions == list(range(width))
    number = 1
    try:
        # A region's file has a million rows: this loop does as little as it can for each.
        for number, record in enumerate(_tolerant(reader), start=2):
            if record is None:
                yield faulty_row(number, columns, RowFault.broken_quotes)
            elif not any(record):
                # Spreadsheets end a file with rows of nothing but commas.
                continue
            elif len(record) == width:
                cells = [*map(str.strip, record)]
                yield (str(number), *(cells if in_order else arrange_cells(cells, positions)), "", "")
            else:
                yield faulty_row(number, columns, RowFault.wrong_cell_count)
    except csv.Error as error:
        # The row in which the quote was opened, however many lines it swallowed.
        raise TableUnreadable(f"Строка {number + 1}: {_why(error)}") from error


def _tolerant(reader: Iterator[list[str]]) -> Iterator[list[str] | None]:
    """Yield the records, None for one with broken quotes; what may have swallowed rows still raises."""
    while True:
        try:
            yield from reader
        except csv.Error as error:
            if _UNTERMINATED in str(error) or _TOO_LONG in str(error):
                raise
            yield None
        else:
            return
