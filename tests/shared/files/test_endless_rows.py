import csv
import io
import time
import tracemalloc

import pytest

from shared.errors import Invalid
from shared.files.csv_reader import read_csv
from shared.files.ndjson_reader import read_ndjson
from shared.files.rows import ROW_CHARACTERS, HeaderInvalid, RowFault, TableUnreadable, faulty_row
from tests.shared.files.endless_rows import NDJSON, make_crowded_header, make_crowded_object, make_rows_without_end
from tests.shared.files.reading import COLUMNS

_ENDLESS = make_rows_without_end("code,count")
_MEBIBYTE = 1_048_576


@pytest.mark.parametrize("name", _ENDLESS)
def test_a_row_without_end_is_refused_in_flat_memory(name: str) -> None:
    media_type, make = _ENDLESS[name]
    reader = read_ndjson if media_type == NDJSON else read_csv
    source = io.BytesIO(make())
    begun = time.monotonic()
    tracemalloc.start()

    with pytest.raises(Invalid, match=r"Строка [12]:"):
        list(reader(source, COLUMNS))

    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert peak < 4 * _MEBIBYTE
    assert time.monotonic() - begun < 5


def test_the_row_that_has_no_end_is_named_and_not_the_line_on_which_it_was_noticed() -> None:
    content = b'code,count\na,"1\n2"\nb,"' + b"a\n" * ROW_CHARACTERS

    with pytest.raises(TableUnreadable, match=f"Строка 3: она длиннее {ROW_CHARACTERS} знаков"):
        list(read_csv(io.BytesIO(content), COLUMNS))


def test_a_row_of_many_lines_counts_alone() -> None:
    cell = "б\n" * (ROW_CHARACTERS // 4)
    text = io.StringIO(newline="")
    csv.writer(text).writerows([("code", "count"), *[("a", cell)] * 5, ("a", 'b"c')])

    rows = list(read_csv(io.BytesIO(text.getvalue().encode()), COLUMNS))

    assert [row[2] for row in rows] == [cell.strip()] * 5 + ['b"c']


def test_a_header_of_too_many_columns_is_one_issue() -> None:
    with pytest.raises(HeaderInvalid) as refused:
        list(read_csv(io.BytesIO(make_crowded_header()), COLUMNS))

    assert [issue.code for issue in refused.value.errors] == ["too_many_columns"]


def test_a_wrong_header_is_told_by_its_first_twenty_issues_with_short_names() -> None:
    header = ",".join(f"{'column' * 30}{number}" for number in range(200))

    with pytest.raises(HeaderInvalid) as refused:
        list(read_csv(io.BytesIO(header.encode()), COLUMNS))

    assert len(refused.value.errors) == 20
    assert max(len(issue.pointer) for issue in refused.value.errors) < 70
    assert {issue.code for issue in refused.value.errors} == {"missing_column", "unknown_column"}


def test_a_field_named_twice_among_thousands_is_found_at_once() -> None:
    begun = time.monotonic()

    rows = list(read_ndjson(io.BytesIO(make_crowded_object() * 50), COLUMNS))

    assert rows[0] == faulty_row(1, COLUMNS, RowFault.repeated_field, "5999")
    assert time.monotonic() - begun < 5


@pytest.mark.parametrize(
    "line",
    [
        r'{"code": "a", "count": "\ud800"}',
        r'{"code": "a", "count": "\uDFFF\uD800"}',
        r'{"code": "a", "\ud800": "1"}',
        r'{"\ud800": 1, "\ud800": 2}',
    ],
)
def test_half_a_character_makes_its_row_faulty(line: str) -> None:
    rows = list(read_ndjson(io.BytesIO(line.encode()), COLUMNS))

    assert rows == [faulty_row(1, COLUMNS, RowFault.broken_character)]


def test_two_escapes_of_one_character_are_read() -> None:
    line = rb'{"code": "\ud83d\ude00", "count": "\\ud800"}'

    assert list(read_ndjson(io.BytesIO(line), COLUMNS)) == [("1", "😀", r"\ud800", "", "", "")]
