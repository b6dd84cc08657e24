"""Goes through the tables of a plan row by row and collects measures and issues."""

from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from services.roadmap.plans.rules.headers import Column, Header, find_header, list_header_issues
from services.roadmap.plans.rules.measures import MeasureRow, goes_on_with, read_measure
from services.roadmap.plans.rules.parties import KnownParties
from services.roadmap.plans.rules.sections import find_section, is_row_of_column_numbers, may_continue, strip_dashes
from services.roadmap.plans.schemas import PlanIssue, PlanRead
from shared.files.grid import GridRow
from shared.files.sentences import CELL_SENTENCES, ROW_SENTENCES
from shared.terms import PlanYear, read_term
from shared.terms.term import Term


def assemble_plan(tables: Iterable[Sequence[GridRow]], year: PlanYear, parties: KnownParties) -> PlanRead | None:
    """Return the plan that stands in the tables, None where no table has the header of one."""
    reader = _TablesReader(year)
    for table in tables:
        reader.read_table(table)
    if not reader.found_plan:
        return None
    plan = PlanRead(measures=[], issues=reader.issues)
    for row in reader.measures:
        measure, issues = read_measure(row, year, parties)
        plan.measures.append(measure)
        plan.issues += issues
    plan.issues.sort(key=lambda issue: issue.row)
    return plan


class _TablesReader:
    """Knows the header and the section under which a row stands."""

    def __init__(self, year: PlanYear) -> None:
        self.measures: list[MeasureRow] = []
        self.issues: list[PlanIssue] = []
        self.found_plan = False
        self._year = year
        self._header: Header | None = None
        self._section: str | None = None
        self._above: MeasureRow | None = None
        self._told_places: set[int] = set()

    def read_table(self, rows: Sequence[GridRow]) -> None:
        """Read a table; one without a header of its own counts where it goes on with the plan above."""
        if any(find_header(row, None) for row in rows) or not self._goes_on_with_plan(rows):
            self._header = self._section = self._above = None
        passed_over = 0
        for row, below in pairwise([*rows, None]):
            assert row is not None, "only the last one has nothing below"
            if passed_over:
                passed_over -= 1
            elif found := find_header(row, below):
                self._take_header(found[0])
                passed_over = found[1] - 1
            elif self._header is not None:
                self._read_row(row, self._header)

    def _goes_on_with_plan(self, rows: Sequence[GridRow]) -> bool:
        """Tell whether a page break cut the table above: as wide as it, and with a term where terms stand."""
        header = self._header
        if header is None or any(len(row.cells) != len(header.names) for row in rows):
            return False
        terms = (header.cell(row.cells, Column.term) for row in rows)
        return any(isinstance(read_term(term, self._year), Term) for term in terms if term)

    def _take_header(self, header: Header) -> None:
        is_new = self._header is None or self._header.names != header.names
        self._header, self.found_plan = header, True
        if is_new:
            self._section, self._above, self._told_places = None, None, set()
            self.issues += list_header_issues(header)

    def _read_row(self, row: GridRow, header: Header) -> None:
        cells = tuple(strip_dashes(cell) for cell in row.cells)
        if row.fault is not None and row.fault_place < 0:
            self._tell(row, None, row.fault, ROW_SENTENCES[row.fault])
        elif not any(cells) and row.fault is None:
            return
        elif row.fault is None and (section := find_section(cells, header)):
            self._read_section(row, section, cells, header)
        elif len(cells) < header.width or any(cells[len(header.names) :]):
            detail = f"В строке ячеек: {len(cells)}, а столбцов в заголовке: {header.width}. Строка не прочитана."
            self._tell(row, None, "wrong_cell_count", detail)
        elif not is_row_of_column_numbers(cells, header) and not self._continue(row, cells, header):
            self._read_measure_row(row, cells, header)

    def _read_section(self, row: GridRow, section: str, cells: Sequence[str], header: Header) -> None:
        is_alone = sum(map(bool, cells)) == 1
        if not (is_alone and self._continue(row, cells, header)):
            self._section, self._above = section, None

    def _continue(self, row: GridRow, cells: Sequence[str], header: Header) -> bool:
        """Add the row to the measure above where it is the rest of it, and tell so."""
        above = self._above
        if above is None or row.fault or not may_continue(cells, header) or not goes_on_with(above, cells, self._year):
            return False
        width = max(len(cells), len(above.cells))
        pairs = zip(_pad(above.cells, width), _pad(cells, width), strict=True)
        self._above = replace(above, cells=tuple(" ".join(filter(None, pair)) for pair in pairs))
        self.measures[-1] = self._above
        self._tell(row, None, "row_continued", f"Строка продолжает строку {above.number} и соединена с ней. Проверьте.")
        return True

    def _read_measure_row(self, row: GridRow, cells: tuple[str, ...], header: Header) -> None:
        self._tell_of_unnamed(row, cells, header)
        if row.fault is not None:
            place = row.fault_place
            column = header.names[place] if place < len(header.names) else None
            self._tell(row, column or None, row.fault, CELL_SENTENCES[row.fault])
        self._above = MeasureRow(row.number, cells, header, self._section, has_fault=row.fault is not None)
        self.measures.append(self._above)

    def _tell_of_unnamed(self, row: GridRow, cells: Sequence[str], header: Header) -> None:
        """Tell once of every column without a name in which something stands."""
        for place, (cell, name) in enumerate(zip(cells, header.names, strict=False)):
            if cell and not name and place not in self._told_places:
                self._told_places.add(place)
                detail = f"Столбец {place + 1} заполнен, но не назван: он не читается. Назовите его в заголовке."
                self._tell(row, None, "unknown_column", detail)

    def _tell(self, row: GridRow, column: str | None, code: str, detail: str) -> None:
        self.issues.append(PlanIssue(row=row.number, column=column, code=str(code), detail=detail))


def _pad(cells: Sequence[str], width: int) -> list[str]:
    return [*cells, *[""] * (width - len(cells))]
