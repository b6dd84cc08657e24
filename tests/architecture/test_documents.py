"""Documents tell the truth where a machine can check it: files, links, tables, and the README's example."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from shared.database.base import TableClass
from tests.architecture.catalogue import read_declared_classes
from tests.architecture.sources import ROOT
from tests.architecture.writers import read_writers

_DOCUMENTS = sorted(
    path for pattern in ("*.md", "docs/**/*.md", "services/*/README.md", "packs/**/*.md") for path in ROOT.glob(pattern)
)
_LINK = re.compile(r"\]\((?!https?:|#)([^)#]+)")
# Paths from the root, as documents name them in backticks; patterns with <…> or … are not meant literally.
_PATH = re.compile(r"`((?:services|shared|opora|packs|tests|migrations|docs|benchmarks|\.ci)/[\w./-]*)`")
_TABLE_ROW = re.compile(r"^\| `(\w+)` \| (\w+) \| ([\w.]+) \|", re.MULTILINE)


def _named_places(document: Path) -> list[Path]:
    text = document.read_text("utf-8")
    return [document.parent / link for link in _LINK.findall(text)] + [ROOT / path for path in _PATH.findall(text)]


def test_what_the_documents_name_exists() -> None:
    named = {document: _named_places(document) for document in _DOCUMENTS}

    missing = {
        str(document.relative_to(ROOT)): [p for p in places if not p.exists()] for document, places in named.items()
    }

    assert len(_DOCUMENTS) >= 8
    assert sum(len(places) for places in named.values()) >= 50
    assert {document: places for document, places in missing.items() if places} == {}


def test_the_architecture_lists_every_table_with_class_and_writer() -> None:
    rows = _TABLE_ROW.findall((ROOT / "docs/architecture.md").read_text("utf-8"))

    writers, classes = read_writers(), read_declared_classes()

    assert {name: (declared, writer) for name, declared, writer in rows} == {
        name: (str(classes[name]), writer) for name, writer in writers.items()
    }


@pytest.mark.parametrize("declared", list(TableClass))
def test_the_decision_on_classes_names_the_tables_of_each(declared: TableClass) -> None:
    decision = (ROOT / "docs/decisions/0002-table-classes-and-tenant-key.md").read_text("utf-8")

    row = next(line for line in decision.splitlines() if line.startswith(f"| **{declared}**"))

    named = set(re.findall(r"`(\w+)`", row.rsplit("|", 2)[1]))
    assert named == {name for name, one in read_declared_classes().items() if one is declared}


@pytest.mark.parametrize("service", ["identification"])
def test_a_service_names_the_tables_it_writes(service: str) -> None:
    page = (ROOT / f"services/{service}/README.md").read_text("utf-8")

    row = next(line for line in page.splitlines() if line.startswith("| Writes |"))

    assert set(re.findall(r"`(\w+)`", row)) == {name for name, writer in read_writers().items() if writer == service}


def _run_example(command: str, folder: Path) -> subprocess.CompletedProcess[str]:
    blocks = re.findall(r"```sh\n(.*?)```", (ROOT / "README.md").read_text("utf-8"), re.DOTALL)
    example = next(block for block in blocks if command in block)
    (folder / ".venv").mkdir()
    (folder / ".venv/bin").symlink_to(Path(sys.executable).parent)
    return subprocess.run(["bash", "-euc", example], cwd=folder, capture_output=True, text=True, check=False)


def test_the_example_of_a_plan_works(tmp_path: Path) -> None:
    run = _run_example("opora plan", tmp_path)

    assert run.returncode == 0
    assert "01.06.2022 – 10.06.2022" in run.stdout
    assert "Мероприятий: 3, из них с датами: 2. Замечаний: 1." in run.stdout
    assert run.stderr.startswith("plan.csv, строка 5, столбец «Сроки»: Срок «по отдельному плану» не понят.")


def test_the_example_of_the_readme_works(tmp_path: Path) -> None:
    run = _run_example("opora identify", tmp_path)

    assert (run.returncode, run.stderr) == (0, "")
    assert "Выявлено: 1, не выявлено: 0, не хватает данных: 1." in run.stdout
