"""XLSX out: flat memory, a frozen header, text stays text and numbers stay numbers."""

from collections.abc import Iterable, Sequence
from typing import BinaryIO

from xlsxwriter import Workbook

from shared.files.csv_writer import Cell

_WIDTH = 22


def write_xlsx(target: BinaryIO, sheet: str, header: Sequence[str], rows: Iterable[Sequence[Cell]]) -> None:
    """Write one sheet; rows go to disk as they come, so any number of them takes the same memory."""
    options = {"constant_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with Workbook(target, options) as workbook:
        worksheet = workbook.add_worksheet(sheet)
        worksheet.freeze_panes(1, 0)
        worksheet.set_column(0, len(header) - 1, _WIDTH)
        worksheet.write_row(0, 0, header, workbook.add_format({"bold": True, "text_wrap": True}))
        for number, row in enumerate(rows, start=1):
            worksheet.write_row(number, 0, row)
