import csv
import io
from datetime import date, datetime
from tempfile import SpooledTemporaryFile
from threading import BoundedSemaphore
from typing import Any, BinaryIO, cast

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from openpyxl.styles import PatternFill

from shared.files import unpacked
from shared.files.csv_reader import read_csv
from shared.files.rows import HeaderInvalid, RowFault, TableUnreadable
from shared.files.unpacking.limits import SHEET_ROWS
from shared.files.xlsx_reader import WorkbooksBusy, read_xlsx
from tests.shared.files.reading import (
    COLUMNS,
    HEADER,
    PLAIN_SHEET,
    make_container,
    make_parts,
    make_workbook,
    read,
    save,
)


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ("00123", "00123"),
        ("12345678901234567", "12345678901234567"),
        ("  Школа № 1\n", "Школа № 1"),
        ("=1+1 is what it says", RowFault.formula_cell),
        (20, "20"),
        (20.0, "20"),
        (-3, "-3"),
        (3.5, "3.5"),
        (0.1, "0.1"),
        (1.2345678901234568e16, RowFault.inexact_number),
        (True, "TRUE"),
        (date(2021, 9, 30), "2021-09-30"),
        (datetime(2021, 9, 30, 8, 15), "2021-09-30T08:15:00"),  # noqa: DTZ001  # sheets know no time zones
        ("=SUM(A1:A9)", RowFault.formula_cell),
        ("#REF!", RowFault.error_cell),
        ("NaN", "NaN"),
    ],
)
def test_a_cell_comes_as_text_or_makes_its_row_faulty(value: object, text: str) -> None:
    row = read(make_workbook([HEADER, ("a", value)]))

    if isinstance(text, RowFault):
        assert row == [("2", "", "", "", text.value, "count")]
    else:
        assert row == [("2", "a", text, "", "", "")]


@pytest.mark.parametrize(
    ("cell", "text", "fault"),
    [
        ('<c r="B2"><v>12345678901234567</v></c>', "12345678901234567", ""),
        ('<c r="B2"><v>1.2345678901234568E+16</v></c>', "", "inexact_number"),
        ('<c r="B2"><v>1E999</v></c>', "", "inexact_number"),
        ('<c r="B2"><v>2E1</v></c>', "20", ""),
        ('<c r="B2"><f>A1</f><v>20</v></c>', "", "formula_cell"),
        ('<c r="B2" t="str"><f t="array" ref="B2">A1</f><v>20</v></c>', "", "formula_cell"),
        ('<c r="B2" t="e"><v>#DIV/0!</v></c>', "", "error_cell"),
        ('<c r="B2" t="inlineStr"><is><r><t>Шко</t></r><r><t>ла</t></r></is></c>', "Школа", ""),
        ('<c r="B2" t="inlineStr"><is><t>=1+1</t></is></c>', "=1+1", ""),
    ],
)
def test_a_cell_is_read_by_what_the_file_says_it_is(cell: str, text: str, fault: str) -> None:
    sheet = f'{PLAIN_SHEET}<row r="2"><c r="A2" t="inlineStr"><is><t>a</t></is></c>{cell}</row>'

    row = read(make_container(make_parts(sheet)))

    expected = ("2", "", "", "", fault, "count") if fault else ("2", "a", text, "", "", "")
    assert row == [expected]


def test_rows_keep_their_numbers_and_empty_ones_are_passed_over() -> None:
    book = openpyxl.Workbook()
    for place, value in {"A1": "count", "B1": "code", "A3": 7, "B3": "a", "B7": "b"}.items():
        book.active[place] = value
    # A coloured cell holds nothing, however far off it is.
    book.active["Z500"].fill = PatternFill("solid", "FF0000")

    rows = read(save(book))

    assert rows == [("3", "a", "7", "", "", ""), ("7", "b", "", "", "", "")]


def test_a_cell_beside_the_table_makes_its_row_faulty() -> None:
    rows = read(make_workbook([HEADER, ("a", 1, "?"), ("b", 2, None)]))

    assert rows == [("2", "", "", "", "wrong_cell_count", ""), ("3", "b", "2", "", "", "")]


@pytest.mark.parametrize("state", ["hidden", "veryHidden"])
def test_hidden_and_empty_sheets_do_not_count(state: str) -> None:
    book = openpyxl.Workbook()
    book.active.append(("list", "of", "choices"))
    book.active.sheet_state = state
    book.create_sheet("Пустой")
    table = book.create_sheet("Данные")
    table.append(HEADER)
    table.append(("a", 1))

    assert read(save(book)) == [("2", "a", "1", "", "", "")]


def test_two_filled_sheets_are_refused() -> None:
    book = openpyxl.Workbook()
    book.active.append(HEADER)
    book.create_sheet("Ещё").append(HEADER)

    with pytest.raises(TableUnreadable, match="«Sheet», «Ещё»"):
        read(save(book))


def test_merged_cells_are_refused() -> None:
    book = openpyxl.Workbook()
    for row in (HEADER, ("a", 1), ("b", None)):
        book.active.append(row)
    book.active.merge_cells("B2:B3")

    with pytest.raises(TableUnreadable, match="B2:B3"):
        read(save(book))


@pytest.mark.parametrize(
    ("rows", "code"),
    [
        ([("code",)], "missing_column"),
        ([(*HEADER, "colour")], "unknown_column"),
        ([(*HEADER, "code")], "repeated_column"),
        ([], "empty_file"),
    ],
)
def test_a_wrong_header_is_refused(rows: list[Any], code: str) -> None:
    with pytest.raises(HeaderInvalid) as refused:
        read(make_workbook(rows))

    assert code in {issue.code for issue in refused.value.errors}


def test_an_empty_workbook_is_refused() -> None:
    with pytest.raises(HeaderInvalid):
        read(make_workbook([]))


def test_a_header_below_the_first_row_is_refused() -> None:
    with pytest.raises(TableUnreadable, match="Первая строка"):
        read(make_workbook([(), HEADER, ("a", 1)]))


@pytest.mark.parametrize(
    "rows",
    [
        '<row r="3"><c r="A3"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c></row><row r="2"><c r="A2"><v>2</v></c></row>',
        '<row r="2"><c r="B2"><v>1</v></c><c r="A2"><v>2</v></c></row>',
        '<row r="2"><c r="A2"><v>1</v></c><c r="A2"><v>2</v></c></row>',
        '<row r="2"><c r="A3"><v>1</v></c></row>',
    ],
)
def test_a_sheet_out_of_order_is_refused_instead_of_losing_rows(rows: str) -> None:
    with pytest.raises(TableUnreadable, match="по порядку"):
        read(make_container(make_parts(PLAIN_SHEET + rows)))


def test_a_sheet_longer_than_allowed_is_refused_with_its_limit() -> None:
    row = SHEET_ROWS + 1

    with pytest.raises(TableUnreadable, match=str(SHEET_ROWS)):
        read(make_container(make_parts(f'{PLAIN_SHEET}<row r="{row}"><c r="A{row}"><v>1</v></c></row>')))


def test_a_workbook_that_takes_too_long_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacked, "WALL_SECONDS", 0.01)

    with pytest.raises(TableUnreadable, match="слишком много времени"):
        read(make_workbook([HEADER, ("a", 1)]))


def test_a_workbook_that_waits_too_long_for_its_turn_is_put_off(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(unpacked, "_SLOTS", BoundedSemaphore(1))
    monkeypatch.setattr(unpacked, "_LONGEST_WAIT_SECONDS", 0.01)

    with unpacked._SLOTS, pytest.raises(WorkbooksBusy):  # noqa: SLF001  # the turn that someone else has
        read(make_workbook([HEADER, ("a", 1)]))

    assert read(make_workbook([HEADER, ("a", 1)])) == [("2", "a", "1", "", "", "")]


def test_a_file_spooled_in_memory_is_read_to_its_end() -> None:
    with SpooledTemporaryFile(max_size=1_000_000) as spool:
        spool.write(make_workbook([HEADER, ("a", 1)]))
        spool.seek(0)

        rows = list(read_xlsx(cast("BinaryIO", spool), COLUMNS))

    assert rows == [("2", "a", "1", "", "", "")]


_TEXT = st.text(st.characters(exclude_categories=("Cs", "Cc", "Cn", "Co")), min_size=1, max_size=12).filter(
    lambda text: text.strip() and not text.startswith(("=", "#"))
)


@settings(max_examples=10, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(st.tuples(_TEXT, st.integers(0, 10**14)), min_size=1, max_size=30))
def test_a_workbook_says_the_same_as_csv(pairs: list[tuple[str, int]]) -> None:
    rows = [HEADER, *pairs]
    as_csv = io.StringIO(newline="")
    csv.writer(as_csv).writerows(rows)

    from_workbook = read(make_workbook(rows))

    assert from_workbook == list(read_csv(io.BytesIO(as_csv.getvalue().encode()), COLUMNS))
