"""DOCX in: the tables of a document, taken apart by a process with limits of its own."""

from collections.abc import Iterator
from itertools import groupby
from typing import Any, BinaryIO

from shared.files.grid import GridRow
from shared.files.unpacked import open_unpacked


def read_docx_tables(source: BinaryIO) -> Iterator[list[GridRow]]:
    """Yield the tables in order, with the rows that hold something; they are counted from 1 through all tables.

    A cell that is merged over columns or rows stands in each of them. Numbers that the program counts by itself are
    no text and stay empty. Raises TableUnreadable for the file as a whole.
    """
    with open_unpacked(source, "document") as lines:
        for _, rows in groupby(lines, key=_table_number):
            yield [GridRow(number, tuple(cells)) for _, number, cells in rows]


def _table_number(line: Any) -> int:  # noqa: ANN401  # a line of JSON
    return int(line[0])
