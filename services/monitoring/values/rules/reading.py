"""What makes a row of values or of a list right; no I/O."""

import re
from collections.abc import Iterable, Iterator, Mapping

from services.monitoring.values.rules import sentences
from services.monitoring.values.schemas import GivenValue, ListedRow, Register, RowIssue
from shared.files.rows import RowFault, TextRow
from shared.files.sentences import CELL_SENTENCES, DUPLICATE_ROW, ROW_SENTENCES
from shared.indicators.definition import AskedElement
from shared.indicators.resolving import MonitoredPack
from shared.reference.academic_years import parse_academic_year
from shared.reference.categories import Category
from shared.reference.check_digits import read_oktmo
from shared.reference.school_codes import INVALID_SCHOOL_CODE, SCHOOL_CODE_PATTERN, canonical_school_code
from shared.rules.suggesting import suggest

_COUNT = re.compile(r"[0-9]{1,7}")
_ANSWERS = ("yes", "no", "not_applicable")
ValueFault = tuple[str | None, str, str]
"""Column, code and what is wrong in a Russian sentence."""


class ValueReader:
    """Reads rows of values for one pack's elements; a key may come once."""

    def __init__(self, pack: MonitoredPack, register: Register) -> None:
        monitoring = pack.monitoring
        assert monitoring is not None, "callers ask only packs that have indicators"
        self.elements = {element.code: element for element in monitoring.list_elements()}
        self.derived = {one.code for one in monitoring.indicators if not one.asked}
        self.register = register
        self.seen: dict[tuple[str, str, str], int] = {}

    def read(self, row: TextRow) -> GivenValue | list[RowIssue] | None:
        """Return the value, or what is wrong with the row; None where nothing was filled in."""
        number, level, code, element, answer, numerator, denominator, fault, fault_column = row
        if fault:
            return [unread_row(int(number), fault, fault_column)]
        if not (answer or numerator or denominator):
            return None
        issues = _Issues(int(number))
        municipality_id, key = self._find_object(level, code, issues)
        known = self._find_element(level, element, issues)
        if known is not None:
            issues.add(find_value_faults(known, answer, numerator, denominator))
        issues.add(self._repeats((level, key, element), int(number)) if not issues.found else ())
        if issues.found:
            return issues.found
        numbers = (int(numerator) if numerator else None, int(denominator) if denominator else None)
        return GivenValue(municipality_id, level, key, element, answer or None, *numbers)

    def _find_object(self, level: str, code: str, issues: "_Issues") -> tuple[int, str]:
        if level == "school":
            return _find_school(code, self.register.schools, issues, "code")
        if level != "municipality":
            issues.add([("level", "unknown_level", sentences.UNKNOWN_LEVEL.format(level[:40]))])
            return 0, code
        try:
            oktmo = read_oktmo(code)
        except ValueError as fault:
            issues.add([("code", "invalid_oktmo", str(fault))])
            return 0, code
        if oktmo not in self.register.municipalities:
            issues.add([("code", "unknown_municipality", f"Муниципалитета {oktmo} нет в файле школ.")])
        return self.register.municipalities.get(oktmo, 0), oktmo

    def _find_element(self, level: str, code: str, issues: "_Issues") -> AskedElement | None:
        element = self.elements.get(code)
        if element is None:
            detail = sentences.DERIVED_ELEMENT.format(code[:40])
            if code not in self.derived:
                detail = sentences.UNKNOWN_ELEMENT.format(code[:40], suggest(code[:40], self.elements))
            issues.add([("element", "derived_element" if code in self.derived else "unknown_element", detail)])
        elif element.level != level and level in {"school", "municipality"}:
            asked = sentences.LEVEL_NAMES[element.level]
            issues.add([("level", "wrong_level", sentences.WRONG_LEVEL.format(code, asked))])
        return element

    def _repeats(self, key: tuple[str, str, str], number: int) -> Iterator[ValueFault]:
        first = self.seen.setdefault(key, number)
        if first != number:
            yield "element", "duplicate_row", DUPLICATE_ROW.format(first)


class ListReader:
    """Reads rows of lists; a school stands once on a list."""

    def __init__(self, register: Register) -> None:
        self.register = register
        self.seen: dict[ListedRow, int] = {}

    def read(self, row: TextRow) -> ListedRow | list[RowIssue]:
        """Return the row, or what is wrong with it."""
        number, code, year, category, fault, fault_column = row
        if fault:
            return [unread_row(int(number), fault, fault_column)]
        issues = _Issues(int(number))
        _, key = _find_school(code, self.register.schools, issues, "school_code")
        academic_year = 0
        try:
            academic_year = parse_academic_year(year)
        except ValueError as wrong:
            issues.add([("academic_year", "invalid_academic_year", str(wrong))])
        if category not in set(Category):
            known = ", ".join(Category)
            issues.add([("category", "unknown_category", f"Категории «{category[:40]}» нет: нужна {known}.")])
        listed = ListedRow(key, academic_year, category)
        if not issues.found and self.seen.setdefault(listed, int(number)) != int(number):
            issues.add([("school_code", "duplicate_row", DUPLICATE_ROW.format(self.seen[listed]))])
        return issues.found or listed


class _Issues:
    """Collects the faults of one row."""

    def __init__(self, row_number: int) -> None:
        self.row_number = row_number
        self.found: list[RowIssue] = []

    def add(self, faults: Iterable[ValueFault]) -> None:
        self.found += [RowIssue(self.row_number, *fault) for fault in faults]


def unread_row(number: int, fault: str, column: str) -> RowIssue:
    """Say why a reader could not read a row."""
    kind = RowFault(fault)
    if kind in CELL_SENTENCES:
        return RowIssue(number, column, fault, CELL_SENTENCES[kind])
    return RowIssue(number, None, fault, ROW_SENTENCES[kind].format(column))


def _find_school(code: str, schools: Mapping[str, int], issues: _Issues, column: str) -> tuple[int, str]:
    if not re.fullmatch(SCHOOL_CODE_PATTERN, code):
        issues.add([(column, "invalid_school_code", INVALID_SCHOOL_CODE.format(code[:40]))])
        return 0, code
    key = canonical_school_code(code)
    if key not in schools:
        issues.add([(column, "unknown_school", f"Школы {code} нет в файле школ.")])
    return schools.get(key, 0), key


def find_value_faults(element: AskedElement, answer: str, numerator: str, denominator: str) -> Iterator[ValueFault]:
    """Find what is wrong with a value as it is written: of the wrong kind, half of a pair, no number, too great."""
    if element.kind == "answer":
        if answer not in _ANSWERS and answer:
            yield "answer", "unknown_answer", sentences.UNKNOWN_ANSWER.format(answer[:40])
        if numerator or denominator:
            yield "numerator", "number_not_expected", sentences.NUMBER_NOT_EXPECTED
        return
    if answer:
        yield "answer", "answer_not_expected", sentences.ANSWER_NOT_EXPECTED
    pair = {"numerator": numerator} | ({"denominator": denominator} if element.kind == "share" else {})
    for column, text in pair.items():
        if not _COUNT.fullmatch(text):
            detail = sentences.NOT_A_COUNT.format(text[:40]) if text else sentences.COUNT_MISSING
            yield column, "not_a_count", detail
    if element.kind == "count" and denominator:
        yield "denominator", "denominator_not_expected", sentences.DENOMINATOR_NOT_EXPECTED
    whole = all(_COUNT.fullmatch(text) for text in (numerator, denominator))
    if element.kind == "share" and whole and int(numerator) > int(denominator):
        detail = sentences.NUMERATOR_EXCEEDS_DENOMINATOR.format(numerator, denominator)
        yield "numerator", "numerator_exceeds_denominator", detail
