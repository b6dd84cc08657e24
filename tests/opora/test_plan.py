"""`opora plan` from outside: what it prints, where, and with which exit code."""

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest
from typer.testing import CliRunner

from opora.commands.application import app
from tests.factories.plans import FORMS, get_plan, to_csv
from tests.shared.files.bombs import make_billion_laughs

OPORA = Path(sys.executable).with_name("opora")
HEADER = ["№ п/п", "Наименование мероприятия", "Сроки", "Ответственный исполнитель", "Ожидаемый результат"]


def run_plan(*arguments: object) -> subprocess.CompletedProcess[str]:
    # No database is needed: where one is asked for, there is none.
    environment = os.environ | {"OPORA_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nowhere"}
    command = [str(OPORA), "plan", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120, env=environment)


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


@pytest.fixture
def faulty(tmp_path: Path) -> Path:
    rows = [["1", "=Анализ", "по плану", "ОУ, МЦ", "—"], ["2", "Отчёт", "до 15 октября ежегодно", "ОУ", "Отчёт"]]
    return write(tmp_path / "plan.csv", to_csv([HEADER, *rows]))


@pytest.mark.parametrize("form", FORMS)
def test_json_of_a_source_is_the_same_from_every_form(tmp_path: Path, form: str) -> None:
    source = get_plan("norilsk-2023")
    path = write(tmp_path / f"plan.{form}", FORMS[form](source.list_rows()))

    done = run_plan(path, "--year", source.year, "--format", "json")

    assert (done.returncode, done.stderr) == (0, "")
    assert json.loads(done.stdout) == {"measures": source.list_expected(), "issues": []}


def test_a_party_of_a_pack_is_whole_although_it_holds_commas(tmp_path: Path) -> None:
    department = "Отдел по общему, дополнительному образованию, воспитанию"
    cell = f"{department}, Информационно-методический отдел"
    path = write(tmp_path / "plan.csv", to_csv([HEADER, ["1", "А", "май", cell, ""]]))

    done = run_plan(path, "--year", "2021/2022", "--format", "json")

    assert json.loads(done.stdout)["measures"][0]["responsible"] == [department, "Информационно-методический отдел"]


def test_issues_alone_do_not_fail_and_stand_in_the_json(faulty: Path) -> None:
    done = run_plan(faulty, "--year", "2021/2022", "--format", "json")

    assert (done.returncode, done.stderr) == (0, "")
    printed = json.loads(done.stdout)
    assert list(printed) == ["measures", "issues"]
    assert list(printed["measures"][0]) == [
        *("section", "number", "title", "term_text", "starts_on", "ends_on", "recurrence", "responsible"),
        "expected_result",
    ]
    assert [(m["starts_on"], m["ends_on"], m["recurrence"]) for m in printed["measures"]] == [
        (None, None, None),
        (None, "2021-10-15", "yearly"),
    ]
    (issue,) = printed["issues"]
    assert issue.pop("detail").startswith("Срок «по плану» не понят.")
    assert issue == {"row": 2, "column": "Сроки", "code": "unreadable_term"}


def test_the_table_goes_to_stdout_and_issues_to_stderr(faulty: Path) -> None:
    done = run_plan(faulty, "--year", "2023")

    assert done.returncode == 0
    assert "до 15.10.2023, ежегодно" in done.stdout
    assert "Мероприятий: 2, из них с датами: 1. Замечаний: 1." in done.stdout
    assert done.stderr.startswith(f"{faulty}, строка 2, столбец «Сроки»: Срок «по плану» не понят.")


def test_sections_stand_in_the_table(tmp_path: Path) -> None:
    path = write(tmp_path / "plan.csv", to_csv(get_plan("krasnye-baki").list_rows()))

    done = run_plan(path, "--year", get_plan("krasnye-baki").year)

    assert done.stdout.count("Реализация вариативных моделей") == 1
    assert "01.09.2021 – 31.10.2021, ежегодно" in done.stdout


def test_csv_and_workbook_hold_a_row_a_measure_and_no_formula(faulty: Path, tmp_path: Path) -> None:
    as_csv, as_workbook = tmp_path / "out.csv", tmp_path / "out.xlsx"
    outputs = {"csv": as_csv, "xlsx": as_workbook}

    done = [run_plan(faulty, "--year", "2023", "--format", form, "--output", path) for form, path in outputs.items()]

    assert [(one.returncode, one.stdout) for one in done] == [(0, ""), (0, "")]
    with as_csv.open(encoding="utf-8", newline="") as file:
        first, second = csv.DictReader(file)
    assert (first["title"], first["responsible"], first["starts_on"]) == ("'=Анализ", "ОУ; МЦ", "")
    assert (second["ends_on"], second["recurrence"]) == ("2023-10-15", "yearly")
    sheet = openpyxl.load_workbook(as_workbook).active
    assert [cell.value for cell in sheet[2]][:4] == [None, "1", "=Анализ", "по плану"]
    assert sheet["C2"].data_type == "s"


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("plan.csv", b"a,b\n1,2\n"),
        ("plan.csv", "Сроки".encode("cp1251")),
        ("plan.docx", make_billion_laughs()),
        ("plan.docx", FORMS["xlsx"]([HEADER, ["1", "А", "май", "", ""]])),
        ("PLAN.XLSX", FORMS["docx"]([HEADER, ["1", "А", "май", "", ""]])),
    ],
)
def test_a_file_without_a_plan_is_refused_with_a_sentence(tmp_path: Path, name: str, content: bytes) -> None:
    done = run_plan(write(tmp_path / name, content), "--year", "2021/2022", "--format", "json")

    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.endswith((".\n", ".docx\n"))
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        (),
        ("{file}",),
        ("{file}", "--year", "2021/2023"),
        ("{file}", "--year", "2021-2022"),
        ("{file}", "--year", "next"),
        ("{file}", "--year", "2023", "--format", "pdf"),
        ("{file}", "--year", "2023", "--format", "xlsx"),
        ("{file}", "--year", "2023", "--output", "/nowhere/out.csv"),
        ("{file}.pdf", "--year", "2023"),
        (__file__, "--year", "2023"),
    ],
)
def test_wrong_usage_is_told_with_exit_code_two(faulty: Path, arguments: tuple[str, ...]) -> None:
    done = CliRunner().invoke(app, ["plan", *(argument.format(file=faulty) for argument in arguments)])

    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr


def test_help_teaches_the_header_and_the_year() -> None:
    done = CliRunner().invoke(app, ["plan", "--help"])

    assert done.exit_code == 0
    assert "Наименование мероприятия" in done.stdout
    assert "2021/2022" in done.stdout
