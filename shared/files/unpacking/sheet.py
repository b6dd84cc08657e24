"""Reads the one sheet of a workbook that holds something, every cell as text."""

import math
import re
from collections.abc import Iterator
from datetime import date, datetime, time
from typing import Any
from zipfile import ZipFile

from openpyxl import load_workbook

from shared.files.rows import RowFault
from shared.files.unpacking.inspection import SheetExtent
from shared.files.unpacking.merging import MergedCells
from shared.files.unpacking.refusal import FileRefused

SheetRow = tuple[int, list[str], str, int]
"""Row number as the spreadsheet shows it; cells up to the last that holds something; fault and its place in the cells
(empty text and -1 where the row was read)."""

# Excel keeps fifteen digits: a longer number is no longer what was typed.
_EXACT_BELOW = 10**15
# Quoted text, locales and escaped signs of a number format.
_NOT_SHOWN = re.compile(r'"[^"]*"|\[[^\]]*\]|\\.')


def read_sheet(archive: ZipFile, extents: dict[str, SheetExtent], *, fills_merged: bool) -> Iterator[SheetRow]:
    """Yield the rows that hold something; raise FileRefused where two sheets do.

    Merged cells are refused too, or else filled; every row then has the width of the sheet.
    """
    workbook = load_workbook(archive.fp, read_only=True, keep_links=False)
    filled = [sheet for sheet in workbook.worksheets if sheet.sheet_state == "visible" and _extent(sheet, extents).rows]
    if len(filled) > 1:
        names = ", ".join(f"«{sheet.title[:31]}»" for sheet in filled[:5])
        raise FileRefused(f"Данные стоят на нескольких листах: {names}. Оставьте один, остальные удалите.")
    for sheet in filled:
        extent = _extent(sheet, extents)
        if extent.merged and not fills_merged:
            raise FileRefused(f"Ячейки {extent.merged[0][:30]} объединены. Разъедините их и заполните каждую.")
        rows = _read_rows(sheet, extent)
        yield from _fill_merged(rows, extent) if fills_merged else (row for row in rows if row[1])


def _read_rows(sheet: Any, extent: SheetExtent) -> Iterator[SheetRow]:  # noqa: ANN401  # openpyxl carries no types
    cells = sheet.iter_rows(min_row=1, max_row=extent.rows, min_col=1, max_col=extent.columns)
    for number, row in enumerate(cells, start=1):
        yield _read_row(number, row)


def _fill_merged(rows: Iterator[SheetRow], extent: SheetExtent) -> Iterator[SheetRow]:
    merged = MergedCells(extent.merged)
    for number, cells, fault, place in rows:
        filled = merged.fill(number, cells + [""] * (extent.columns - len(cells)))
        # A row that holds nothing but what is merged from above is the rest of the row above.
        if cells:
            yield number, filled, fault, place


def _extent(sheet: Any, extents: dict[str, SheetExtent]) -> SheetExtent:  # noqa: ANN401  # openpyxl carries no types
    part = sheet._worksheet_path  # noqa: SLF001  # openpyxl has no public name for it
    if part not in extents:
        raise FileRefused(f"Лист «{sheet.title[:31]}» повреждён. Сохраните таблицу заново и отправьте.")
    return extents[part]


def _read_row(number: int, row: tuple[Any, ...]) -> SheetRow:
    cells: list[str] = []
    fault, place, width = "", -1, 0
    for index, cell in enumerate(row):
        text = _read_cell(cell)
        if isinstance(text, RowFault):
            if not fault:
                fault, place = text.value, index
            width = index + 1
            text = ""
        elif text:
            width = index + 1
        cells.append(text)
    return number, cells[:width], fault, place


def _read_cell(cell: Any) -> str | RowFault:  # noqa: ANN401  # openpyxl carries no types
    if cell.value is None:
        return ""
    if cell.data_type == "f":
        # The value stored beside a formula is whatever the last program left there, and it may be out of date.
        return RowFault.formula_cell
    if cell.data_type == "e":
        return RowFault.error_cell
    if cell.is_date and isinstance(cell.value, datetime) and cell.value.time() == time.min:
        return _write_date(cell.value, cell.number_format)
    return _write_value(cell.value)


def _write_date(value: datetime, number_format: str) -> str:
    """Write what people see of a date: programs make «Март 2023» its first day, and «10 июня» one of this year."""
    shown = _NOT_SHOWN.sub("", number_format.split(";", maxsplit=1)[0]).lower()
    if "y" not in shown and "d" in shown:
        return f"{value.day:02}.{value.month:02}"
    return value.date().isoformat() if "d" in shown or "y" not in shown else f"{value:%Y-%m}"


def _write_value(value: object) -> str | RowFault:
    if isinstance(value, str):
        return value.strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return _write_float(value)
    if isinstance(value, date | time):
        return value.isoformat()
    return str(value)


def _write_float(value: float) -> str | RowFault:
    if not math.isfinite(value) or abs(value) >= _EXACT_BELOW:
        return RowFault.inexact_number
    return str(int(value)) if value.is_integer() else repr(value)
