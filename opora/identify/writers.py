"""Verdicts as JSON, CSV, XLSX or a table that a methodist reads."""

import json
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Any, TextIO

from rich.console import Console
from rich.table import Table
from sqlalchemy import Row

from opora.identify.identification import Identification
from shared.files.csv_writer import Cell, write_csv
from shared.files.xlsx_writer import write_xlsx
from shared.models import Verdict
from shared.rules.explanation import VerdictRead, list_flags, render_verdict
from shared.rules.plan import RulePlan
from shared.rules.wording import name_flags, name_missing, tell_distance, tell_reasons

STATUSES = {"identified": "выявлена", "not_identified": "не выявлена", "undetermined": "не хватает данных"}
_CRITERIA = {True: "met", False: "not_met", None: "undetermined"}
_SHOWN_MISSING = 3
_WIDTH_OF_FILES = 140
VerdictRow = Row[*tuple[Any, ...]]


async def write_json(identification: Identification, target: TextIO) -> None:
    """Write the contract's object, one verdict a line, so that any number of schools takes the same memory."""
    run = identification.run
    header = {
        "rule": run.rule,
        "pack_version": run.pack_version,
        "academic_year": run.academic_year,
        "options": run.options,
        "inputs_hash": run.inputs_hash,
        "result_hash": run.result_hash,
        "summary": run.summary.model_dump(),
        "combinations": run.combinations,
    }
    target.write(json.dumps(header, ensure_ascii=False, indent=1).removesuffix("\n}") + ',\n "verdicts": [')
    separator = "\n  "
    async for row in identification.verdicts():
        target.write(separator + json.dumps(_render(identification.plan, row), ensure_ascii=False))
        separator = ",\n  "
    target.write("\n ]\n}\n")


def _render(plan: RulePlan, row: VerdictRow) -> VerdictRead:
    return render_verdict(plan, row[0], row.printed_code)


async def write_table(identification: Identification, target: TextIO) -> None:
    """Write what a methodist reads: school, verdict, why, what is missing; then the counts."""
    run, plan = identification.run, identification.plan
    table = Table(title=f"{plan.title}, {run.academic_year}", show_lines=True, title_justify="left")
    for name, ratio in (("Школа", 3), ("Заключение", 2), ("Почему", 6), ("Чего не хватает", 3)):
        table.add_column(name, ratio=ratio, overflow="fold")
    async for row in identification.verdicts():
        verdict: Verdict = row[0]
        why = "\n".join([*tell_reasons(plan, verdict), *tell_distance(plan, verdict)])
        status = "\n".join([STATUSES[verdict.status], *(f"({flag})" for flag in name_flags(list_flags(verdict)))])
        table.add_row(f"{row.name}\n{row.printed_code}", status, why, _missing_in_words(plan, verdict))
    width = None if target.isatty() else _WIDTH_OF_FILES
    # Names of schools may hold brackets and colons; none of them is markup.
    console = Console(file=target, width=width, highlight=False, markup=False, emoji=False)
    console.print(table)
    for line in _summary_lines(identification):
        console.print(line, soft_wrap=True)


def _summary_lines(identification: Identification) -> Iterator[str]:
    run, counts = identification.run, identification.run.summary
    yield (
        f"Школ: {counts.schools}. Выявлено: {counts.identified}, не выявлено: {counts.not_identified}, "
        f"не хватает данных: {counts.undetermined}."
    )
    if run.combinations:
        choices = ", ".join(f"{choice} — {count}" for choice, count in run.combinations.items())
        yield f"Выявлено при разных значениях combination: {choices}."
    yield "Список показывает, кому нужна поддержка; это не рейтинг школ."


def _missing_in_words(plan: RulePlan, verdict: Verdict) -> str:
    names = name_missing(plan, verdict)
    more = [f"и ещё {len(names) - _SHOWN_MISSING}"] if len(names) > _SHOWN_MISSING else []
    return "\n".join(names[:_SHOWN_MISSING] + more) or "—"


async def write_sheet(identification: Identification, target: TextIO) -> None:
    """Write CSV with one row a school."""
    header, rows = await _sheet(identification)
    write_csv(target, header, rows)


async def write_workbook(identification: Identification, path: Path) -> None:
    """Write XLSX with one row a school."""
    header, rows = await _sheet(identification)
    with path.open("wb") as target:
        write_xlsx(target, "Заключения", header, rows)


async def _sheet(identification: Identification) -> tuple[list[str], Iterable[list[Cell]]]:
    plan = identification.plan
    header = ["school_code", "school_name", "municipality_oktmo", "status"]
    header += [*(criterion.code for criterion in plan.criteria), "flags", "missing", "to_enter", "to_leave"]
    return header, [_sheet_row(plan, row) async for row in identification.verdicts()]


def _sheet_row(plan: RulePlan, row: VerdictRow) -> list[Cell]:
    verdict: Verdict = row[0]
    rendered = render_verdict(plan, verdict)
    missing = (
        f"{cell['academic_year']} {cell.get('procedure') or cell.get('element')}" for cell in rendered["missing"]
    )
    return [
        row.printed_code,
        row.name,
        row.oktmo,
        verdict.status,
        *(_CRITERIA[state] for state in verdict.criteria),
        " ".join(list_flags(verdict)),
        "; ".join(missing),
        verdict.to_enter,
        verdict.to_leave,
    ]


Writer = Callable[[Identification, TextIO], Any]
TEXT_WRITERS: dict[str, Writer] = {"json": write_json, "table": write_table, "csv": write_sheet}


async def write_identification(identification: Identification, form: str, output: Path | None) -> None:
    """Write in the given form to the file, or to stdout without one."""
    if form == "xlsx":
        assert output is not None, "the command line asks for a file"
        await write_workbook(identification, output)
    elif output is None:
        await TEXT_WRITERS[form](identification, sys.stdout)
    else:
        with output.open("w", encoding="utf-8", newline="") as target:
            await TEXT_WRITERS[form](identification, target)
