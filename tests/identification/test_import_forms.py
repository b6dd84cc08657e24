import time

import psutil
import pytest
from sqlalchemy import func, select

from shared.models import Job, StagedResult
from tests.factories.files import RESULTS_HEADER, make_results, make_schools
from tests.identification.conftest import Caller
from tests.shared.files.endless_rows import make_crowded_header, make_rows_without_end

_ENDLESS = make_rows_without_end(RESULTS_HEADER)
_SECONDS = 5
_MEBIBYTE = 1_048_576


async def test_ndjson_says_the_same_as_csv(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    lines = (
        '{"school_code": "edu240001", "academic_year": "2021/2022", "procedure": "vpr-math-5",'
        ' "participants": 20, "below_threshold": "6"}\n'
        '{"school_code": "edu240001", "colour": "red"}\n'
        "[1]\n"
        '{"school_code": "edu240001", "participants": {"a": 1}}\n'
        '{"school_code": "edu240001", "school_code": "edu240001"}\n'
    )

    receipt = await caller.import_file("results", lines.encode(), media_type="application/x-ndjson")

    assert receipt["created"] == 1
    assert [(issue["row"], issue["code"]) for issue in receipt["issues"]] == [
        (2, "unknown_field"),
        (3, "not_an_object"),
        (4, "wrong_type"),
        (5, "repeated_field"),
    ]


async def test_windows_1251_is_read_where_it_is_declared(caller: Caller) -> None:
    content = make_schools("edu240001").decode().encode("cp1251")

    receipt = await caller.import_file("schools", content, media_type="text/csv; charset=windows-1251")

    assert receipt["created"] == 1
    assert (await caller.get("/schools/edu240001")).json()["school_name"] == "Школа edu240001"


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (b"school_code,academic_year,procedure,participants,below\n", "unknown_column"),
        (b"school_code,academic_year,procedure,participants\n", "missing_column"),
        (RESULTS_HEADER.encode() + b",participants\n", "repeated_column"),
        (RESULTS_HEADER.replace(",", ";").encode() + b"\n", "wrong_delimiter"),
        (RESULTS_HEADER.replace(",", "\t").encode() + b"\n", "wrong_delimiter"),
        (b"", "empty_file"),
        (b"\n", "empty_file"),
        (make_crowded_header(), "too_many_columns"),
    ],
)
async def test_a_wrong_header_is_refused_at_once(caller: Caller, content: bytes, code: str) -> None:
    answer = await caller.post_import("results", content)

    assert answer.status_code == 422
    assert answer.json()["code"] == "header-invalid"
    assert code in {error["code"] for error in answer.json()["errors"]}


@pytest.mark.parametrize(
    "content",
    [
        RESULTS_HEADER.encode() + b'\n"edu240001,2021/2022,vpr-math-5,20,6\n',
        RESULTS_HEADER.encode() + b"\nedu240001,2021/2022,vpr-math-5,20,\x00\n",
        RESULTS_HEADER.encode() + b"\n\xff\xfe,2021/2022,vpr-math-5,20,6\n",
    ],
)
async def test_an_untrustworthy_file_is_refused_and_leaves_nothing(caller: Caller, content: bytes) -> None:
    answer = await caller.post_import("results", content)

    assert (answer.status_code, answer.json()["code"]) == (422, "table-unreadable")
    async with caller.database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(Job)) == 0
        assert await session.scalar(select(func.count()).select_from(StagedResult)) == 0


@pytest.mark.parametrize("name", _ENDLESS)
async def test_a_row_without_end_is_refused_in_time_and_in_flat_memory(caller: Caller, name: str) -> None:
    media_type, make = _ENDLESS[name]
    content = make()
    process = psutil.Process()
    memory_before = process.memory_info().rss
    begun = time.monotonic()

    answer = await caller.post_import("results", content, media_type=media_type)

    assert time.monotonic() - begun < _SECONDS
    assert (answer.status_code, answer.json()["code"]) == (422, "table-unreadable")
    # The client of this test holds the body as well, twice while it is sent.
    assert process.memory_info().rss - memory_before < len(content) * 2 + 32 * _MEBIBYTE


async def test_half_a_character_is_an_issue_of_its_row(caller: Caller) -> None:
    lines = rb'{"school_code": "edu240001", "school_name": "\ud800"}' + b"\n" + rb'{"\ud800": 1}'

    receipt = await caller.import_file("schools", lines, media_type="application/x-ndjson")

    assert [(issue["row"], issue["code"]) for issue in receipt["issues"]] == [
        (1, "broken_character"),
        (2, "broken_character"),
    ]


async def test_an_academic_year_is_one_that_runs_accept(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    years = ("1989/1990", "1990/1991", "2099/2100", "2100/2101", "0000/0001")

    receipt = await caller.import_file(
        "results", make_results(*(("edu240001", year, "vpr-math-5", 20, 6) for year in years))
    )

    assert [(issue["row"], issue["code"]) for issue in receipt["issues"]] == [
        (2, "invalid_academic_year"),
        (5, "invalid_academic_year"),
        (6, "invalid_academic_year"),
    ]


async def test_another_media_type_is_refused(caller: Caller) -> None:
    answer = await caller.post_import("results", b"{}", media_type="application/json")

    assert (answer.status_code, answer.json()["code"]) == (415, "media-type-unsupported")


async def test_an_unknown_dataset_is_refused(caller: Caller) -> None:
    answer = await caller.post_import("weather", b"")

    assert answer.status_code == 422
