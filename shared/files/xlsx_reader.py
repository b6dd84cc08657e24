"""XLSX in: taken apart by a process with limits of its own, then the same rows of text as CSV."""

from collections.abc import Iterator
from typing import BinaryIO

from shared.files.grid import GridRow
from shared.files.header import arrange_cells, find_positions
from shared.files.rows import RowFault, TableColumns, TableUnreadable, TextRow, faulty_row
from shared.files.unpacked import WorkbooksBusy, open_unpacked

__all__ = ["XLSX_MEDIA_TYPE", "WorkbooksBusy", "read_xlsx", "read_xlsx_grid"]
XLSX_MEDIA_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


def read_xlsx(source: BinaryIO, columns: TableColumns) -> Iterator[TextRow]:
    """Yield the rows below the header, which is row 1 of the only visible sheet that holds something.

    Text comes as it stands, whole numbers without a fraction, dates as 2021-09-30; a formula, an error value or a
    number longer than 15 digits makes its row faulty. Raises HeaderInvalid or TableUnreadable for the file as a whole.
    """
    with open_unpacked(source, "sheet") as lines:
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


def read_xlsx_grid(source: BinaryIO) -> Iterator[GridRow]:
    """Yield all rows that hold something, of a sheet whose header may stand anywhere; merged cells are filled."""
    with open_unpacked(source, "grid") as lines:
        for number, cells, fault, place in lines:
            yield GridRow(number, tuple(cells), RowFault(fault) if fault else None, place)
