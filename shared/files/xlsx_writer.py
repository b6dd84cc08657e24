"""XLSX out: flat memory, a frozen header, text stays text and numbers stay numbers."""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import BinaryIO

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from shared.errors import TooLarge
from shared.files.csv_writer import Cell

_WIDTH = 22
# A sheet keeps fifteen digits of a number; longer ones travel as text.
_EXACT_BELOW = 10**15


class SheetTooSmall(TooLarge):
    """Данные не помещаются на лист: в нём 1 048 576 строк, в ячейке 32 767 знаков. Запросите CSV."""

    code = "sheet-too-small"
    title = "The content does not fit on a sheet"


class SheetRows:
    """The rows of a sheet that is being written, from the second line on."""

    def __init__(self, worksheet: Worksheet) -> None:
        self._worksheet = worksheet
        self._written = 0

    def add_rows(self, rows: Iterable[Sequence[Cell]]) -> None:
        """Write rows below those that stand there; raises SheetTooSmall instead of cutting anything off."""
        for row in rows:
            self._written += 1
            for place, cell in enumerate(row):
                _write_cell(self._worksheet, self._written, place, cell)


@contextmanager
def open_xlsx(target: BinaryIO, sheet: str, header: Sequence[str]) -> Iterator[SheetRows]:
    """Open a workbook of one sheet for rows that come bit by bit; they go to disk as they come."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(target, options) as workbook:
        worksheet = workbook.add_worksheet(sheet)
        worksheet.freeze_panes(1, 0)
        worksheet.set_column(0, len(header) - 1, _WIDTH)
        worksheet.write_row(0, 0, header, workbook.add_format({"bold": True, "text_wrap": True}))
        yield SheetRows(worksheet)


def write_xlsx(target: BinaryIO, sheet: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write one sheet; rows go to disk as they come, so any number of them takes the same memory.

    Text is never a formula or a link, whatever it begins with. Raises SheetTooSmall instead of cutting anything off.
    """
    with open_xlsx(target, sheet, header) as written:
        written.add_rows(rows)


def _write_cell(worksheet: Worksheet, row: int, column: int, cell: Cell) -> None:
    if cell is None or cell == "":
        return
    if isinstance(cell, int) and abs(cell) < _EXACT_BELOW:
        written = worksheet.write_number(row, column, cell)
    else:
        written = worksheet.write_string(row, column, str(cell))
    # The library tells of rows and letters that it leaves out by its answer alone.
    if written != 0:
        raise SheetTooSmall
