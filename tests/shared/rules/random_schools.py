"""Random schools with the traps of real ones: gaps, zeros, grades, sessions not held, results at the threshold."""

from fractions import Fraction
from random import Random

from tests.shared.rules.oracle import (
    INSTEAD_OF,
    LOW_RESULTS,
    MATERIAL_BASE,
    NOT_HELD,
    PROCEDURES,
    PUPILS,
    RISK_RESULTS,
    STAFF,
    Cell,
    School,
)

GRADES = ((1, 4), (1, 9), (1, 11), (5, 9), (5, 11), (10, 11), (1, 5))


def seeded(seed: int) -> Random:
    return Random(seed)  # noqa: S311 - the same schools again, not secrets


def make_school(random: Random, year: int, threshold: Fraction) -> School:
    """Make a school for a run of `year`, its numbers often near the threshold (percent)."""
    grades = random.choice(GRADES) if random.random() < 0.6 else None
    density = random.choice((0.0, 0.3, 0.8, 0.95, 1.0))
    largest = random.choice((3, 12, 40))
    results = _make_results(random, year, threshold, grades, density, largest)
    return School(grades, results, _make_context(random, year, random.choice((0.0, 0.6, 0.9, 1.0)), largest))


def _make_results(
    random: Random, year: int, threshold: Fraction, grades: tuple[int, int] | None, density: float, largest: int
) -> dict[Cell, tuple[int, int]]:
    taught = {code for code in PROCEDURES if random.random() < 0.8}
    calm = random.random() < 0.5
    results: dict[Cell, tuple[int, int]] = {}
    for at in (year - 1, year - 2, *random.sample((year, year - 3), random.randint(0, 2))):
        for code in (*LOW_RESULTS, *RISK_RESULTS):
            possible = (code, at) not in NOT_HELD and (grades is None or grades[0] <= PROCEDURES[code][2] <= grades[1])
            taken = random.random() < density and (at, INSTEAD_OF.get(code, "")) not in results
            if possible and code in taught and (taken or random.random() < 0.05):
                results[at, code] = _make_result(random, threshold, largest, calm)
    return results


def _make_result(random: Random, threshold: Fraction, largest: int, calm: bool) -> tuple[int, int]:
    participants = 0 if random.random() < 0.05 else random.randint(0, largest)
    near = int(participants * threshold / 100)
    below = near + random.choice((-2, -1, 0, 0, 1, 2)) if random.random() < 0.6 else random.randint(0, participants)
    if calm and random.random() < 0.85:
        below = random.randint(0, max(0, near - 1))
    return participants, min(max(below, 0), participants)


def _make_context(random: Random, year: int, density: float, largest: int) -> dict[Cell, str | tuple[int, int]]:
    context: dict[Cell, str | tuple[int, int]] = {}
    worst = random.choice((0.0, 0.1, 0.5))
    for at in (year, year - 1):
        for element in (*MATERIAL_BASE, "staff-shortage"):
            if random.random() < density:
                bad = random.random() < worst
                answer = "not_applicable" if random.random() < 0.1 else ("no" if bad else "yes")
                context[at, element] = answer
        for element in (*STAFF, *PUPILS, "pupils-failing"):
            if random.random() < density:
                whole = random.choice((0, 10, 20, 40, 100, random.randint(0, largest), 2_000_000_000))
                context[at, element] = (_make_numerator(random, whole), whole)
    return context


def _make_numerator(random: Random, whole: int) -> int:
    if whole > 1000:
        return random.choice((0, whole // 40, whole // 40 + 1, whole // 10, whole // 10 + 1))
    return random.choice(
        (0, 0, whole // 40, whole // 20, whole // 10, min(whole, whole // 10 + 1), random.randint(0, whole))
    )
