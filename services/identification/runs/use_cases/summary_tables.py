"""The summary table of a run: every indicator the rule looks at × every school (002 §3.2)."""

import asyncio
from collections.abc import Iterator, Sequence
from typing import Any, BinaryIO

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.runs import queries
from services.identification.runs.schemas import CellContent, SummaryTable, TableCell, TableColumn, TableRow
from services.identification.runs.use_cases.runs import get_numbers, get_plan
from shared.access.principals import Principal
from shared.database.paging import PageRequest
from shared.files.csv_writer import Cell as SheetCell
from shared.files.xlsx_writer import open_xlsx
from shared.models import Run, Verdict
from shared.reference.academic_years import format_academic_year
from shared.rules.explanation import add_known_shares, decide_sum, format_percent, read_answer
from shared.rules.options import format_decimal
from shared.rules.plan import CellState, RulePlan, ShareTest, SumTest

_OWN_WORDS = {CellState.missing: CellContent.missing, CellState.not_considered: CellContent.not_considered}
_ANSWERS = {"yes": "да", "no": "нет", "not_applicable": "не применимо"}
_STATUSES = {"identified": "выявлена", "not_identified": "не выявлена", "undetermined": "не хватает данных"}
_TRIGGERED = {True: "сработал", False: "", None: "не решено"}
_FIXED_HEADER = ("Код школы", "Школа", "ОКТМО", "Заключение")
# Rows rendered at a time, in a thread: other requests go on meanwhile.
_ROWS_AT_ONCE = 500


async def get_summary_table(session: AsyncSession, principal: Principal, run: Run, page: PageRequest) -> SummaryTable:
    """Return the columns of a run's summary table and one page of its schools."""
    plan = await get_plan(session, run)
    found = await queries.list_verdicts(session, principal, run.id, filters={}, page=page)
    return SummaryTable(
        run_id=run.id,
        columns=list(_list_columns(plan, await get_numbers(session, run))),
        items=[_describe_row(plan, row) for row in found.items],
        next_cursor=found.next_cursor,
    )


async def write_summary_table(session: AsyncSession, principal: Principal, run: Run, target: BinaryIO) -> None:
    """Write a run's summary table of the caller's schools as a workbook; takes the memory of a few hundred of them."""
    plan = await get_plan(session, run)
    columns = list(_list_columns(plan, await get_numbers(session, run)))
    with open_xlsx(target, "Сводная таблица", [*_FIXED_HEADER, *_name_columns(columns)]) as sheet:
        waiting: list[Row[*tuple[Any, ...]]] = []
        async for row in queries.stream_verdicts(session, run.id, principal):
            waiting.append(row)
            if len(waiting) == _ROWS_AT_ONCE:
                await asyncio.to_thread(sheet.add_rows, _sheet_rows(plan, columns, waiting))
                waiting = []
        await asyncio.to_thread(sheet.add_rows, _sheet_rows(plan, columns, waiting))


def _list_sums(plan: RulePlan) -> dict[int, SumTest]:
    """Return the sums of a plan by the position of their last cell, after which they stand."""
    parts = [part for criterion in plan.criteria for part in criterion.evidence]
    return {max(part.cells): part for part in parts if isinstance(part, SumTest)}


def _list_columns(plan: RulePlan, numbers: dict[str, str]) -> Iterator[TableColumn]:
    sums = _list_sums(plan)
    for at, cell in enumerate(plan.cells):
        year = format_academic_year(cell.academic_year)
        test = cell.test if isinstance(cell.test, ShareTest) else None
        yield _column(cell.kind.value, cell.code, cell.title, number=numbers.get(cell.code), year=year, test=test)
        if at in sums:
            yield _column("sum", "sum", "Сумма долей", year=year, test=sums[at].test)
    for criterion in plan.criteria:
        yield _column("criterion", criterion.code, criterion.title)


def _column(
    kind: str,
    code: str,
    title: str,
    *,
    number: str | None = None,
    year: str | None = None,
    test: ShareTest | None = None,
) -> TableColumn:
    return TableColumn.model_validate(
        {
            "kind": kind,
            "code": code,
            "number": number,
            "title": title,
            "academic_year": year,
            "threshold": format_decimal(test.threshold) if test else None,
            "operator": test.operator.value if test else None,
        }
    )


def _describe_row(plan: RulePlan, row: Row[*tuple[Any, ...]]) -> TableRow:
    return TableRow(
        school_code=row.printed_code,
        school_name=row.name,
        municipality_oktmo=row.oktmo,
        status=row[0].status,
        cells=list(_list_cells(plan, row[0])),
    )


def _list_cells(plan: RulePlan, verdict: Verdict) -> Iterator[TableCell]:
    sums = _list_sums(plan)
    for at in range(len(plan.cells)):
        yield _describe_cell(plan, verdict, at)
        if at in sums:
            yield _describe_sum(sums[at], verdict)
    for state in verdict.criteria:
        content = CellContent.given if state is not None else CellContent.missing
        yield _cell(content, None, None, triggered=state)


def _describe_cell(plan: RulePlan, verdict: Verdict, at: int) -> TableCell:
    cell, state = plan.cells[at], CellState(verdict.cell_states[at])
    content = _OWN_WORDS.get(state, CellContent.given)
    triggered = None if content is not CellContent.given or cell.test is None else state is CellState.holds
    numbers = verdict.numerators[at], verdict.denominators[at]
    return _cell(content, read_answer(cell, state), numbers, triggered=triggered)


def _describe_sum(total: SumTest, verdict: Verdict) -> TableCell:
    known, decided = add_known_shares(total, verdict), decide_sum(total, verdict)
    content = CellContent.missing if decided is None else CellContent.given
    return _cell(content, None, (known.numerator, known.denominator), triggered=decided)


def _cell(
    content: CellContent,
    answer: str | None,
    numbers: tuple[int | None, int | None] | None,
    *,
    triggered: bool | None,
) -> TableCell:
    numerator, denominator = numbers or (None, None)
    percent = format_percent(numerator, denominator) if numerator is not None and denominator is not None else None
    return TableCell.model_validate(
        {
            "content": content,
            "answer": answer,
            "numerator": numerator,
            "denominator": denominator,
            "percent": percent,
            "triggered": triggered,
        }
    )


def _name_columns(columns: Sequence[TableColumn]) -> Iterator[str]:
    for column in columns:
        name = " ".join(part for part in (column.number, column.title) if part)
        name += f", {column.academic_year}" if column.academic_year else ""
        if column.kind in ("answer", "criterion"):
            yield name
        else:
            yield f"{name}, %"
            yield f"{name}: из скольких"
        if column.kind != "criterion":
            yield f"{name}: порог"


def _sheet_rows(
    plan: RulePlan, columns: Sequence[TableColumn], rows: Sequence[Row[*tuple[Any, ...]]]
) -> list[list[SheetCell]]:
    return [_sheet_row(columns, _describe_row(plan, row)) for row in rows]


def _sheet_row(columns: Sequence[TableColumn], row: TableRow) -> list[SheetCell]:
    written: list[SheetCell] = [row.school_code, row.school_name, row.municipality_oktmo, _STATUSES[row.status]]
    for column, cell in zip(columns, row.cells, strict=True):
        written += _sheet_cells(column, cell)
    return written


def _sheet_cells(column: TableColumn, cell: TableCell) -> list[SheetCell]:
    mark = _TRIGGERED[cell.triggered] if cell.content is not CellContent.not_considered else ""
    if column.kind == "criterion":
        return [mark]
    missing = "нет данных" if cell.content is CellContent.missing else "—"
    if column.kind == "answer":
        return [_ANSWERS.get(cell.answer or "", missing), mark]
    counts = f"{cell.numerator} из {cell.denominator}" if cell.numerator is not None else missing
    is_tested = column.threshold is not None
    return [cell.percent or missing, counts, mark if is_tested else ""]
