import time
from typing import Any

import psutil
import pytest
from sqlalchemy import func, select

from shared.files.xlsx_reader import XLSX_MEDIA_TYPE
from shared.models import Job, StagedResult
from tests.factories.files import NORILSK, RESULTS_HEADER, SCHOOLS_HEADER, make_schools
from tests.identification.conftest import Caller
from tests.shared.files.bombs import BOMBS
from tests.shared.files.reading import make_workbook

_SECONDS = 10
_MEBIBYTE = 1_048_576
_RESULT = ("edu240001", "2021/2022", "vpr-math-5")


def make_results_workbook(*rows: tuple[Any, ...]) -> bytes:
    return make_workbook([RESULTS_HEADER.split(","), *rows])


async def import_workbook(caller: Caller, dataset: str, content: bytes) -> dict[str, Any]:
    return await caller.import_file(dataset, content, media_type=XLSX_MEDIA_TYPE)


async def test_a_workbook_is_imported_as_its_csv_would_be(caller: Caller) -> None:
    schools = make_workbook(
        [SCHOOLS_HEADER.split(","), ("edu240001", "Школа № 1", NORILSK, "Норильск", 1, 11), (None, None)]
    )

    registered = await import_workbook(caller, "schools", schools)
    merged = await import_workbook(caller, "results", make_results_workbook((*_RESULT, 20, 6)))
    again = await caller.import_file("results", f"{RESULTS_HEADER}\n{','.join(_RESULT)},20,6\n".encode())

    assert (registered["created"], registered["issues"]) == (1, [])
    assert (merged["created"], merged["issues"]) == (1, [])
    assert (again["unchanged"], again["issues"]) == (1, [])
    assert (await caller.get("/schools/edu240001")).json()["school_name"] == "Школа № 1"


async def test_cells_that_hold_no_value_are_issues_with_row_and_column(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    content = make_results_workbook(
        (*_RESULT, "=10+10", 6),
        (*_RESULT, 20, "#REF!"),
        (*_RESULT, 1.2345678901234568e16, 6),
        (*_RESULT, 20.5, 6),
        (*_RESULT, 20, 6, "?"),
        (*_RESULT, 20, 6),
    )

    receipt = await import_workbook(caller, "results", content)

    assert (receipt["received"], receipt["created"], receipt["rejected"]) == (6, 1, 5)
    assert [(issue["row"], issue["column"], issue["code"]) for issue in receipt["issues"]] == [
        (2, "participants", "formula_cell"),
        (3, "below_threshold", "error_cell"),
        (4, "participants", "inexact_number"),
        (5, "participants", "not_a_count"),
        (6, None, "wrong_cell_count"),
    ]
    assert all(issue["detail"] for issue in receipt["issues"])


async def test_a_workbook_with_a_wrong_header_is_refused_at_once(caller: Caller) -> None:
    answer = await caller.post_import("results", make_workbook([("school_code",)]), media_type=XLSX_MEDIA_TYPE)

    assert (answer.status_code, answer.json()["code"]) == (422, "header-invalid")


@pytest.mark.parametrize("name", BOMBS)
async def test_a_bomb_is_refused_in_time_and_leaves_nothing(caller: Caller, name: str) -> None:
    content = BOMBS[name]()
    process = psutil.Process()
    memory_before = process.memory_info().rss
    begun = time.monotonic()

    answer = await caller.post_import("results", content, media_type=XLSX_MEDIA_TYPE)

    assert time.monotonic() - begun < _SECONDS
    assert (answer.status_code, answer.json()["code"]) == (422, "table-unreadable")
    assert answer.headers["Content-Type"] == "application/problem+json"
    assert process.memory_info().rss - memory_before < len(content) * 3 + 32 * _MEBIBYTE
    assert not [child for child in process.children() if "shared.files.unpacking" in child.cmdline()]
    async with caller.database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(Job)) == 0
        assert await session.scalar(select(func.count()).select_from(StagedResult)) == 0


async def test_a_bomb_does_not_keep_the_next_workbook_out(caller: Caller) -> None:
    await caller.post_import("schools", BOMBS["billion laughs"](), media_type=XLSX_MEDIA_TYPE)
    row = ("edu240001", "Школа № 1", NORILSK, "Норильск", None, None)

    receipt = await import_workbook(caller, "schools", make_workbook([SCHOOLS_HEADER.split(","), row]))

    assert receipt["created"] == 1
