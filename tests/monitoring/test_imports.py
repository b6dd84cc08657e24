"""A whole municipality answers with one file: every row of it gets its answer."""

from collections.abc import Sequence
from dataclasses import astuple
from io import BytesIO
from typing import Any

import pytest

from services.monitoring.values.rules import ValueReader
from services.monitoring.values.schemas import Register
from shared.files.rows import TextRow
from shared.files.xlsx_reader import XLSX_MEDIA_TYPE
from shared.files.xlsx_writer import write_xlsx
from shared.packs.loading import get_pack_folder, load_pack
from tests.factories.files import NORILSK, ULCHSKY, make_csv
from tests.identification.conftest import Caller as IdentificationCaller
from tests.monitoring.conftest import Caller
from tests.monitoring.importing import (
    ANSWER,
    COUNT,
    HEADER,
    RIGHT,
    SHARE,
    count,
    import_values,
    make_values,
    open_campaign,
    read_forms,
    read_versions,
)


@pytest.fixture
async def campaign(identification: IdentificationCaller, caller: Caller) -> dict[str, Any]:
    """Two schools of Norilsk and the municipality take part."""
    return await open_campaign(identification, caller)


async def test_a_file_fills_in_the_forms_of_schools_and_of_the_municipality(
    caller: Caller, campaign: dict[str, Any]
) -> None:
    content = make_values(
        RIGHT,
        ("school", "sch240002", SHARE, None, 3, 10, "Прибыло двое"),
        ("municipality", NORILSK, COUNT, None, 4, None),
        ("school", "edu240002", ANSWER, None, None, None),
        ("school", "edu240002", ANSWER, "maybe", None, None),
    )

    receipt = await import_values(caller, campaign, content, declared_rows=5)

    assert count(receipt) == [5, 3, 0, 1, 1]
    assert (receipt["state"], receipt["outcome"], receipt["campaign_id"]) == ("done", "merged", campaign["id"])
    assert receipt["totals"] == [{"name": "rows", "declared": 5, "accepted": 4, "agrees": False}]
    assert await read_forms(caller) == [
        (NORILSK, COUNT, None, 4, None, None),
        ("edu240001", ANSWER, "yes", None, None, None),
        ("edu240002", SHARE, None, 3, 10, "Прибыло двое"),
    ]
    assert await read_versions(caller) == {NORILSK: 2, "edu240001": 2, "edu240002": 2}


# Faults of rows, each with its column and code; those of FAULTY_OBJECTS the campaign knows, the others any file has.
FAULTY_OBJECTS = (
    (("school", "edu240009", ANSWER, "yes"), "code", "unknown_school"),
    (("school", "edu270001", ANSWER, "yes"), "code", "unknown_school"),
    (("school", "edu240003", ANSWER, "yes"), "code", "not_a_participant"),
    (("municipality", ULCHSKY, COUNT, None, 1), "code", "not_a_participant"),
    (("school", "edu240001", SHARE, None, 1, 2, "x" * 1001), "comment", "comment_too_long"),
    (("school", "edu240001", SHARE, None, 1), None, "wrong_cell_count"),
)
FAULTY_ROWS = (
    (("pupil", "edu240001", ANSWER, "yes"), "level", "unknown_level"),
    (("school", "school-1", ANSWER, "yes"), "code", "invalid_school_code"),
    (("municipality", "0472", COUNT, None, 1), "code", "invalid_oktmo"),
    (("municipality", "047290001", COUNT, None, 1), "code", "invalid_oktmo"),
    (("municipality", "04729000001", COUNT, None, 1), "code", "invalid_oktmo"),
    (("municipality", NORILSK, "2.3.1.1", None, 1, 2), "element", "derived_element"),
    (("school", "edu240001", COUNT, None, 1), "level", "wrong_level"),
    (("school", "edu240001", "s-2.3.1.2", "да"), "answer", "unknown_answer"),
    (("school", "edu240001", "s-2.3.1.2", None, 1, 2), "numerator", "number_not_expected"),
    (("school", "edu240001", SHARE, "yes", 1, 2), "answer", "answer_not_expected"),
    (("school", "edu240001", SHARE, None, "один", 2), "numerator", "not_a_count"),
    (("school", "edu240001", SHARE, None, 1, None), "denominator", "not_a_count"),
    (("school", "edu240001", SHARE, None, 3, 2), "numerator", "numerator_exceeds_denominator"),
    (("municipality", NORILSK, COUNT, None, 1, 2), "denominator", "denominator_not_expected"),
)
UNKNOWN = (("school", "edu240001", "weather", "yes"), "element", "unknown_element")
REPEATED = (("school", "sch240001", ANSWER, "no"), "element", "duplicate_row")


async def test_every_fault_is_told_with_its_row_column_and_code(caller: Caller, campaign: dict[str, Any]) -> None:
    faulty = (*FAULTY_OBJECTS[:-1], *FAULTY_ROWS, UNKNOWN, REPEATED)
    content = make_values(RIGHT, *(row for row, _, _ in faulty))
    broken_row, _, broken = FAULTY_OBJECTS[-1]

    receipt = await import_values(caller, campaign, content + make_csv("", [broken_row])[1:])

    expected = [
        *((at, column, code) for at, (_, column, code) in enumerate(faulty, start=3)),
        (len(faulty) + 3, None, broken),
    ]
    assert [(issue["row"], issue["column"], issue["code"]) for issue in receipt["issues"]] == expected
    assert all(any("а" <= letter <= "я" for letter in issue["detail"]) for issue in receipt["issues"])
    assert count(receipt) == [len(faulty) + 2, 1, 0, 0, len(faulty) + 1]
    assert await read_forms(caller) == [("edu240001", ANSWER, "yes", None, None, None)]


def write_row(number: int, row: Sequence[object]) -> TextRow:
    cells = ["" if cell is None else str(cell) for cell in row]
    return (str(number), *cells, *[""] * (6 - len(row)), "", "")


async def test_the_command_line_says_the_same_of_the_same_rows(caller: Caller, campaign: dict[str, Any]) -> None:
    rows = [RIGHT, *(row for row, _, _ in FAULTY_ROWS), REPEATED[0]]
    pack = load_pack(get_pack_folder("norilsk-2022"))
    reader = ValueReader(pack, Register({"edu240001": 1}, {NORILSK: 1}))
    read = [reader.read(write_row(number, row)) for number, row in enumerate(rows, start=2)]

    receipt = await import_values(caller, campaign, make_values(*rows), mode="validate")

    told = [(issue["row"], issue["column"], issue["code"], issue["detail"]) for issue in receipt["issues"]]
    said = [astuple(issue) for found in read if isinstance(found, list) for issue in found]
    assert told == said


async def test_issues_can_be_read_as_a_file(caller: Caller, campaign: dict[str, Any]) -> None:
    receipt = await import_values(caller, campaign, make_values(("school", "edu240003", ANSWER, "yes")))

    answer = await caller.get(f"/imports/{receipt['id']}/issues.csv")

    header, line = answer.text.splitlines()
    assert header == "row,column,severity,code,detail"
    assert line.startswith("2,code,error,not_a_participant,edu240003 в этой кампании не участвует")


async def test_a_workbook_is_read_like_a_file(caller: Caller, campaign: dict[str, Any]) -> None:
    book = BytesIO()
    write_xlsx(book, "Ответы", HEADER.split(",")[:6], [("school", "edu240001", SHARE, None, 1, 2)])

    receipt = await import_values(caller, campaign, book.getvalue(), media_type=XLSX_MEDIA_TYPE)

    assert count(receipt) == [1, 1, 0, 0, 0]


async def test_validation_stores_nothing_and_counts_the_same(caller: Caller, campaign: dict[str, Any]) -> None:
    content = make_values(RIGHT, ("school", "edu240002", SHARE, None, 3, 2))

    receipt = await import_values(caller, campaign, content, mode="validate")

    assert (count(receipt), receipt["outcome"]) == ([2, 1, 0, 0, 1], "validated")
    assert [issue["code"] for issue in receipt["issues"]] == ["numerator_exceeds_denominator"]
    assert await read_forms(caller) == []
    assert set((await read_versions(caller)).values()) == {1}


async def test_one_fault_refuses_the_whole_where_that_was_asked(caller: Caller, campaign: dict[str, Any]) -> None:
    content = make_values(RIGHT, ("school", "edu240002", SHARE, None, 3, 2))

    receipt = await import_values(caller, campaign, content, atomic="all")

    assert (count(receipt), receipt["outcome"]) == ([2, 0, 0, 0, 2], "refused")
    assert "строк с ошибками 1 из 2" in receipt["refusal"]
    assert await read_forms(caller) == []


async def test_a_replay_changes_nothing_and_a_correction_touches_its_form_alone(
    caller: Caller, campaign: dict[str, Any]
) -> None:
    other = ("school", "edu240002", SHARE, None, 3, 10, "Прибыло двое")
    await import_values(caller, campaign, make_values(RIGHT, other))

    replay = await import_values(caller, campaign, make_values(RIGHT, other))
    corrected = await import_values(caller, campaign, make_values(RIGHT, ("school", "edu240002", SHARE, None, 4, 10)))

    assert (count(replay), count(corrected)) == ([2, 0, 0, 2, 0], [2, 0, 1, 1, 0])
    assert (await read_forms(caller))[1] == ("edu240002", SHARE, None, 4, 10, "Прибыло двое")
    assert await read_versions(caller) == {NORILSK: 1, "edu240001": 2, "edu240002": 3}


async def test_what_was_written_later_is_kept(caller: Caller, campaign: dict[str, Any]) -> None:
    await import_values(caller, campaign, make_values(RIGHT))

    receipt = await import_values(
        caller, campaign, make_values(("school", "edu240001", ANSWER, "no")), as_of="2022-09-01T09:00:00+07:00"
    )

    assert (count(receipt), receipt["stale"]) == ([1, 0, 0, 1, 0], 1)
    assert [(issue["severity"], issue["code"]) for issue in receipt["issues"]] == [("warning", "older_than_stored")]
    assert await read_forms(caller) == [("edu240001", ANSWER, "yes", None, None, None)]
