"""An independent evaluator: written from the contract's text in plain Python, knowing nothing of shared/rules.

It tries admissible values of what is missing one by one (all of them where they are few, the two extremes where they
are many), and finds distances by trying every pattern of low and not low cells.
"""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from fractions import Fraction
from itertools import product

Cell = tuple[int, str]

# code → (kind, subject, grade)
PROCEDURES = {
    **{f"vpr-math-{grade}": ("vpr", "math", grade) for grade in range(4, 9)},
    **{f"vpr-rus-{grade}": ("vpr", "rus", grade) for grade in range(4, 9)},
    "oge-math": ("oge", "math", 9),
    "oge-rus": ("oge", "rus", 9),
    "ege-math-base": ("ege", "math", 11),
    "ege-math-profile": ("ege", "math", 11),
    "ege-rus": ("ege", "rus", 11),
}
NOT_HELD = {("oge-math", 2019), ("oge-rus", 2019), ("ege-math-base", 2019), ("ege-math-base", 2020)}
INSTEAD_OF = {"ege-math-base": "ege-math-profile", "ege-math-profile": "ege-math-base"}
LOW_RESULTS = (
    *("vpr-math-5", "vpr-math-6", "vpr-rus-5", "vpr-rus-6", "oge-math", "oge-rus"),
    *("ege-math-base", "ege-math-profile", "ege-rus"),
)
RISK_RESULTS = ("vpr-math-4", "vpr-math-8", "vpr-rus-4", "vpr-rus-8")
LABS = ("lab-physics", "lab-chemistry", "lab-biology", "lab-geography", "lab-technology")
MATERIAL_BASE = ("internet", "computers", *LABS)
PUPILS = ("pupils-registered", "pupils-disabilities", "pupils-other-language", "pupils-absent")
STAFF = ("teachers-36h-load", "teachers-without-diploma")
TWO_OF_THREE = (("internet", "no"), ("computers", "no"), ("staff-shortage", "yes"))

MANY = 7  # missing results up to which every combination of values is tried
MANY_IN_TABLE = 4  # the same for the risk table, whose shares have three values each


@dataclass(frozen=True)
class School:
    """A school as the input files give it."""

    grades: tuple[int, int] | None = None
    results: Mapping[Cell, tuple[int, int]] = field(default_factory=dict)
    """(year, procedure) → (participants, below)."""
    context: Mapping[Cell, str | tuple[int, int]] = field(default_factory=dict)
    """(year, element) → answer or (numerator, denominator)."""


@dataclass(frozen=True)
class Answer:
    """What the rule must say about a school."""

    status: str
    criteria: tuple[bool | None, ...]
    flags: frozenset[str]
    missing: tuple[Cell, ...]
    to_enter: int | None = None
    to_leave: int | None = None


def find_missing(school: School, procedures: Sequence[str], years: Sequence[int]) -> list[Cell]:
    """Find the result cells that are due and not there."""
    return [(year, code) for year in years for code in procedures if _is_missing(school, code, year, procedures)]


def _is_missing(school: School, code: str, year: int, procedures: Sequence[str]) -> bool:
    if (year, code) in school.results or (code, year) in NOT_HELD:
        return False
    if (year, INSTEAD_OF.get(code, "")) in school.results:
        return False
    if school.grades is not None:
        return school.grades[0] <= PROCEDURES[code][2] <= school.grades[1]
    seen = {procedure for _, procedure in school.results if procedure in procedures}
    return code in seen or not seen


def judge_low_results(school: School, year: int, options: Mapping[str, str]) -> Answer:
    """Judge by norilsk-2022/low-results."""
    years = (year - 1, year - 2)
    threshold = Fraction(options["threshold"]) / 100
    least = max(1, int(options["min_participants"]))
    counted = {
        (at, code): pair
        for (at, code), pair in school.results.items()
        if at in years and code in LOW_RESULTS and pair[0] >= least
    }

    def is_low(participants: int, below: int) -> bool:
        share = Fraction(below, participants)
        return share >= threshold if options["comparison"] == "at-least" else share > threshold

    missing = find_missing(school, LOW_RESULTS, years)
    low = {cell for cell, pair in counted.items() if is_low(*pair)}
    worlds = [low | extra for extra in _subsets(missing)]
    criteria = tuple(_agree([check(world, year, options) for world in worlds]) for check in (_first, _second))
    status = _agree([_first(world, year, options) or _second(world, year, options) for world in worlds])
    flags = {"small_n"} if any(participants < 10 for participants, _ in counted.values()) else set()
    if threshold > 0 and any(Fraction(below, participants) == threshold for participants, below in counted.values()):
        flags.add("boundary")
    if missing and status is not None:
        flags.add("partial")
    enter, leave = _distance(counted, low, set(missing), is_low, year=year, options=options, status=status)
    return Answer(_status(status), criteria, frozenset(flags), tuple(missing), enter, leave)


def _unit(code: str, options: Mapping[str, str]) -> object:
    kind, subject, _ = PROCEDURES[code]
    return (kind, subject) if options["per_subject"] == "yes" else code


def _first(low: set[Cell], year: int, options: Mapping[str, str]) -> bool:
    return len({_unit(code, options) for at, code in low if at == year - 1}) >= 2


def _second(low: set[Cell], year: int, options: Mapping[str, str]) -> bool:
    last = {_unit(code, options) for at, code in low if at == year - 1}
    before = {_unit(code, options) for at, code in low if at == year - 2}
    return bool(last & before) if options["same_procedure"] == "yes" else bool(last) and bool(before)


def _distance(
    counted: Mapping[Cell, tuple[int, int]],
    low: set[Cell],
    missing: set[Cell],
    is_low: Callable[[int, int], bool],
    *,
    year: int,
    options: Mapping[str, str],
    status: bool | None,
) -> tuple[int | None, int | None]:
    if status is None:
        return None, None
    cells = [cell for cell in counted if cell[0] == year - 1]
    prices = {cell: _prices(counted[cell], is_low) for cell in cells}
    before = {cell for cell in low if cell[0] == year - 2}
    # Missing cells stay missing: entering must hold though none of them is low, leaving though all of them are.
    certain = before if status is False else before | missing
    best: int | None = None
    for pattern in product((False, True), repeat=len(cells)):
        price = _price(pattern, cells, prices)
        if price is None or (best is not None and price >= best):
            continue
        world = certain | {cell for cell, chosen in zip(cells, pattern, strict=True) if chosen}
        if (_first(world, year, options) or _second(world, year, options)) is not status:
            best = price
    return (best, None) if status is False else (None, best)


def _prices(pair: tuple[int, int], is_low: Callable[[int, int], bool]) -> dict[bool, int | None]:
    """Find by trial the fewest pupils that make a cell low (True) and not low (False)."""
    participants, below = pair
    tried = [(abs(other - below), is_low(participants, other)) for other in range(participants + 1)]
    return {wanted: min((cost for cost, found in tried if found is wanted), default=None) for wanted in (True, False)}


def _price(
    pattern: Sequence[bool], cells: Sequence[Cell], prices: Mapping[Cell, Mapping[bool, int | None]]
) -> int | None:
    total = 0
    for cell, chosen in zip(cells, pattern, strict=True):
        price = prices[cell][chosen]
        if price is None:
            return None
        total += price
    return total


def judge_at_risk(school: School, year: int, options: Mapping[str, str]) -> Answer:
    """Judge by norilsk-2022/at-risk."""
    order: list[Cell] = [(year, element) for element in (*MATERIAL_BASE, *STAFF, *PUPILS)]
    order += [(year - 1, code) for code in RISK_RESULTS] + [(year - 1, "pupils-failing")]
    lacking = set(find_missing(school, RISK_RESULTS, [year - 1]))
    missing = [cell for cell in order if cell in lacking or _lacks_context(school, cell)]
    needed = {"any": 1, "at-least-2": 2, "at-least-3": 3, "all": 4}[options["combination"]]
    outcomes = [_risk_sections(school, year, options, world) for world in _risk_worlds(missing)]
    criteria = tuple(_agree([outcome[at] for outcome in outcomes]) for at in range(4))
    status = _agree([sum(outcome) >= needed for outcome in outcomes])
    flags = _risk_flags(school, year, missing)
    if missing and status is not None:
        flags.add("partial")
    return Answer(_status(status), criteria, frozenset(flags), tuple(missing))


def _lacks_context(school: School, cell: Cell) -> bool:
    return cell[1] not in PROCEDURES and cell not in school.context


def _risk_worlds(missing: Sequence[Cell]) -> Iterator[dict[Cell, object]]:
    """Try the values of what is missing: answers, low or not, shares of 0, 4 and 100 %."""
    choices: list[tuple[object, ...]] = []
    for _, code in missing:
        if code in MATERIAL_BASE:
            choices.append(("yes", "no"))
        else:
            choices.append(
                (Fraction(0), Fraction(1)) if code in RISK_RESULTS else (Fraction(0), Fraction(1, 25), Fraction(1))
            )
    if len(missing) > MANY_IN_TABLE:
        choices = [(values[0], values[-1]) for values in choices]
        for extreme in (0, -1):
            yield {cell: values[extreme] for cell, values in zip(missing, choices, strict=True)}
        return
    for values in product(*choices):
        yield dict(zip(missing, values, strict=True))


def _risk_sections(
    school: School, year: int, options: Mapping[str, str], world: Mapping[Cell, object]
) -> tuple[bool, bool, bool, bool]:
    def answer(element: str) -> object:
        return world.get((year, element), school.context.get((year, element)))

    def share(at: int, element: str) -> Fraction | None:
        value = world.get((at, element), school.context.get((at, element)))
        return value if isinstance(value, Fraction) else _fraction(value)

    def low(code: str) -> bool:
        if (year - 1, code) in world:
            return world[year - 1, code] == 1
        participants, below = school.results.get((year - 1, code), (0, 0))
        return participants > 0 and Fraction(below, participants) >= Fraction(20, 100)

    def exceeds(value: Fraction | None, percent: int) -> bool:
        return value is not None and value > Fraction(percent, 100)

    load, diploma = exceeds(share(year, STAFF[0]), 10), exceeds(share(year, STAFF[1]), 0)
    several = sum(low(code) for code in RISK_RESULTS) >= 2
    failing = exceeds(share(year - 1, "pupils-failing"), 10)
    total = sum((share(year, element) or Fraction(0) for element in PUPILS), Fraction(0))
    return (
        any(answer(element) == "no" for element in MATERIAL_BASE),
        (load or diploma) if options["staff"] == "any" else (load and diploma),
        total > Fraction(10, 100),
        (several or failing) if options["results"] == "any" else (several and failing),
    )


def _fraction(value: object) -> Fraction | None:
    if not isinstance(value, tuple) or value[1] == 0:
        return None
    return Fraction(value[0], value[1])


def _risk_flags(school: School, year: int, missing: Sequence[Cell]) -> set[str]:
    shares = {element: school.context.get((year, element)) for element in (*STAFF, *PUPILS)}
    shares["pupils-failing"] = school.context.get((year - 1, "pupils-failing"))
    results = [school.results[year - 1, code] for code in RISK_RESULTS if (year - 1, code) in school.results]
    sizes = [value[1] for value in shares.values() if isinstance(value, tuple)] + [result[0] for result in results]
    flags = {"small_n"} if any(0 < size < 10 for size in sizes) else set()
    exact = [_fraction(shares["teachers-36h-load"]), _fraction(shares["pupils-failing"])]
    if not any(element in PUPILS for _, element in missing):
        exact.append(sum((_fraction(shares[element]) or Fraction(0) for element in PUPILS), Fraction(0)))
    at_twenty = [Fraction(below, participants) for participants, below in results if participants]
    if Fraction(10, 100) in exact or Fraction(20, 100) in at_twenty:
        flags.add("boundary")
    return flags


def judge_two_of_three(school: School, year: int, options: Mapping[str, str]) -> Answer:
    """Judge by indicator-points/at-risk."""
    assert not options
    missing = [(year, element) for element, _ in TWO_OF_THREE if (year, element) not in school.context]
    outcomes = []
    for values in product(("yes", "no"), repeat=len(missing)):
        known = {**school.context, **dict(zip(missing, values, strict=True))}
        outcomes.append(sum(known[year, element] == bad for element, bad in TWO_OF_THREE) >= 2)
    status = _agree(outcomes)
    flags = {"partial"} if missing and status is not None else set()
    return Answer(_status(status), (status,), frozenset(flags), tuple(missing))


def _subsets(cells: Sequence[Cell]) -> list[set[Cell]]:
    if len(cells) > MANY:
        return [set(), set(cells)]
    return [
        {cell for cell, chosen in zip(cells, pattern, strict=True) if chosen}
        for pattern in product((False, True), repeat=len(cells))
    ]


def _agree(outcomes: Sequence[bool]) -> bool | None:
    """Return what all admissible values come to, or None where they differ."""
    return outcomes[0] if len(set(outcomes)) == 1 else None


def _status(outcome: bool | None) -> str:
    return {True: "identified", False: "not_identified", None: "undetermined"}[outcome]
