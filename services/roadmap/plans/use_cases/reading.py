"""What can be done with plans: read them from files."""

from collections.abc import Callable, Iterable, Sequence
from typing import BinaryIO

from services.roadmap.plans.errors import PlanNotFound
from services.roadmap.plans.rules import KnownParties, assemble_plan, is_header_by_semicolons
from services.roadmap.plans.schemas import PlanForm, PlanRead
from shared.files.csv_reader import read_csv_grid
from shared.files.docx_reader import read_docx_tables
from shared.files.grid import GridRow
from shared.files.rows import TableUnreadable
from shared.files.xlsx_reader import read_xlsx_grid
from shared.terms import PlanYear

_READERS: dict[PlanForm, Callable[[BinaryIO], Iterable[Sequence[GridRow]]]] = {
    PlanForm.csv: lambda source: [list(read_csv_grid(source))],
    PlanForm.xlsx: lambda source: [list(read_xlsx_grid(source))],
    PlanForm.docx: read_docx_tables,
}


def read_plan(source: BinaryIO, form: PlanForm, year: PlanYear, known_parties: Iterable[str]) -> PlanRead:
    """Return the measures of a file with resolved terms, and every fault of its rows.

    Raises TableUnreadable for a file that cannot be read, PlanNotFound for one without a table of measures.
    """
    tables = list(_READERS[form](source))
    plan = assemble_plan(tables, year, KnownParties(known_parties))
    if plan is None:
        if form is PlanForm.csv and any(map(is_header_by_semicolons, tables[0])):
            raise TableUnreadable("Столбцы разделены не запятыми: сохраните файл как CSV с запятыми.")
        raise PlanNotFound
    return plan
