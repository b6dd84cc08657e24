import csv
import io
from functools import partial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shared.files.csv_reader import WINDOWS_1251, read_csv
from shared.files.rows import HeaderInvalid, RowFault, TableUnreadable, TextRow, faulty_row
from tests.shared.files.reading import COLUMNS


def read(text: str | bytes) -> list[TextRow]:
    return list(read_csv(io.BytesIO(text.encode() if isinstance(text, str) else text), COLUMNS))


@pytest.mark.parametrize(
    "cell",
    [
        *("00123", "0", "-0", "+7", "1e5", "1_000", "3.50", "20.0", "12345678901234567", "0x1F", "1 000", "٣"),
        *("NaN", "nan", "Infinity", "-inf", "1E999", "TRUE", "null", "None", "2021-09-30", "30.09.2021"),
        *("=1+1", "@SUM(A1)", "'00123", "#REF!", "\\N", "\\.", "{=1}", "Ёлка № 1", "\u202eабв", "a\u00a0b"),
    ],
)
def test_a_cell_comes_as_it_stands(cell: str) -> None:
    assert read(f"code,count\n{cell},{cell}\n") == [("2", cell, cell, "", "", "")]


@pytest.mark.parametrize("line_end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_a_mark_at_the_beginning_and_any_line_end_are_no_part_of_cells(mark: str, line_end: str) -> None:
    lines = f"{mark}code,count", "a,1", "", '"b, c","2"', ""

    assert read(line_end.join(lines)) == [("2", "a", "1", "", "", ""), ("4", "b, c", "2", "", "", "")]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        ("a", RowFault.wrong_cell_count),
        ("a,1,2", RowFault.wrong_cell_count),
        ("a;1", RowFault.wrong_cell_count),
        ('"a"b,1', RowFault.broken_quotes),
    ],
)
def test_a_line_that_cannot_be_trusted_is_faulty_and_the_others_stay(line: str, fault: RowFault) -> None:
    rows = read(f"code,count\na,1\n{line}\nb,2\n")

    assert rows == [("2", "a", "1", "", "", ""), faulty_row(3, COLUMNS, fault), ("4", "b", "2", "", "", "")]


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b'code,count\n"a,1\nb,2\n', "кавычка открыта и не закрыта"),
        (b'code,count\na,1\nb,"2', "кавычка открыта и не закрыта"),
        (b'code,"count\na,1\n', "кавычка открыта и не закрыта"),
        (b"code,count\na,\x00\n", "нулевой байт"),
        (b"code,count\n\xff,1\n", "не в кодировке UTF-8"),
        ("code,count\na,1\n".encode("utf-16"), "не в кодировке UTF-8"),
        (b'code,count\n"' + b"a" * 200_000 + b'\nb,2\n",1\n', "длиннее 65536 знаков"),
        (b"code,count\n" + b"a" * 200_000 + b",1\n", "длиннее 65536 знаков"),
    ],
)
def test_a_file_in_which_rows_may_have_vanished_is_refused_whole(content: bytes, sentence: str) -> None:
    with pytest.raises(TableUnreadable, match=sentence):
        read(content)


@pytest.mark.parametrize(
    ("header", "codes"),
    [
        ("code,count,code", {"repeated_column"}),
        ("code,count,", {"unknown_column"}),
        ("Code,count", {"missing_column", "unknown_column"}),
        ("code;count", {"wrong_delimiter"}),
        ("", {"empty_file"}),
    ],
)
def test_a_header_is_exact(header: str, codes: set[str]) -> None:
    with pytest.raises(HeaderInvalid) as refused:
        read(f"{header}\na,1\n")

    assert {issue.code for issue in refused.value.errors} == codes


def test_columns_may_stand_in_any_order() -> None:
    assert read("note,count,code\nn,1,a\n") == [("2", "a", "1", "n", "", "")]


def test_windows_1251_is_read_only_where_it_is_declared() -> None:
    content = "code,count\nШкола,1\n".encode("cp1251")
    declared = partial(read_csv, encoding=WINDOWS_1251)

    assert list(declared(io.BytesIO(content), COLUMNS)) == [("2", "Школа", "1", "", "", "")]
    with pytest.raises(TableUnreadable):
        read(content)


_CELL = st.text(st.characters(codec="utf-8", exclude_characters="\0"), max_size=20)


@given(st.lists(st.tuples(_CELL.filter(str.strip), _CELL), max_size=10))
def test_what_a_writer_quoted_is_read_back(rows: list[tuple[str, str]]) -> None:
    text = io.StringIO(newline="")
    csv.writer(text, quoting=csv.QUOTE_ALL).writerows([("code", "count"), *rows])

    read_back = read(text.getvalue())

    assert [row[1:3] for row in read_back] == [(code.strip(), count.strip()) for code, count in rows if code or count]
    assert {row[4] for row in read_back} <= {""}
