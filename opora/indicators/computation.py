"""Computes the indicators of a pack from files in a database of its own and hands the values out one by one."""

from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from contextlib import asynccontextmanager, contextmanager
from dataclasses import dataclass
from pathlib import Path

from opora.identify.intake import FileRefused, InputFile, InputRefused, take_in
from opora.own_database import open_own_database
from opora.progress import Stages
from services.identification.imports.schemas import Dataset
from services.monitoring.values import use_cases
from services.monitoring.values.schemas import LIST_COLUMNS, VALUE_COLUMNS, ListedRow, RowIssue
from shared.database.session import Database
from shared.errors import Invalid
from shared.files.rows import TableColumns, TextRow
from shared.files.tables import get_table_reader
from shared.files.xlsx_reader import XLSX_MEDIA_TYPE
from shared.indicators.computing import PointsTotal
from shared.indicators.plan import IndicatorPlan
from shared.indicators.rendering import TotalRead, ValueRead, render_total, render_values
from shared.packs.definition import Pack
from shared.settings import Settings

_Report = Callable[[str], None]


@dataclass(frozen=True, slots=True)
class Request:
    """What `opora indicators` is asked for."""

    pack: Pack
    plan: IndicatorPlan
    schools: Path
    values: Path
    lists: Path | None = None


@dataclass(frozen=True, slots=True)
class Computation:
    """The values of all objects, computed as they are read."""

    request: Request
    values: Callable[[], AsyncIterator[ValueRead | TotalRead]]


@asynccontextmanager
async def compute_indicators(
    request: Request, settings: Settings, stages: Stages, report: _Report
) -> AsyncIterator[Computation]:
    """Take the files in and yield the values; raise InputRefused after reporting every fault."""
    stages.begin("Готовлю базу данных")
    async with open_own_database(settings) as database:
        listed = await _take_in_all(database, request, stages, report)
        stages.begin("Считаю показатели")
        yield Computation(request, lambda: _read_values(database, request.plan, listed))


async def _take_in_all(database: Database, request: Request, stages: Stages, report: _Report) -> list[ListedRow] | None:
    faults: list[str] = []
    stages.begin("Читаю: школы")
    schools = InputFile(Dataset.schools, request.schools)
    ignored = await _take_in_schools(database, schools, faults)
    stages.begin("Читаю: значения")
    with _rows(request.values, VALUE_COLUMNS, faults) as rows:
        async with database.transaction() as session:
            issues = await use_cases.take_in_values(session, request.pack, request.plan.period.text, rows)
        faults += _tell(request.values, issues, ignored)
    listed: list[ListedRow] | None = None
    if request.lists is not None:
        stages.begin("Читаю: списки")
        with _rows(request.lists, LIST_COLUMNS, faults) as rows:
            async with database.transaction() as session:
                listed, issues = await use_cases.read_lists(session, rows)
            faults += _tell(request.lists, issues, ignored)
    for fault in faults:
        report(fault)
    if faults:
        raise InputRefused(f"Файлы не приняты, замечаний: {len(faults)}. Исправьте указанные места и запустите снова.")
    return listed


async def _take_in_schools(database: Database, file: InputFile, faults: list[str]) -> frozenset[str]:
    """Take the schools in; return the codes of faults that would only say again that they were refused."""
    try:
        async for fault in take_in(database, file, frozenset()):
            faults.append(fault)  # noqa: PERF401 - an exception in between must leave what was found
    except FileRefused as refused:
        faults += refused.tell(file)
        return frozenset({"unknown_school", "unknown_municipality"})
    return frozenset()


@contextmanager
def _rows(path: Path, columns: TableColumns, faults: list[str]) -> Iterator[Iterator[TextRow]]:
    """Read a file row by row; where it cannot be trusted as a whole, its fault is noted instead."""
    is_workbook = path.suffix.lower() == ".xlsx"
    with path.open("rb") as content:
        try:
            yield get_table_reader(XLSX_MEDIA_TYPE if is_workbook else "text/csv")(content, columns)
        except Invalid as error:
            refused = FileRefused(error.detail, errors=error.errors)
            faults += refused.tell(InputFile(Dataset.schools, path))


def _tell(path: Path, issues: Sequence[RowIssue], ignored: frozenset[str]) -> Iterator[str]:
    for issue in issues:
        if issue.code not in ignored:
            column = f", столбец {issue.column}" if issue.column else ""
            yield f"{path}, строка {issue.row_number}{column}: {issue.detail} [{issue.code}]"


async def _read_values(
    database: Database, plan: IndicatorPlan, listed: list[ListedRow] | None
) -> AsyncIterator[ValueRead | TotalRead]:
    async with database.transaction() as session:
        printed = await use_cases.list_printed_codes(session)
        async for found in render_values(use_cases.compute_values(session, plan, listed)):
            if isinstance(found, PointsTotal):
                yield render_total(found, printed.get(found.code))
                continue
            value, rendered = found
            # Regions have no place among the objects that the contract lists.
            if value.level != "region":
                yield {**rendered, "code": printed.get(value.code, value.code)}
