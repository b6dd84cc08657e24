import asyncio
import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import asyncpg
import openpyxl
import pytest

from tests.factories.files import make_context, make_results, make_schools

LAST, BEFORE = "2021/2022", "2020/2021"
OPORA = Path(sys.executable).with_name("opora")


def run_opora(*arguments: object, environment: dict[str, str] | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [str(OPORA), *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
        env=os.environ | (environment or {}),
    )


@pytest.fixture
def files(tmp_path: Path) -> dict[str, Path]:
    """One school low twice last year, one fine; every cell filled; a code printed in its older form."""
    names = {name: tmp_path / f"{name}.csv" for name in ("schools", "results", "context")}
    names["schools"].write_bytes(make_schools("sch240001", "edu240002", grades=(5, 6)))
    procedures = ("vpr-math-5", "vpr-math-6", "vpr-rus-5", "vpr-rus-6")
    rows = [
        (code, year, procedure, 10, 3 if code == "edu240001" and year == LAST and "math" in procedure else 0)
        for code in ("edu240001", "edu240002")
        for year in (LAST, BEFORE)
        for procedure in procedures
    ]
    names["results"].write_bytes(make_results(*rows))
    names["context"].write_bytes(make_context(("edu240001", "2022/2023", "computers", "no", None, None)))
    return names


def low_results(
    files: dict[str, Path], *more: object, environment: dict[str, str] | None = None
) -> subprocess.CompletedProcess[str]:
    return run_opora(
        *("identify", "--rule", "norilsk-2022/low-results", "--year", "2022/2023"),
        *("--schools", files["schools"], "--results", files["results"], *more),
        environment=environment,
    )


def test_json_holds_the_contract(files: dict[str, Path]) -> None:
    done = low_results(files, "--format", "json")

    assert done.returncode == 0, done.stderr
    printed = json.loads(done.stdout)
    first, second = printed["verdicts"]
    assert printed["rule"] == "norilsk-2022/low-results"
    assert printed["summary"] == {"schools": 2, "identified": 1, "not_identified": 1, "undetermined": 0}
    assert [second["school_code"], first["school_code"]] == ["sch240001", "edu240002"]
    assert (second["status"], second["distance"]) == ("identified", {"to_enter": None, "to_leave": 1})
    assert [criterion["state"] for criterion in second["criteria"]] == ["met", "not_met"]
    assert len(second["criteria"][0]["evidence"]) == 4
    assert second["flags"] == ["boundary"]
    assert done.stderr == ""


def test_the_order_of_rows_does_not_matter(files: dict[str, Path]) -> None:
    first = json.loads(low_results(files, "--format", "json").stdout)
    for path in files.values():
        header, *lines = path.read_text().splitlines()
        path.write_text("\n".join([header, *reversed(lines), ""]))

    second = json.loads(low_results(files, "--format", "json").stdout)

    assert first == second


def test_the_table_tells_school_verdict_and_reason(files: dict[str, Path]) -> None:
    done = low_results(files)

    assert done.returncode == 0
    assert "выявлена" in done.stdout
    assert "3 из 10 (30,00 %)" in done.stdout
    assert "не рейтинг" in done.stdout


def test_csv_and_xlsx_hold_a_row_a_school(files: dict[str, Path], tmp_path: Path) -> None:
    sheet, book = tmp_path / "out.csv", tmp_path / "out.xlsx"

    assert low_results(files, "--format", "csv", "--output", sheet).returncode == 0
    assert low_results(files, "--format", "xlsx", "--output", book).returncode == 0

    rows = list(csv.DictReader(sheet.read_text(encoding="utf-8").splitlines()))
    cells = list(openpyxl.load_workbook(book).active.values)
    assert [row["status"] for row in rows] == ["not_identified", "identified"]
    assert list(cells[0]) == list(rows[0])
    assert len(cells) == 3


def test_every_fault_of_every_file_is_told_and_nothing_is_printed(files: dict[str, Path]) -> None:
    files["schools"].write_bytes(make_schools("edu240001", "240002"))
    files["results"].write_bytes(make_results(("edu240001", LAST, "vpr-math-5", 5, 6), ("edu240001", LAST, "x", 5, 5)))

    done = low_results(files)

    assert done.returncode == 1
    assert done.stdout == ""
    assert "schools.csv, строка 3, столбец school_code" in done.stderr
    assert "results.csv, строка 2, столбец below_threshold" in done.stderr
    assert "results.csv, строка 3, столбец procedure" in done.stderr


def test_faults_of_the_other_files_are_told_though_the_schools_cannot_be_read(files: dict[str, Path]) -> None:
    files["schools"].write_text("school_code,school_name,municipality_oktmo,municipality\n")
    files["results"].write_bytes(make_results(("edu240001", LAST, "vpr-math-5", 5, 6)))

    done = low_results(files)

    assert (done.returncode, done.stdout) == (1, "")
    assert "schools.csv, строка 1, столбец municipality" in done.stderr
    assert "results.csv, строка 2, столбец below_threshold" in done.stderr
    assert "unknown_school" not in done.stderr


def test_the_row_in_which_a_quote_is_left_open_is_named(files: dict[str, Path]) -> None:
    with files["results"].open("a") as results:
        results.write('"edu240001,2021/2022,oge-rus,5,5\n' + "edu240002,2021/2022,oge-rus,5,5\n" * 3)

    done = low_results(files)

    assert (done.returncode, done.stdout) == (1, "")
    assert "Строка 18:" in done.stderr


def test_a_closed_pipe_ends_quietly(files: dict[str, Path]) -> None:
    command = f"{OPORA} identify --rule norilsk-2022/low-results --year 2022/2023 --format json"
    command += f" --schools {files['schools']} --results {files['results']} | head -c 10"

    done = subprocess.run(["bash", "-c", command], capture_output=True, text=True, check=False, timeout=120)

    assert done.stderr == ""


def test_an_unknown_column_is_refused(files: dict[str, Path]) -> None:
    files["results"].write_text("school_code,academic_year,procedure,participants,below\n")

    done = low_results(files)

    assert (done.returncode, done.stdout) == (1, "")
    assert "unknown_column" in done.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("--rule", "norilsk-2022/unheard-of", "--year", "2022/2023"),
        ("--rule", "low-results", "--year", "2022/2023"),
        ("--rule", "norilsk-2022/low-results", "--year", "2022"),
        ("--rule", "norilsk-2022/low-results", "--year", "2022/2023", "--option", "treshold=30"),
        ("--rule", "norilsk-2022/low-results", "--year", "2022/2023", "--option", "threshold"),
        ("--rule", "norilsk-2022/at-risk", "--year", "2022/2023"),
        ("--rule", "norilsk-2022/low-results", "--year", "2022/2023", "--format", "xlsx"),
        ("--rule", "norilsk-2022/low-results", "--year", "2022/2023", "--schools", "/nowhere.csv"),
        ("--rule", "norilsk-2022/low-results", "--year", "2022/2023", "--output", "/nowhere/out.csv"),
    ],
)
def test_wrong_usage_ends_with_two(files: dict[str, Path], arguments: tuple[str, ...]) -> None:
    done = run_opora("identify", "--schools", files["schools"], "--results", files["results"], *arguments)

    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr


def test_at_risk_counts_every_combination(files: dict[str, Path]) -> None:
    done = run_opora(
        *("identify", "--rule", "norilsk-2022/at-risk", "--year", "2022/2023", "--format", "json"),
        *("--schools", files["schools"], "--results", files["results"], "--context", files["context"]),
        *("--option", "combination=all"),
    )

    printed = json.loads(done.stdout)
    assert printed["combinations"] == {"any": 1, "at-least-2": 0, "at-least-3": 0, "all": 0}
    assert printed["options"]["combination"] == "all"


def test_a_server_that_refuses_a_database_is_told_with_the_remedy(
    files: dict[str, Path], owner_database_url: str, database_url: str
) -> None:
    given = {"OPORA_DATABASE_URL": database_url, "OPORA_OWNER_DATABASE_URL": database_url}

    done = low_results(files, environment=given)

    assert owner_database_url != database_url
    assert (done.returncode, done.stdout) == (1, "")
    assert "CREATEDB" in done.stderr


def test_a_given_server_is_left_as_it_was(files: dict[str, Path], owner_database_url: str, database_url: str) -> None:
    given = {"OPORA_DATABASE_URL": database_url, "OPORA_OWNER_DATABASE_URL": owner_database_url}

    done = low_results(files, "--format", "json", environment=given)

    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["summary"]["schools"] == 2
    assert "opora_own" not in asyncio.run(list_databases(owner_database_url))


async def list_databases(url: str) -> str:
    connection = await asyncpg.connect(url)
    names = await connection.fetchval("SELECT string_agg(datname, ' ') FROM pg_database")
    await connection.close()
    return str(names)
