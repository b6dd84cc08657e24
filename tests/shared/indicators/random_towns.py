"""Random municipalities of 002, 003 and 000: answers, results and context of several years, lists, holes everywhere."""

from random import Random

from tests.shared.indicators.norilsk_oracle import (
    BASE,
    DIPLOMA,
    FAILING,
    KINDS,
    LOAD,
    MATHS,
    PUPILS,
    REGIONAL,
    RISK_WORKS,
    RUSSIAN,
    SECTIONS,
)
from tests.shared.indicators.town_oracle import LOW, POOR, RISK, Town, Value
from tests.shared.indicators.trial import canonical

ANSWERS = {
    "norilsk-2022": (
        *(f"s-2.3.1.{at}" for at in (1, 2, 3)),
        *("s-2.3.3.5", "s-2.3.3.6", "s-2.3.3.8", "s-3.3.1.2", "s-3.3.1.3", "s-3.3.2.1", "s-3.3.2.2"),
        *(f"s-3.3.1.{row}-{section}" for row in (1, 2) for section in SECTIONS),
        *(f"s-3.3.2.1-{element}" for element in (*BASE, LOAD, DIPLOMA)),
        *(f"s-3.3.3.{at}" for at in (1, 2, 3, 4)),
    ),
    "ulchsky": ("s-U1", "s-U4", "s-U5", "s-U6"),
    "municipal-cycle": ("s-C1", "s-C4"),
}
PAIRS = {
    "norilsk-2022": ("s-2.3.2.1", *(f"s-2.3.2.1-{kind}" for kind in KINDS), *(f"s-2.3.3.{at}" for at in range(1, 5))),
    "ulchsky": ("s-U2", "s-U3", "s-U3-retested"),
    "municipal-cycle": ("s-C2", "s-C3", "s-C3-retested"),
}
PREVENTION = ("s-4.3.1",), ("s-4.3.2", "s-4.3.3")
WORKS = (*MATHS, *RUSSIAN, *REGIONAL, *RISK_WORKS, "vpr-math-5", "vpr-rus-5")
YEARS = (2020, 2021, 2022)
DENSITIES = (0.0, 0.3, 0.7, 1.0)


def make_town(random: Random, pack: str, period: str, number: int, known: set[tuple[int, str]]) -> Town:
    """Make a municipality; `known`: the lists that are there, the same ones everywhere."""
    codes = [canonical(number, at) for at in range(random.choice((0, 1, 2, 4)))]
    answers, pairs = (ANSWERS[pack], PAIRS[pack]) if period[4] == "/" or pack != "norilsk-2022" else PREVENTION
    schools: dict[str, dict[str, Value]] = {}
    for code in codes:
        density = random.choice(DENSITIES)
        given: dict[str, Value] = {row: _answer(random) for row in answers if random.random() < density}
        schools[code] = given | {row: _pair(random) for row in pairs if random.random() < density}
    own: dict[str, Value] = (
        {"2.3.3.7": random.randint(0, 5)} if "2.3.3.5" in str(answers) and random.random() < 0.5 else {}
    )
    lists = {key: frozenset(code for code in codes if random.random() < 0.6) for key in known}
    return Town(schools, own, _results(random, codes), _context(random, codes), lists)


def choose_lists(random: Random) -> set[tuple[int, str]]:
    """Choose the lists that are there: mostly all of them."""
    every = {(year, kind) for year in YEARS for kind in (LOW, POOR, RISK)}
    return every if random.random() < 0.5 else {key for key in sorted(every) if random.random() < 0.5}


def _results(random: Random, codes: list[str]) -> dict[tuple[str, int, str], Value]:
    found: dict[tuple[str, int, str], Value] = {}
    for code in codes:
        density = random.choice(DENSITIES)
        for year in YEARS:
            found |= {(code, year, work): _pair(random) for work in WORKS if random.random() < density}
    return found


def _context(random: Random, codes: list[str]) -> dict[tuple[str, int, str], Value]:
    found: dict[tuple[str, int, str], Value] = {}
    for code in codes:
        density, trouble = random.choice(DENSITIES), random.choice((0.0, 0.1, 0.5))
        rows = [(code, year, element) for year in YEARS for element in (*BASE, LOAD, DIPLOMA, FAILING, *PUPILS)]
        known = [row for row in rows if random.random() < density]
        found |= {row: _room(random, trouble) if row[2] in BASE else _small_pair(random, trouble) for row in known}
    return found


def _room(random: Random, trouble: float) -> str:
    return "no" if random.random() < trouble else random.choice(("yes", "not_applicable"))


def _answer(random: Random) -> str:
    return random.choice(("yes", "yes", "no", "no", "not_applicable"))


def _pair(random: Random) -> tuple[int, int]:
    """Make a share with many zeros, and fifths that come out equal by different numbers."""
    whole = random.choice((0, 1, 5, 10, 20, 100))
    return random.choice((0, whole // 5, whole // 5, random.randint(0, whole), whole)), whole


def _small_pair(random: Random, trouble: float) -> tuple[int, int]:
    """Make a share at, just under or just over the limits of the table: 0, 2.5 and 10 percent."""
    whole = random.choice((0, 40, 1000))
    most = random.choice((0, whole // 40, whole // 10))
    return min(whole, most + (random.random() < trouble)), whole
