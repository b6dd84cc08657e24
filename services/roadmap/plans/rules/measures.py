"""Makes a measure of a row."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from services.roadmap.plans.rules.headers import Column, Header
from services.roadmap.plans.rules.parties import KnownParties
from services.roadmap.plans.schemas import MeasureRead, PlanIssue
from shared.terms import PlanYear, read_term
from shared.terms.term import Term


@dataclass(frozen=True, slots=True)
class MeasureRow:
    """A row that holds a measure, with what rows below it go on with."""

    number: int
    cells: tuple[str, ...]
    header: Header
    section: str | None
    has_fault: bool = False
    """Whether a cell could not be read, which has been told already."""


def read_measure(row: MeasureRow, year: PlanYear, parties: KnownParties) -> tuple[MeasureRead, list[PlanIssue]]:
    """Return the measure of a row, with null for what the row leaves empty, and what is wrong with it."""
    term_text = row.header.cell(row.cells, Column.term)
    term = read_term(term_text, year) if term_text else None
    dates = term if isinstance(term, Term) else Term(None, None)
    measure = MeasureRead(
        section=row.section,
        number=row.header.cell(row.cells, Column.number) or None,
        title=row.header.cell(row.cells, Column.measure) or None,
        term_text=term_text or None,
        starts_on=dates.starts_on,
        ends_on=dates.ends_on,
        recurrence=dates.recurrence,
        responsible=parties.split(row.header.cell(row.cells, Column.responsible)),
        expected_result=row.header.cell(row.cells, Column.expected_result) or None,
    )
    issues = list(_list_issues(row, measure))
    if term is not None and not isinstance(term, Term):
        column = row.header.name_of(Column.term)
        issues.append(PlanIssue(row=row.number, column=column, code=term.code, detail=term.detail))
    return measure, issues


def goes_on_with(above: MeasureRow, cells: Sequence[str], year: PlanYear) -> bool:
    """Tell whether the term of a row, where it has one, completes that of the row above, which makes no sense alone."""
    rest = above.header.cell(cells, Column.term)
    begun = above.header.cell(above.cells, Column.term)
    if not rest:
        return True
    return not isinstance(read_term(begun, year), Term) and isinstance(read_term(f"{begun} {rest}", year), Term)


def _list_issues(row: MeasureRow, measure: MeasureRead) -> Iterator[PlanIssue]:
    if measure.title is None and not row.has_fault:
        column = row.header.name_of(Column.measure)
        detail = "В строке нет наименования мероприятия. Впишите его или удалите строку."
        yield PlanIssue(row=row.number, column=column, code="missing_title", detail=detail)
