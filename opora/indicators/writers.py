"""Values of indicators as JSON, CSV, XLSX or a table that a methodist reads."""

import json
import sys
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any, TextIO, cast

from rich.console import Console
from rich.table import Table

from opora.indicators.computation import Computation
from shared.files.csv_writer import Cell, write_csv
from shared.files.xlsx_writer import write_xlsx
from shared.indicators.rendering import FLAGS, TotalRead, ValueRead

_WIDTH_OF_FILES = 160
_ANSWERS = {"yes": "да", "no": "нет", "not_applicable": "не применимо"}
_HEADER = [
    "indicator",
    "level",
    "code",
    "numerator",
    "denominator",
    "percent",
    "value",
    "points",
    "maximum",
    "flags",
    "reason",
    "missing_schools",
    "factors",
]


async def write_json(computation: Computation, target: TextIO) -> None:
    """Write the contract's object, one value a line, so that any number of schools takes the same memory."""
    plan = computation.request.plan
    header = {
        "pack": plan.pack,
        "pack_version": computation.request.pack.version,
        "period": plan.period.text,
        "options": dict(plan.options),
    }
    target.write(json.dumps(header, ensure_ascii=False, indent=1).removesuffix("\n}") + ',\n "values": [')
    separator = "\n  "
    totals: list[TotalRead] = []
    async for found in computation.values():
        if "maximum" in found:
            totals.append(cast("TotalRead", found))
            continue
        target.write(separator + json.dumps(found, ensure_ascii=False))
        separator = ",\n  "
    target.write('\n ],\n "totals": [')
    target.write(",".join(f"\n  {json.dumps(total, ensure_ascii=False)}" for total in totals))
    target.write("\n ]\n}\n")


async def write_table(computation: Computation, target: TextIO) -> None:
    """Write what a methodist reads: indicator, object, value, points, remarks."""
    plan = computation.request.plan
    monitoring = computation.request.pack.monitoring
    titles = {one.code: one.title for one in monitoring.indicators} if monitoring else {}
    table = Table(title=f"{computation.request.pack.title}, {plan.period.text}", show_lines=True, title_justify="left")
    for name, ratio in (("Показатель", 8), ("Чей", 2), ("Значение", 3), ("Баллы", 1), ("Замечания", 4)):
        table.add_column(name, ratio=ratio, overflow="fold")
    async for found in computation.values():
        if "maximum" in found:
            total = cast("TotalRead", found)
            points = f"{total['points']} из {total['maximum']}"
            table.add_row("Всего баллов", total["code"], "", points, _flags_in_words(total["flags"]))
            continue
        value = found
        scored = "" if value["points"] is None else str(value["points"])
        title = f"{value['indicator']} {titles.get(value['indicator'], '')}"
        table.add_row(title, value["code"], _value_in_words(value), scored, _remarks(value))
    width = None if target.isatty() else _WIDTH_OF_FILES
    # Titles may hold brackets and colons; none of them is markup.
    Console(file=target, width=width, highlight=False, markup=False, emoji=False).print(table)
    target.write("Показатели говорят, какая поддержка нужна; это не рейтинг школ.\n")


def _value_in_words(value: ValueRead) -> str:
    if value["percent"] is not None:
        return f"{value['percent']} % ({value['numerator']} из {value['denominator']})"
    given = value["value"]
    return "—" if given is None else _ANSWERS.get(str(given), str(given))


def _remarks(value: ValueRead) -> str:
    remarks = [value["reason"]] if value["reason"] else []
    if value["missing_schools"]:
        remarks.append(f"нет данных школ: {value['missing_schools']}")
    remarks += [f"{factor['code']}: {factor['schools']}" for factor in value["factors"]]
    remarks += [f"{part['code']}: {part['percent'] or '—'} %" for part in value.get("parts", [])]
    flags = _flags_in_words(value["flags"])
    return "; ".join([*remarks, flags] if flags else remarks)


def _flags_in_words(flags: list[str]) -> str:
    return "; ".join(FLAGS.get(flag, flag) for flag in flags)


async def write_sheet(computation: Computation, target: TextIO) -> None:
    """Write CSV with one row a value; totals have the indicator `total`."""
    write_csv(target, _HEADER, await _sheet(computation))


async def _sheet(computation: Computation) -> Iterable[list[Cell]]:
    return [_sheet_row(found) async for found in computation.values()]


def _sheet_row(found: ValueRead | TotalRead) -> list[Cell]:
    cells: dict[str, Any] = {"indicator": "total", **found}
    cells["flags"] = " ".join(found["flags"])
    factors = [f"{factor['code']}={factor['schools']}" for factor in cells.get("factors", [])]
    cells["factors"] = " ".join(factors)
    return [cells.get(name) for name in _HEADER]


Writer = Callable[[Computation, TextIO], Any]
TEXT_WRITERS: dict[str, Writer] = {"json": write_json, "table": write_table, "csv": write_sheet}


async def write_values(computation: Computation, form: str, output: Path | None) -> None:
    """Write in the given form to the file, or to stdout without one."""
    if form == "xlsx":
        assert output is not None, "the command line asks for a file"
        with output.open("wb") as target:
            write_xlsx(target, "Показатели", _HEADER, await _sheet(computation))
    elif output is None:
        await TEXT_WRITERS[form](computation, sys.stdout)
    else:
        with output.open("w", encoding="utf-8", newline="") as text:
            await TEXT_WRITERS[form](computation, text)
