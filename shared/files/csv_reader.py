"""CSV in: explicit encoding, strict quotes, exact header, every cell as text."""

import codecs
import csv
import io
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import BinaryIO

from shared.files.grid import GridRow
from shared.files.header import arrange_cells, find_positions
from shared.files.rows import ROW_CHARACTERS, RowFault, TableColumns, TableUnreadable, TextRow, faulty_row

UTF8 = "utf-8-sig"
WINDOWS_1251 = "cp1251"
_UNTERMINATED = "unexpected end of data"
_TOO_LONG = "row too long"
_PIECE_BYTES = 65_536


@dataclass(slots=True)
class _RowLength:
    """How much of the current row has been read; a quoted cell carries it over many lines."""

    characters: int = 0


def read_csv(source: BinaryIO, columns: TableColumns, *, encoding: str = UTF8) -> Iterator[TextRow]:
    """Yield the rows below the header; the header is row 1, empty lines are passed over.

    Raises HeaderInvalid or TableUnreadable where the file as a whole cannot be trusted: a quote that is
    never closed, or a row without end, swallows rows, so nothing of such a file counts.
    """
    text = io.TextIOWrapper(source, encoding=encoding, newline="")
    length = _RowLength()
    reader = csv.reader(_bounded_lines(text, length), strict=True)
    try:
        header = next(reader, None)
        positions = find_positions(header, columns)
        yield from _records(reader, length, positions, columns, width=len(header or ()))
    except UnicodeDecodeError as error:
        raise _undecodable(source, encoding) from error
    except csv.Error as error:
        raise TableUnreadable(f"Строка 1: {_why(error)}") from error
    finally:
        text.detach()


def read_csv_grid(source: BinaryIO) -> Iterator[GridRow]:
    """Yield all rows that hold something, of a table whose header may stand anywhere; raise TableUnreadable."""
    text = io.TextIOWrapper(source, encoding=UTF8, newline="")
    length = _RowLength()
    number = 0
    try:
        for number, record in enumerate(_tolerant(csv.reader(_bounded_lines(text, length), strict=True)), start=1):
            length.characters = 0
            if record is None:
                yield GridRow(number, (), RowFault.broken_quotes)
            elif any(cells := tuple(map(str.strip, record))):
                yield GridRow(number, cells)
    except UnicodeDecodeError as error:
        raise _undecodable(source, UTF8) from error
    except csv.Error as error:
        raise TableUnreadable(f"Строка {number + 1}: {_why(error)}") from error
    finally:
        text.detach()


def _undecodable(source: BinaryIO, encoding: str) -> TableUnreadable:
    return TableUnreadable(
        f"Строка {_find_undecodable_line(source, encoding)}: не в кодировке "
        f"{'UTF-8' if encoding == UTF8 else 'Windows-1251'}. Сохраните файл как CSV UTF-8 и отправьте снова."
    )


def _find_undecodable_line(source: BinaryIO, encoding: str) -> int:
    source.seek(0)
    decoder = codecs.getincrementaldecoder(encoding)()
    number = 1
    # Piece by piece: the line may be as long as the file.
    while piece := source.read(_PIECE_BYTES):
        try:
            number += decoder.decode(piece).count("\n")
        except UnicodeDecodeError as error:
            return number + error.object[: error.start].count(b"\n")
    return number


def _why(error: csv.Error) -> str:
    if _TOO_LONG in str(error):
        return f"она длиннее {ROW_CHARACTERS} знаков; вероятно, кавычка открыта и не закрыта."
    if _UNTERMINATED in str(error):
        return "кавычка открыта и не закрыта до конца файла."
    return "кавычки внутри ячейки расставлены неверно: удвойте внутренние."


def _bounded_lines(text: io.TextIOWrapper, length: _RowLength) -> Iterator[str]:
    for number, line in enumerate(iter(partial(text.readline, ROW_CHARACTERS + 1), ""), start=1):
        length.characters += len(line)
        if length.characters > ROW_CHARACTERS:
            raise csv.Error(_TOO_LONG)
        if "\0" in line:
            raise TableUnreadable(f"Строка {number}: в файле есть нулевой байт; это не текстовый CSV.")
        yield line


def _records(
    reader: Iterator[list[str]], length: _RowLength, positions: list[int], columns: TableColumns, *, width: int
) -> Iterator[TextRow]:
    in_order = positions == list(range(width))
    number = 1
    length.characters = 0
    try:
        # A region's file has a million rows: this loop does as little as it can for each.
        for number, record in enumerate(_tolerant(reader), start=2):
            length.characters = 0
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
