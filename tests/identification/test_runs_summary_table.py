"""The summary table of a run: every indicator × every school, triggers marked, what is missing shown."""

from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook

from shared.access.principals import Territory
from shared.files.xlsx_reader import XLSX_MEDIA_TYPE
from tests.factories.files import ULCHSKY, make_context, make_results, make_schools
from tests.identification.conftest import Caller, MakeCaller

YEAR, LAST = "2022/2023", "2021/2022"


@pytest.fixture
async def run(caller: Caller) -> dict[str, Any]:
    """A run of risk schools: one with data, one without, whose name looks like a formula."""
    await caller.import_file("schools", make_schools("edu240001", "edu240002"))
    await caller.import_file("schools", make_schools("edu240002").replace("Школа".encode(), b"=1+1"))
    await caller.import_file(
        "context",
        make_context(
            ("edu240001", YEAR, "internet", "no", None, None),
            ("edu240001", YEAR, "lab-physics", "not_applicable", None, None),
            ("edu240001", YEAR, "teachers-36h-load", None, 1, 10),
            ("edu240001", YEAR, "pupils-registered", None, 1, 3),
        ),
    )
    await caller.import_file("results", make_results(("edu240001", LAST, "vpr-math-4", 20, 4)))
    return await caller.finish_run(rule="norilsk-2022/at-risk")


async def test_the_table_has_every_indicator_in_pack_order_with_its_number(caller: Caller, run: dict[str, Any]) -> None:
    table = (await caller.get(f"/runs/{run['id']}/summary-table")).json()

    columns = [(column["number"], column["code"]) for column in table["columns"]]
    assert columns[:3] == [("1.1", "internet"), ("1.2", "computers"), ("1.3.1", "lab-physics")]
    assert [code for _, code in columns[9:]] == [
        *("pupils-registered", "pupils-disabilities", "pupils-other-language", "pupils-absent", "sum"),
        *("vpr-math-4", "vpr-math-8", "vpr-rus-4", "vpr-rus-8", "pupils-failing"),
        *("material-base", "staff", "pupils", "results"),
    ]
    assert [number for number, _ in columns[14:19]] == ["4.1", "4.2", "4.3", "4.4", "4.5"]
    assert {len(row["cells"]) for row in table["items"]} == {len(columns)}


async def test_cells_show_counts_triggers_and_what_is_missing(caller: Caller, run: dict[str, Any]) -> None:
    table = (await caller.get(f"/runs/{run['id']}/summary-table")).json()

    codes = [column["code"] for column in table["columns"]]
    first, second = (dict(zip(codes, row["cells"], strict=True)) for row in table["items"])
    nothing = {"content": "missing", "answer": None, "numerator": None, "denominator": None, "percent": None}
    share = {"content": "given", "answer": None}
    assert (first["internet"]["answer"], first["internet"]["triggered"]) == ("no", True)
    assert (first["lab-physics"]["answer"], first["lab-physics"]["triggered"]) == ("not_applicable", False)
    load = share | {"numerator": 1, "denominator": 10, "percent": "10.00", "triggered": False}
    assert first["teachers-36h-load"] == load
    assert first["vpr-math-4"] == share | {"numerator": 4, "denominator": 20, "percent": "20.00", "triggered": True}
    assert first["sum"] == share | {"numerator": 1, "denominator": 3, "percent": "33.33", "triggered": True}
    assert (first["material-base"]["triggered"], first["staff"]["triggered"]) == (True, None)
    assert second["internet"] == nothing | {"triggered": None}


async def test_the_workbook_says_the_same_and_runs_no_formula(caller: Caller, run: dict[str, Any]) -> None:
    answer = await caller.get(f"/runs/{run['id']}/summary-table.xlsx")

    assert (answer.status_code, answer.headers["content-type"]) == (200, XLSX_MEDIA_TYPE)
    sheet = load_workbook(BytesIO(answer.content)).active
    assert sheet is not None
    header, first, second = ([cell.value for cell in row] for row in sheet.iter_rows())
    at = header.index("2.1 Доля учителей, имеющих нагрузку 36 часов и более от общего числа учителей, 2022/2023, %")
    assert first[at : at + 3] == ["10.00", "1 из 10", None]
    assert second[at : at + 3] == ["нет данных", "нет данных", "не решено"]
    place = header.index("1.1 Устойчивый доступ в Интернет, 2022/2023")
    assert first[place : place + 2] == ["нет", "сработал"]
    assert [cell.data_type for cell in list(sheet.iter_rows())[2][1:2]] == ["s"]
    assert second[1] == "=1+1 edu240002"


async def test_the_table_of_another_rule_has_its_cells(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001", grades=(5, 6)))
    run = await caller.finish_run()

    table = (await caller.get(f"/runs/{run['id']}/summary-table")).json()

    contents = {
        (column["code"], column["academic_year"]): cell["content"]
        for column, cell in zip(table["columns"], table["items"][0]["cells"], strict=True)
    }
    assert contents["vpr-math-5", LAST] == "missing"
    assert contents["oge-math", LAST] == "not_considered"


async def test_a_foreign_table_does_not_exist(make_caller: MakeCaller, run: dict[str, Any]) -> None:
    foreign = await make_caller(Territory("municipality", ULCHSKY))

    paths = [f"/runs/{run['id']}/summary-table{form}" for form in ("", ".xlsx")]

    assert [(await foreign.get(path)).status_code for path in paths] == [404, 404]
