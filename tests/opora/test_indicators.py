import csv
import json
import subprocess
from pathlib import Path

import openpyxl
import pytest

from tests.opora.test_identify import run_opora

VALUES = """level,code,element,answer,numerator,denominator
school,edu240001,s-2.4.3,,59,200
school,edu240002,s-2.4.5,,3,4
school,edu240002,s-2.4.6,yes,,
school,edu240003,s-2.4.1,,,
municipality,04729000,m-2.1.2,yes,,
"""
LISTS = """school_code,academic_year,category
edu240001,2022/2023,low_results
sch240001,2022/2023,disadvantaged
"""


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """Three schools; one is listed twice, one has answered nothing."""
    schools = "school_code,school_name,municipality_oktmo,municipality_name\n"
    schools += "".join(f"{code},Школа,04729000,Норильск\n" for code in ("sch240001", "edu240002", "edu240003"))
    texts = {"schools": schools, "values": VALUES, "lists": LISTS}
    for name, text in texts.items():
        (tmp_path / f"{name}.csv").write_text(text, encoding="utf-8")
    return {name: tmp_path / f"{name}.csv" for name in texts}


def ask(
    files: dict[str, Path], *more: object, pack: str = "indicator-points", period: str = "2022/2023"
) -> subprocess.CompletedProcess[str]:
    return run_opora(
        *("indicators", "--pack", pack, "--period", period),
        *("--schools", files["schools"], "--values", files["values"], *more),
    )


def test_json_holds_the_contract(files: dict[str, Path]) -> None:
    done = ask(files, "--lists", files["lists"], "--format", "json")

    assert done.returncode == 0, done.stderr
    printed = json.loads(done.stdout)
    assert (printed["pack"], printed["period"]) == ("indicator-points", "2022/2023")
    values = {(value["indicator"], value["code"]): value for value in printed["values"]}
    assert len(values) == 26 + 3 * 27
    assert values["m-2.1.5", "04729000"] == {
        "indicator": "m-2.1.5",
        "level": "municipality",
        "code": "04729000",
        "numerator": 1,
        "denominator": 3,
        "percent": "33.33",
        "value": None,
        "points": None,
        "flags": [],
        "reason": None,
        "missing_schools": 0,
        "factors": [],
    }
    gap = values["s-2.4.3", "sch240001"]
    assert (gap["percent"], gap["points"], gap["flags"]) == ("29.50", 0, ["in_gap"])
    border = values["s-2.4.5", "edu240002"]
    assert (border["percent"], border["points"], border["flags"]) == ("75.00", 0, ["boundary"])
    assert values["m-2.4.6", "04729000"]["value"] == "yes"
    assert values["m-2.4.6", "04729000"]["missing_schools"] == 2
    silent = values["s-2.4.1", "edu240003"]
    assert (silent["numerator"], silent["points"], silent["reason"]) == (None, None, "нет ответа")
    totals = {total["code"]: total for total in printed["totals"]}
    assert totals["04729000"] == {
        "level": "municipality",
        "code": "04729000",
        "points": 1,
        "maximum": 3,
        "flags": ["incomplete"],
    }
    # Outside the zone of risk the four rows of 2.6 leave the maximum.
    assert (totals["edu240003"]["points"], totals["edu240003"]["maximum"]) == (1, 22)


def test_without_lists_what_depends_on_them_has_a_reason(files: dict[str, Path]) -> None:
    done = ask(files, "--format", "json")

    printed = json.loads(done.stdout)
    values = {(value["indicator"], value["code"]): value for value in printed["values"]}
    assert values["m-2.1.5", "04729000"]["reason"] == "нет списка школ"
    assert values["m-2.4.1", "04729000"]["percent"] is None
    assert values["s-2.1.2", "edu240002"]["value"] is None
    assert {(total["maximum"], *total["flags"]) for total in printed["totals"]} == {
        (26, "incomplete"),
        (3, "incomplete"),
    }


def test_every_fault_is_told_with_its_row_and_nothing_is_printed(files: dict[str, Path]) -> None:
    wrong = "school,edu249999,s-2.4.3,,1,2\nmunicipality,04729000,m-2.4.6,yes,,\nschool,sch240002,s-2.4.6,no,,\n"
    files["values"].write_text(VALUES + wrong, encoding="utf-8")

    done = ask(files, "--lists", files["lists"], "--format", "json")

    assert (done.returncode, done.stdout) == (1, "")
    for place in ("строка 7", "[unknown_school]", "строка 8", "[derived_element]", "строка 9", "[duplicate_row]"):
        assert place in done.stderr


def test_faults_of_lists_are_told_too(files: dict[str, Path]) -> None:
    wrong = "edu249999,2022/2023,at_risk\nedu240002,2022,at_risk\nedu240002,2022/2023,poor\n"
    files["lists"].write_text(LISTS + wrong + "sch240001,2022/2023,low_results\n", encoding="utf-8")

    done = ask(files, "--lists", files["lists"], "--format", "json")

    assert (done.returncode, done.stdout) == (1, "")
    for place, code in ((4, "unknown_school"), (5, "invalid_academic_year"), (6, "unknown_category")):
        assert f"строка {place}" in done.stderr
        assert f"[{code}]" in done.stderr
    assert "строке 2" in done.stderr


def test_a_pack_without_indicators_is_refused(files: dict[str, Path]) -> None:
    done = ask(files, pack="krasnye-baki-2021")

    assert (done.returncode, done.stdout) == (1, "")
    assert "своих показателей нет" in done.stderr


def test_a_sheet_and_a_workbook_say_the_same(files: dict[str, Path], tmp_path: Path) -> None:
    book = tmp_path / "values.xlsx"

    sheet = ask(files, "--lists", files["lists"], "--format", "csv")
    workbook = ask(files, "--lists", files["lists"], "--format", "xlsx", "--output", book)

    assert (sheet.returncode, workbook.returncode) == (0, 0)
    rows = list(csv.reader(sheet.stdout.splitlines()))
    found = [[str(cell) for cell in row] for row in openpyxl.load_workbook(book).active.iter_rows(values_only=True)]
    assert [[cell or "None" for cell in row] for row in rows] == found


def test_a_table_tells_what_a_methodist_needs(files: dict[str, Path]) -> None:
    done = ask(files, "--lists", files["lists"])

    assert done.returncode == 0, done.stderr
    assert "Всего баллов" in done.stdout
    assert "не рейтинг" in done.stdout


@pytest.mark.parametrize(
    ("more", "told"),
    [
        ({"pack": "norilsk-2032"}, "--pack"),
        ({"period": "2022/2024"}, "--period"),
        ({"period": "2023-01"}, "--period"),
    ],
)
def test_wrong_words_are_wrong_usage(files: dict[str, Path], more: dict[str, str], told: str) -> None:
    done = ask(files, **more)

    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
