"""The compiled statement and an independent reading of the 004 table say the same about random municipalities."""

from collections import Counter
from collections.abc import Sequence
from random import Random

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncSession

from shared.indicators.computing import IndicatorValue, PointsTotal
from tests.shared.indicators.points_oracle import (
    INVERTED,
    KINDS,
    OWN_ANSWERS,
    PLAIN,
    SHARES,
    Row,
    Total,
    Town,
    Value,
    add_up,
    judge_kinds,
    judge_school,
    judge_town,
)
from tests.shared.indicators.trial import Given, canonical, compute, make_plan

YEAR = 2022
TOWNS = 48  # municipalities in one statement

bounded = settings(
    deadline=None,  # the database decides how long a batch takes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,  # the same municipalities on every machine
    database=None,
    max_examples=5,
    phases=(Phase.generate,),  # a seed has no smaller form
)


def make_town(random: Random, number: int, *, has_lists: bool) -> Town:
    """Make a municipality with the traps of real ones: gaps, zeros, shares at the borders, nobody listed."""
    density = random.choice((0.0, 0.5, 0.9, 1.0))
    codes = [canonical(number, at) for at in range(random.choice((0, 1, 3, 8)))]
    schools = {code: _make_answers(random, density) for code in codes}
    own: dict[str, Value] = {row: _answer(random) for row in OWN_ANSWERS if random.random() < density}
    for row in ("m-2.3.1", *(f"m-2.3.1-{kind}" for kind in KINDS)):
        if random.random() < 0.3:
            own[row] = _pair(random, 50)
    often = random.choice((0.0, 0.3, 1.0))
    listed = frozenset(code for code in codes if has_lists and random.random() < often)
    at_risk = frozenset(code for code in codes if has_lists and random.random() < often)
    return Town(schools, own, listed, at_risk, has_lists)


def _make_answers(random: Random, density: float) -> dict[str, Value]:
    answers: dict[str, Value] = {row: _answer(random) for row in (*INVERTED, *PLAIN) if random.random() < density}
    for row, (_, threshold) in SHARES.items():
        if random.random() < density:
            answers[row] = _pair(random, threshold)
    for kind in KINDS:
        if random.random() < density:
            answers[f"s-2.3.1-{kind}"] = _pair(random, 50)
    return answers


def _answer(random: Random) -> str:
    return random.choice(("yes", "yes", "no", "no", "not_applicable"))


def _pair(random: Random, threshold: int) -> tuple[int, int]:
    whole = random.choice((0, 1, 4, 20, 100, 200, 1000))
    near = whole * threshold // 100 + random.choice((-10, -5, -1, 0, 0, 0, 1))
    part = near if random.random() < 0.7 else random.randint(0, whole)
    return min(max(part, 0), whole), whole


def _read(value: IndicatorValue) -> Row:
    return Row(
        value.numerator,
        value.denominator,
        value.answer,
        value.points,
        value.in_maximum,
        frozenset(value.flags),
        value.missing_schools,
        value.reason is None,
    )


def _judge(towns: Sequence[Town]) -> dict[tuple[str, str, str], Row | Total]:
    expected: dict[tuple[str, str, str], Row | Total] = {}
    for number, town in enumerate(towns):
        oktmo = f"04{number:06d}"
        judged = judge_town(town)
        expected |= {("municipality", oktmo, row): found for row, found in judged.items()}
        expected["municipality", oktmo, "total"] = add_up(judged)
        expected |= {("municipality", oktmo, kind): found for kind, found in judge_kinds(town).items()}
        for code in town.schools:
            judged = judge_school(town, code)
            expected |= {("school", code, row): found for row, found in judged.items()}
            expected["school", code, "total"] = add_up(judged)
    return expected


def _sum_up(value: IndicatorValue, towns: Sequence[Row | Total]) -> tuple[int | None, int | None, int]:
    rows = [town for town in towns if isinstance(town, Row)]
    missing = sum(row.missing for row in rows)
    if value.item.kind == "answer":
        return sum(row.value == "yes" for row in rows), len(rows), missing
    pairs = [(row.numerator, row.denominator) for row in rows if row.numerator is not None]
    if not pairs:
        return None, None, missing
    return sum(pair[0] or 0 for pair in pairs), sum(pair[1] or 0 for pair in pairs), missing


@bounded
@given(seed=st.integers(0, 2**32 - 1), has_lists=st.booleans())
async def test_every_row_agrees_with_the_oracle(session: AsyncSession, seed: int, has_lists: bool) -> None:
    random = Random(seed)  # noqa: S311 - the same municipalities again, not secrets
    towns = [make_town(random, number, has_lists=has_lists) for number in range(TOWNS)]
    listed = [
        (code, YEAR, category)
        for town in towns
        for codes, categories in ((town.listed, ("low_results", "disadvantaged")), (town.at_risk, ("at_risk",)))
        for code in codes
        for category in random.sample(categories, random.randint(1, len(categories)))
    ]
    plan = make_plan("indicator-points", "2022/2023")
    savepoint = await session.begin_nested()

    rows = await compute(
        session, plan, [Given(town.schools, town.own) for town in towns], listed if has_lists else None
    )

    await savepoint.rollback()
    expected = _judge(towns)
    found: dict[tuple[str, str, str], Row | Total] = {}
    for row in rows:
        if isinstance(row, PointsTotal):
            total = Total(row.points, row.maximum, row.flags == ("incomplete",))
            found[row.level, row.code, "total"] = total
        elif row.level != "region" and not (row.level == "school" and row.item.part_of):
            found[row.level, row.code, row.item.code] = _read(row)
    assert found.keys() == expected.keys()
    for key, wanted in expected.items():
        assert found[key] == wanted, (key, seed)
    for row in rows:
        if isinstance(row, IndicatorValue) and row.level == "region":
            towns_of_row = [found["municipality", f"04{number:06d}", row.item.code] for number in range(TOWNS)]
            assert (row.numerator, row.denominator, row.missing_schools) == _sum_up(row, towns_of_row), row.item.code


def test_random_municipalities_cover_the_delicate_places() -> None:
    random = Random(7)  # noqa: S311 - the same municipalities again, not secrets
    towns = [make_town(random, number, has_lists=True) for number in range(100)]

    rows = [row for town in towns for code in town.schools for row in judge_school(town, code).values()]
    rows += [row for town in towns for row in judge_town(town).values()]

    flags = Counter(flag for row in rows for flag in row.flags)
    assert min(flags[flag] for flag in ("in_gap", "boundary", "incomplete", "not_deduplicated")) > 10
    assert sum(not row.has_value for row in rows) > 100
