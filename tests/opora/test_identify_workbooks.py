import csv
import io
import json
import subprocess
import sys
from pathlib import Path

from tests.factories.files import make_results, make_schools
from tests.shared.files.bombs import make_huge_extent
from tests.shared.files.reading import make_workbook

OPORA = Path(sys.executable).with_name("opora")
SCHOOLS = make_schools("edu240001", "edu240002", grades=(5, 6))
RESULTS = make_results(
    *((code, "2021/2022", "vpr-math-5", 10, low) for code, low in (("edu240001", 6), ("edu240002", 0))),
)


def as_workbook(content: bytes) -> bytes:
    """Return a CSV file as a workbook whose numbers are numbers, as a spreadsheet would save it."""
    rows = csv.reader(io.StringIO(content.decode()))
    return make_workbook([[int(cell) if len(cell) < 4 and cell.isdecimal() else cell for cell in row] for row in rows])


def identify(schools: Path, results: Path) -> subprocess.CompletedProcess[str]:
    arguments = ("--rule", "norilsk-2022/low-results", "--year", "2022/2023", "--format", "json")
    files = ("--schools", str(schools), "--results", str(results))
    command = [str(OPORA), "identify", *arguments, *files]
    return subprocess.run(command, capture_output=True, text=True, check=False, timeout=120)


def write(path: Path, content: bytes) -> Path:
    path.write_bytes(content)
    return path


def test_workbooks_give_the_verdicts_of_their_csv(tmp_path: Path) -> None:
    from_csv = identify(write(tmp_path / "S.csv", SCHOOLS), write(tmp_path / "R.csv", RESULTS))
    from_workbooks = identify(
        write(tmp_path / "S.xlsx", as_workbook(SCHOOLS)), write(tmp_path / "R.XLSX", as_workbook(RESULTS))
    )

    assert from_csv.returncode == from_workbooks.returncode == 0, from_workbooks.stderr
    assert json.loads(from_workbooks.stdout) == json.loads(from_csv.stdout)


def test_what_is_wrong_with_workbooks_is_told_and_nothing_is_printed(tmp_path: Path) -> None:
    rows = [["school_code", "school_name", "municipality_oktmo", "municipality_name"]]
    rows += [["edu240001", "=A1", "04729000", "Норильск"]]
    schools = write(tmp_path / "S.xlsx", make_workbook(rows))
    results = write(tmp_path / "R.xlsx", make_huge_extent())

    done = identify(schools, results)

    assert (done.returncode, done.stdout) == (1, "")
    first, second, *_ = done.stderr.splitlines()
    assert first.startswith(f"{schools}, строка 2, столбец school_name: В ячейке формула")
    assert first.endswith("[formula_cell]")
    assert second.startswith(f"{results}: Ячейка в строке 1048576, столбце 16384")
