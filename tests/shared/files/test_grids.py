"""Tables whose header may stand anywhere: CSV and sheets, merged cells and dates as people see them."""

import io
from datetime import datetime
from typing import Any

import openpyxl
import pytest

from shared.files.csv_reader import read_csv_grid
from shared.files.grid import GridRow
from shared.files.rows import RowFault, TableUnreadable
from shared.files.xlsx_reader import read_xlsx_grid
from tests.shared.files.reading import PLAIN_SHEET, make_container, make_parts, make_workbook, save


def read_csv(text: str) -> list[GridRow]:
    return list(read_csv_grid(io.BytesIO(text.encode())))


def read_sheet(content: bytes) -> list[GridRow]:
    return list(read_xlsx_grid(io.BytesIO(content)))


def test_rows_of_csv_keep_their_numbers_and_widths() -> None:
    rows = read_csv('План\n\nа,б\n"в\nг", д ,\n,,\nе"ж"\n"к"л,м\n')

    assert rows == [
        GridRow(1, ("План",)),
        GridRow(3, ("а", "б")),
        GridRow(4, ("в\nг", "д", "")),
        GridRow(6, ('е"ж"',)),
        GridRow(7, (), RowFault.broken_quotes),
    ]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ('а\n"б\n', "Строка 2: кавычка открыта"),
        ("а\n" + "б" * 70_000, "Строка 2: она длиннее"),
        ("а\n\0", "нулевой байт"),
    ],
)
def test_csv_in_which_rows_may_have_vanished_is_refused(content: str, sentence: str) -> None:
    with pytest.raises(TableUnreadable, match=sentence):
        read_csv(content)


def test_csv_in_another_encoding_is_refused_with_its_line() -> None:
    with pytest.raises(TableUnreadable, match="Строка 2: не в кодировке UTF-8"):
        list(read_csv_grid(io.BytesIO(b"a\n" + "Срок".encode("cp1251"))))


def test_merged_cells_of_a_sheet_are_filled_and_rows_have_its_width() -> None:
    book = openpyxl.Workbook()
    for row in (("№", "Срок", "Кто"), ("Раздел",), (1, "октябрь", "ОУ"), (2, None, "МЦ"), (), (3, None, None)):
        book.active.append(row)
    book.active.merge_cells("A2:C2")
    book.active.merge_cells("B3:B5")

    assert [row.cells for row in read_sheet(save(book))] == [
        ("№", "Срок", "Кто"),
        ("Раздел", "Раздел", "Раздел"),
        ("1", "октябрь", "ОУ"),
        ("2", "октябрь", "МЦ"),
        ("3", "", ""),
    ]


def test_a_cell_that_cannot_be_read_is_told_with_its_place() -> None:
    rows = read_sheet(make_workbook([("a", "b"), ("x", "=1+1")]))

    assert rows[1] == GridRow(2, ("x", ""), RowFault.formula_cell, 1)


@pytest.mark.parametrize(
    ("number_format", "text"),
    [
        ("yyyy-mm-dd", "2023-03-01"),
        ("dd.mm.yyyy", "2023-03-01"),
        ('d" "mmmm" "yyyy" г."', "2023-03-01"),
        # What a program makes of «Март 2023» and of «1 марта»: it adds a day, or the year of the day of typing.
        ("mmm-yy", "2023-03"),
        ("[$-419]mmmm\\ yyyy;@", "2023-03"),
        ("d-mmm", "01.03"),
        ("[$-419]d\\ mmmm;@", "01.03"),
    ],
)
def test_a_date_comes_as_people_see_it(number_format: str, text: str) -> None:
    book = openpyxl.Workbook()
    book.active["A1"] = datetime(2023, 3, 1)  # noqa: DTZ001  # sheets know no time zones
    book.active["A1"].number_format = number_format

    assert [row.cells for row in read_sheet(save(book))] == [(text,)]


@pytest.mark.parametrize("reference", ["A1:XFD1048576", "A2:B1", "A:C", "1:1", "?", "", "A1:"])
def test_a_merged_range_that_is_endless_or_nonsense_does_no_harm(reference: str) -> None:
    parts: dict[str, Any] = make_parts(PLAIN_SHEET)
    sheet = parts["xl/worksheets/sheet1.xml"]
    merged = f'</sheetData><mergeCells><mergeCell ref="{reference}"/></mergeCells>'
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("</sheetData>", merged)

    try:
        rows = read_sheet(make_container(parts))
    except TableUnreadable:
        return
    assert [len(row.cells) for row in rows] == [2]
