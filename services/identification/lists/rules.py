"""Pure logic of entered lists: which rows of a file name a school of this list, and what is wrong with the others."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from services.identification.lists.schemas import MOST_SCHOOLS
from shared.errors import FieldIssue
from shared.files.rows import RowFault, TableColumns, TextRow
from shared.files.sentences import CELL_SENTENCES, ROW_SENTENCES
from shared.reference.school_codes import SCHOOL_CODE_PATTERN, canonical_school_code

COLUMNS = TableColumns(required=("school_code", "academic_year", "category"))
"""File format L."""
_CODE = re.compile(SCHOOL_CODE_PATTERN)
_UNKNOWN = "Такой школы нет в реестре, или она вам недоступна: проверьте код или сначала загрузите школу."
_OUTSIDE = "Школа не относится к территории этого списка: проверьте код."


@dataclass(frozen=True, slots=True)
class EnteredSchool:
    """One school as somebody entered it: where it stands in the request, and its key."""

    pointer: str
    place: str
    """For people: «Строка 3: », empty where the pointer says all."""
    code: str


def read_codes(codes: Sequence[str]) -> list[EnteredSchool]:
    """Return the schools of a JSON body."""
    return [
        EnteredSchool(f"/body/schools/{position}", "", canonical_school_code(code))
        for position, code in enumerate(codes)
    ]


def read_rows(
    rows: Iterable[TextRow], *, category: str, academic_year: str
) -> tuple[list[EnteredSchool], list[FieldIssue]]:
    """Return the schools of a file and the faults of its rows; it must be of this category and year alone."""
    entered: list[EnteredSchool] = []
    issues: list[FieldIssue] = []
    for row in rows:
        found = list(_check_row(row, category=category, academic_year=academic_year))
        issues += found
        if not found:
            entered.append(EnteredSchool(_point(row[0], "school_code"), _name(row[0]), canonical_school_code(row[1])))
    return entered, issues


def find_repeated(entered: Sequence[EnteredSchool]) -> list[FieldIssue]:
    """Return an issue for every school that was entered before; `sch` and `edu` are one school (C5)."""
    first: dict[str, EnteredSchool] = {}
    return [
        FieldIssue(
            school.pointer, "duplicate_row", f"{school.place}Школа {school.code} уже указана выше: оставьте одну."
        )
        for school in entered
        if first.setdefault(school.code, school) is not school
    ]


def tell_misplaced(school: EnteredSchool, *, is_known: bool) -> FieldIssue:
    """Return the issue of a school that is no school of the list's territory."""
    code, sentence = ("outside_list_territory", _OUTSIDE) if is_known else ("unknown_school", _UNKNOWN)
    return FieldIssue(school.pointer, code, f"{school.place}{sentence}")


def tell_too_many() -> FieldIssue:
    """Return the issue of a list that is longer than any."""
    return FieldIssue("/body", "too_many_schools", f"В одном списке не больше {MOST_SCHOOLS} школ: разделите его.")


def _check_row(row: TextRow, *, category: str, academic_year: str) -> Iterator[FieldIssue]:
    number, code, year, named, fault, fault_column = row
    if fault:
        known = RowFault(fault)
        sentence = (ROW_SENTENCES | CELL_SENTENCES)[known].format(fault_column)
        yield FieldIssue(_point(number, fault_column), fault, f"{_name(number)}{sentence}")
        return
    if _CODE.fullmatch(code) is None:
        sentence = f"код школы «{code[:40]}» не читается: нужен вид (sch, edu, ksh или spo) и шесть цифр."
        yield FieldIssue(_point(number, "school_code"), "invalid_school_code", f"{_name(number)}{sentence}")
    if year != academic_year:
        sentence = f"список составляют на {academic_year}, а в строке «{year[:40]}»."
        yield FieldIssue(_point(number, "academic_year"), "other_academic_year", f"{_name(number)}{sentence}")
    if named != category:
        sentence = f"в этом списке категория {category}, а в строке «{named[:40]}»."
        yield FieldIssue(_point(number, "category"), "other_category", f"{_name(number)}{sentence}")


def _point(row: str, column: str) -> str:
    return f"/body/{row}/{column}".rstrip("/")


def _name(row: str) -> str:
    return f"Строка {row}: "
