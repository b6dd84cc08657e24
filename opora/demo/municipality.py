"""A municipality that does not exist: forty schools, the same bytes every time."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence

from opora.demo.planned_school import BEFORE, CURRENT, LAST, Answers, Count, PlannedSchool, Results
from opora.demo.special_schools import SPECIAL_SCHOOLS
from shared.reference.academic_years import parse_academic_year
from shared.reference.procedures import Procedure, load_procedures

OKTMO = "04999000"
"""Nobody's: no municipality of the region has a code that begins with 049."""
NAME = "Учебный городской округ"
_SCHOOLS = 40
_PROCEDURES = (
    *("vpr-math-4", "vpr-rus-4", "vpr-math-5", "vpr-math-6", "vpr-rus-5", "vpr-rus-6", "vpr-math-8", "vpr-rus-8"),
    *("oge-math", "oge-rus", "ege-math-base", "ege-math-profile", "ege-rus"),
)
_LABORATORIES = ("lab-physics", "lab-chemistry", "lab-biology", "lab-geography", "lab-technology")
_LAST_PRIMARY_GRADE = 4
_LAST_GRADE = 11
Row = Sequence[object]


def plan_schools() -> list[PlannedSchool]:
    """Return all schools of the municipality, by number."""
    numbers = range(1, _SCHOOLS + 1)
    return [SPECIAL_SCHOOLS.get(number) or _plan_ordinary(number) for number in numbers]


def _plan_ordinary(number: int) -> PlannedSchool:
    kinds = {1: "МАОУ «Гимназия № {}»", 2: "МАОУ «Лицей № {}»", 36: "МБОУ «ООШ № {}»", 39: "МБОУ «НОШ № {}»"}
    grades = {36: (1, 9), 39: (1, 4)}.get(number, (1, 11))
    return PlannedSchool(number, kinds.get(number, "МБОУ «СОШ № {}»").format(number), grades, grades)


def write_schools() -> bytes:
    """Write the register as CSV."""
    header = ("school_code", "school_name", "municipality_oktmo", "municipality_name", "grades_from", "grades_to")
    rows = ((school.code, school.name, OKTMO, NAME, *(school.grades or ("", ""))) for school in plan_schools())
    return write_csv(header, rows)


def write_results() -> bytes:
    """Write three years of results as CSV."""
    header = ("school_code", "academic_year", "procedure", "participants", "below_threshold")
    rows = (
        (school.code, year, procedure, participants, below)
        for school in plan_schools()
        for year, told in ((BEFORE, school.before), (LAST, school.last), (CURRENT, school.current))
        for procedure, (below, participants) in _list_results(school, year, told)
    )
    return write_csv(header, rows)


def write_context() -> bytes:
    """Write the risk table (сводная таблица) as CSV."""
    header = ("school_code", "academic_year", "element", "answer", "numerator", "denominator")
    rows = (
        (
            school.code,
            LAST if element == "pupils-failing" else CURRENT,
            element,
            *((answer, "", "") if isinstance(answer, str) else ("", *answer)),
        )
        for school in plan_schools()
        for element, answer in _list_answers(school, school.context)
    )
    return write_csv(header, rows)


def write_csv(header: Row, rows: Iterable[Row]) -> bytes:
    """Write a CSV file."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(header)
    writer.writerows(rows)
    return text.getvalue().encode()


def _list_results(school: PlannedSchool, year: str, told: Results | None) -> Iterator[tuple[str, Count]]:
    if school.taught is None or told is None:
        return
    catalogue = load_procedures()
    for place, code in enumerate(_PROCEDURES):
        procedure = catalogue.procedures[code]
        lowest, highest = school.taught
        if not lowest <= procedure.grade <= highest or not catalogue.was_held(code, parse_academic_year(year)):
            continue
        count = told.get(code, _count_ordinary(school, procedure, place, parse_academic_year(year)))
        if count is not None:
            yield code, count


def _count_ordinary(school: PlannedSchool, procedure: Procedure, place: int, year: int) -> Count:
    """Make up an unremarkable result: 4 to 16.9 % below the threshold, so under every limit of the rules."""
    number = school.number
    size = school.class_size or 24 + number * 7 % 31
    if procedure.grade == _LAST_GRADE:
        size = 18 + number * 5 % 17
    participants = size - (place * 3 + year * 5 + number) % 6
    permille = 40 + (number * 37 + place * 53 + year * 71) % 130
    return participants * permille // 1000, participants


def _list_answers(school: PlannedSchool, told: Answers | None) -> Iterator[tuple[str, str | Count]]:
    if told is None:
        return
    for element, ordinary in _answer_ordinarily(school).items():
        answer = told.get(element, ordinary)
        if answer is not None:
            yield element, answer


def _answer_ordinarily(school: PlannedSchool) -> dict[str, str | Count]:
    """Make up an unremarkable table: every answer yes, at most 7 % of every hundred, 7.5 % in the sum of pupils."""
    number = school.number
    lowest, highest = school.taught or (1, _LAST_GRADE)
    has_laboratories = highest > _LAST_PRIMARY_GRADE
    pupils = (school.class_size or 50 + number * 7 % 31) * (highest - lowest + 1)
    teachers = 12 + pupils // 15
    permille = {
        "pupils-registered": 5 + number * 7 % 16,
        "pupils-disabilities": 10 + number * 11 % 21,
        "pupils-other-language": number * 5 % 17,
        "pupils-absent": number * 3 % 8,
        "pupils-failing": 10 + number * 13 % 31,
    }
    return {
        "internet": "yes",
        "computers": "yes",
        **dict.fromkeys(_LABORATORIES, "yes" if has_laboratories else "not_applicable"),
        "teachers-36h-load": (teachers * (number * 3 % 8) // 100, teachers),
        "teachers-without-diploma": (0, teachers),
        **{element: (pupils * share // 1000, pupils) for element, share in permille.items()},
    }
