"""What the demo's schools answer to the monitoring of document 004, and who of them answers late or never."""

from collections.abc import Iterator

from opora.demo.municipality import OKTMO, Row, plan_schools, write_csv
from opora.demo.planned_school import PlannedSchool

LATE = (11, 20, 37)
"""Numbers of the schools that answer after the last day."""
SILENT = (25, 30, 35)
"""Numbers of the schools that never answer."""
_SHARES = {
    # element: (least percent, by how much schools differ)
    "s-2.3.1": (45, 50),
    "s-2.3.1-subject": (40, 5),
    "s-2.3.1-methodical": (25, 15),
    "s-2.3.1-psychological": (10, 15),
    "s-2.4.1": (55, 45),
    "s-2.4.2": (15, 30),
    "s-2.4.3": (20, 25),
    "s-2.4.4": (55, 45),
    "s-2.4.5": (62, 38),
    "s-2.4.8": (6, 14),
}
_USUALLY_YES = {
    # element: one school in so many says no
    "s-2.1.1": 7,
    "s-2.2.1": 6,
    "s-2.4.11": 5,
    "s-2.5.1": 9,
    "s-2.5.2": 8,
    "s-2.5.3": 4,
    "s-2.5.4": 5,
    "s-2.5.5": 6,
}
_USUALLY_NO = {
    # element: one school in so many says yes
    "s-2.1.5": 6,
    "s-2.4.6": 13,
    "s-2.4.7": 19,
    "s-2.4.9": 4,
    "s-2.4.10": 5,
}
_OF_RISKY_SCHOOLS = {
    # element: one school in so many says no; only schools of the risk zone are asked
    "s-2.6.1": 10,
    "s-2.6.2": 3,
    "s-2.6.3": 2,
    "s-2.6.4": 5,
}
_MUNICIPAL = {"m-2.1.1": "yes", "m-2.1.2": "yes", "m-2.1.3": "no", "m-2.1.4": "yes", "m-2.5.5": "yes", "m-2.6.1": "yes"}


def list_punctual_schools() -> list[PlannedSchool]:
    """Return the schools that answer in time."""
    return [school for school in plan_schools() if school.number not in {*LATE, *SILENT}]


def list_late_schools() -> list[PlannedSchool]:
    """Return the schools that answer after the last day."""
    return [school for school in plan_schools() if school.number in LATE]


def write_answers() -> bytes:
    """Write as CSV what the municipality and the punctual schools answer."""
    header = ("level", "code", "element", "answer", "numerator", "denominator")
    municipal = (("municipality", OKTMO, element, answer, "", "") for element, answer in _MUNICIPAL.items())
    schools = (row for school in list_punctual_schools() for row in _list_rows(school))
    return write_csv(header, (*municipal, *schools))


def _list_rows(school: PlannedSchool) -> Iterator[Row]:
    for element, answer in list_answers(school).items():
        cells = (answer, "", "") if isinstance(answer, str) else ("", *answer)
        yield ("school", school.code, element, *cells)


def list_answers(school: PlannedSchool) -> dict[str, str | tuple[int, int]]:
    """Make up what a school answers: an answer, or teachers of teachers; risks agree with its risk table."""
    number = school.number
    teachers = 20 + number * 7 % 31
    context = school.context or {}
    usual = _USUALLY_YES | (_OF_RISKY_SCHOOLS if school.at_risk.status == "identified" else {})
    return {
        "s-2.1.3": "yes" if context.get("internet") == "no" else "no",
        "s-2.1.4": "yes" if context.get("computers") == "no" else "no",
        **{element: "no" if _meets(number, element, every) else "yes" for element, every in usual.items()},
        **{element: "yes" if _meets(number, element, every) else "no" for element, every in _USUALLY_NO.items()},
        **{
            element: (teachers * (least + number * 13 % spread) // 100, teachers)
            for element, (least, spread) in _SHARES.items()
        },
    }


def _meets(number: int, element: str, every: int) -> bool:
    """Choose one school in so many, other ones for every element."""
    place = sum(map(ord, element))
    # 23 shares no factor with any of the numbers above, so that every remainder comes.
    return (number * 23 + place) % every == 0
