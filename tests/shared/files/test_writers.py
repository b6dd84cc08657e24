import csv
import io
from zipfile import ZipFile

import openpyxl
import pytest

from shared.files.csv_writer import Cell, write_csv
from shared.files.xlsx_writer import SheetTooSmall, write_xlsx

FORMULAS = [
    "=1+1",
    "=cmd|' /C calc'!A0",
    "+1+1",
    "-1+1",
    "@SUM(1)",
    "\t=1+1",
    "\r=1+1",
    "\n=1+1",
    "{=1+1}",
    '=HYPERLINK("http://example.org","x")',
    "http://example.org",
    "file:///etc/passwd",
    "internal:Sheet1!A1",
    "mailto:a@example.org",
]


def to_csv(*rows: list[Cell]) -> list[list[str]]:
    text = io.StringIO(newline="")
    write_csv(text, ["name"], rows)
    return list(csv.reader(io.StringIO(text.getvalue(), newline="")))


def to_xlsx(header: list[str], *rows: list[Cell]) -> bytes:
    target = io.BytesIO()
    write_xlsx(target, "Лист", header, rows)
    return target.getvalue()


@pytest.mark.parametrize("text", FORMULAS)
def test_no_text_is_a_formula_or_a_link_on_a_sheet(text: str) -> None:
    content = to_xlsx([text], [text])

    for (cell,) in openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows():
        # Carriage returns are written escaped, as the format wants it.
        assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text.replace("\r", "_x000D_"), None)
    with ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"hyperlink" not in sheet


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_of_csv_begins_like_a_formula(text: str) -> None:
    (header, row) = to_csv([text])

    assert header == ["name"]
    assert row == [f"'{text}" if text[0] in "=+-@\t\r\n" else text]


def test_a_header_begins_no_formula_either() -> None:
    text = io.StringIO(newline="")

    write_csv(text, ["=1+1"], [])

    assert text.getvalue() == "'=1+1\n"


def test_numbers_stay_numbers_and_long_ones_keep_every_digit() -> None:
    content = to_xlsx(["a", "b", "c", "d"], [-5, 12345678901234567, "00123", None])

    (row,) = openpyxl.load_workbook(io.BytesIO(content)).active.iter_rows(min_row=2)
    assert [(cell.value, cell.data_type) for cell in row] == [
        (-5, "n"),
        ("12345678901234567", "s"),
        ("00123", "s"),
        (None, "n"),
    ]
    assert to_csv([-5, 12345678901234567, "00123", None])[1] == ["-5", "12345678901234567", "00123", ""]


def test_a_text_longer_than_a_cell_is_refused_instead_of_cut() -> None:
    with pytest.raises(SheetTooSmall):
        to_xlsx(["a"], ["x" * 32_768])
