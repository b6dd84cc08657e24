"""Measures as JSON, CSV, XLSX or a table that a methodist reads."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from datetime import date
from pathlib import Path
from typing import TextIO

from rich.console import Console
from rich.table import Table

from services.roadmap.plans.schemas import MeasureRead, PlanIssue, PlanRead
from shared.files.csv_writer import Cell, write_csv
from shared.files.xlsx_writer import write_xlsx

_HEADER = list(MeasureRead.model_fields)
_WIDTH_OF_FILES = 140


def write_json(plan: PlanRead, target: TextIO) -> None:
    """Write the contract's object."""
    target.write(json.dumps(plan.model_dump(mode="json"), ensure_ascii=False, indent=1) + "\n")


def write_table(plan: PlanRead, target: TextIO) -> None:
    """Write what a methodist reads: what is to be done, when by the calendar, by whom; then the counts."""
    table = Table(show_lines=True)
    for name, ratio in (("№", 1), ("Мероприятие", 5), ("Срок", 3), ("Ответственные", 3), ("Ожидаемый результат", 3)):
        table.add_column(name, ratio=ratio, overflow="fold")
    section = None
    for measure in plan.measures:
        if measure.section != section and measure.section is not None:
            table.add_row("", measure.section, style="bold")
        section = measure.section
        table.add_row(*_table_row(measure))
    width = None if target.isatty() else _WIDTH_OF_FILES
    # Titles of measures may hold brackets and colons; none of them is markup.
    console = Console(file=target, width=width, highlight=False, markup=False, emoji=False)
    console.print(table)
    dated = sum(1 for measure in plan.measures if measure.starts_on or measure.ends_on)
    console.print(f"Мероприятий: {len(plan.measures)}, из них с датами: {dated}. Замечаний: {len(plan.issues)}.")


def _table_row(measure: MeasureRead) -> Iterator[str]:
    yield measure.number or ""
    yield measure.title or "—"
    yield "\n".join(filter(None, [measure.term_text or "—", _dates_in_words(measure)]))
    yield "\n".join(measure.responsible) or "—"
    yield measure.expected_result or "—"


def _dates_in_words(measure: MeasureRead) -> str:
    begin, end = measure.starts_on, measure.ends_on
    if begin and end:
        words = _show(begin) if begin == end else f"{_show(begin)} – {_show(end)}"
    elif begin:
        words = f"с {_show(begin)}"
    else:
        words = f"до {_show(end)}" if end else ""
    return f"{words}, ежегодно" if measure.recurrence else words


def _show(day: date) -> str:
    return f"{day:%d.%m.%Y}"


def write_sheet(plan: PlanRead, target: TextIO) -> None:
    """Write CSV with one row a measure."""
    write_csv(target, _HEADER, _sheet_rows(plan))


def write_workbook(plan: PlanRead, path: Path) -> None:
    """Write XLSX with one row a measure."""
    with path.open("wb") as target:
        write_xlsx(target, "Мероприятия", _HEADER, _sheet_rows(plan))


def _sheet_rows(plan: PlanRead) -> Iterable[list[Cell]]:
    for measure in plan.measures:
        fields = measure.model_dump(mode="json") | {"responsible": "; ".join(measure.responsible)}
        yield [fields[name] for name in _HEADER]


def tell_issue(path: Path, issue: PlanIssue) -> str:
    """Return the line that tells a person of an issue."""
    column = f", столбец «{issue.column}»" if issue.column else ""
    return f"{path}, строка {issue.row}{column}: {issue.detail} [{issue.code}]"


TEXT_WRITERS: dict[str, Callable[[PlanRead, TextIO], None]] = {
    "json": write_json,
    "table": write_table,
    "csv": write_sheet,
}


def write_plan(plan: PlanRead, form: str, output: Path | None) -> None:
    """Write in the given form to the file, or to stdout without one."""
    if form == "xlsx":
        assert output is not None, "the command line asks for a file"
        write_workbook(plan, output)
    elif output is None:
        TEXT_WRITERS[form](plan, sys.stdout)
    else:
        with output.open("w", encoding="utf-8", newline="") as target:
            TEXT_WRITERS[form](plan, target)
