"""Shapes of values as they come in."""

from dataclasses import dataclass

from shared.files.rows import TableColumns

VALUE_COLUMNS = TableColumns(required=("level", "code", "element", "answer", "numerator", "denominator"))
LIST_COLUMNS = TableColumns(required=("school_code", "academic_year", "category"))


@dataclass(frozen=True, slots=True)
class GivenValue:
    """One element answered by one school or municipality."""

    municipality_id: int
    level: str
    object_code: str
    """Key of the school, or ОКТМО."""
    element_code: str
    answer: str | None
    numerator: int | None
    denominator: int | None


@dataclass(frozen=True, slots=True)
class ListedRow:
    """One school on the list of one category in one academic year."""

    school_code: str
    academic_year: int
    category: str


@dataclass(frozen=True, slots=True)
class RowIssue:
    """What is wrong with one row of a file, in a Russian sentence."""

    row_number: int
    column: str | None
    code: str
    detail: str


@dataclass(frozen=True, slots=True)
class Register:
    """Whose rows are expected: municipalities by key of the school and by ОКТМО."""

    schools: dict[str, int]
    municipalities: dict[str, int]
