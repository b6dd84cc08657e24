"""The compiled statement and independent readings of 002, 003 and 000 say the same about random municipalities."""

from collections import Counter, defaultdict
from collections.abc import Callable, Mapping, Sequence
from random import Random
from typing import TypeVar

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncSession

from shared.indicators.compiling.rolls import given_rolls, roll_parameters
from shared.indicators.computing import IndicatorValue, PointsTotal, stream_values
from tests.shared.indicators.norilsk_oracle import judge_norilsk, judge_prevention
from tests.shared.indicators.programmes_oracle import judge_cycle, judge_ulchsky
from tests.shared.indicators.random_towns import choose_lists, make_town
from tests.shared.indicators.town_oracle import Row, Town, Year, sum_up
from tests.shared.indicators.trial import Given, insert_towns, make_plan

Key = TypeVar("Key")
One = TypeVar("One")
Judge = Callable[[Year], dict[str, Row]]
PERIODS: dict[tuple[str, str], tuple[Judge, int, int]] = {
    # The year of the lists and that of the newest results: in winter those of the summer before.
    ("norilsk-2022", "2022/2023"): (judge_norilsk, 2022, 2022),
    ("norilsk-2022", "2023-01"): (judge_prevention, 2022, 2021),
    ("ulchsky", "2022-07"): (judge_ulchsky, 2021, 2021),
    ("ulchsky", "2022-12"): (judge_ulchsky, 2022, 2021),
    ("municipal-cycle", "2022/2023"): (judge_cycle, 2022, 2022),
}
TOWNS = 30  # municipalities in one statement

bounded = settings(
    deadline=None,  # the database decides how long a batch takes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,  # the same municipalities on every machine
    database=None,
    max_examples=3,
    phases=(Phase.generate,),  # a seed has no smaller form
)


async def compute(
    session: AsyncSession, pack: str, period: str, towns: Sequence[Town], options: dict[str, str]
) -> dict[tuple[str, str], Row]:
    """Insert the municipalities in the order in which they come, compute and return the rows."""
    plan = make_plan(pack, period, options)
    savepoint = await session.begin_nested()
    ids = await insert_towns(
        session, plan, [Given(town.schools, town.own, town.results, town.context) for town in towns]
    )
    listed = [(code, *key) for town in towns for key, codes in town.lists.items() for code in codes]
    parameters = roll_parameters(listed, towns[0].lists)
    found = [value async for value in stream_values(session, plan, given_rolls(), parameters, ids)]
    await savepoint.rollback()
    assert not any(isinstance(value, PointsTotal) for value in found)
    return {_name(value): _read(value) for value in found if isinstance(value, IndicatorValue)}


def _name(value: IndicatorValue) -> tuple[str, str]:
    item = value.item
    return value.code, item.code if item.part_of is None else f"{item.part_of}/{item.code}"


def _read(value: IndicatorValue) -> Row:
    flags = frozenset(value.flags)
    return Row(value.numerator, value.denominator, value.reason, value.missing_schools, flags, dict(value.factors))


def judge(pack: str, period: str, towns: Sequence[Town], options: dict[str, str]) -> dict[tuple[str, str], Row]:
    """Judge every municipality, and their region as the sum of them."""
    judge_town, lists, results = PERIODS[pack, period]
    zero_stays, same_grades = options["zero_stays_zero"] == "yes", options.get("same_grades", "yes") == "yes"
    judged = [judge_town(Year(town, lists, results, zero_stays, same_grades)) for town in towns]
    expected = {(f"04{at:06d}", row): found for at, rows in enumerate(judged) for row, found in rows.items()}
    return expected | {("04", row): sum_up([rows[row] for rows in judged]) for row in judged[0]}


@pytest.mark.parametrize(("pack", "period"), PERIODS)
@bounded
@given(seed=st.integers(0, 2**32 - 1))
async def test_every_row_agrees_with_the_oracle(session: AsyncSession, pack: str, period: str, seed: int) -> None:
    random = Random(seed)  # noqa: S311 - the same municipalities again, not secrets
    known = choose_lists(random)
    towns = [make_town(random, pack, period, number, known) for number in range(TOWNS)]
    options = {"zero_stays_zero": random.choice(("yes", "no"))}
    if pack == "norilsk-2022":
        options["same_grades"] = random.choice(("yes", "yes", "no"))

    found = await compute(session, pack, period, towns, options)

    expected = judge(pack, period, towns, options)
    assert found.keys() == expected.keys()
    for key, wanted in expected.items():
        assert found[key] == wanted, (key, seed)


async def test_the_order_of_what_comes_in_does_not_matter(session: AsyncSession) -> None:
    random = Random(3)  # noqa: S311 - the same municipalities again, not secrets
    known = choose_lists(random)
    towns = [make_town(random, "ulchsky", "2022-07", number, known) for number in range(TOWNS)]
    turned = [
        Town(_turn(town.schools), town.own, _turn(town.results), _turn(town.context), _turn(town.lists))
        for town in towns
    ]

    found = await compute(session, "ulchsky", "2022-07", towns, {})

    assert found == await compute(session, "ulchsky", "2022-07", turned, {})


def _turn(given: Mapping[Key, One]) -> dict[Key, One]:
    return dict(reversed(list(given.items())))


@pytest.mark.parametrize(("pack", "period"), PERIODS)
def test_random_municipalities_cover_the_delicate_places(pack: str, period: str) -> None:
    random = Random(5)  # noqa: S311 - the same municipalities again, not secrets
    rows: dict[str, list[Row]] = defaultdict(list)
    for number in range(200):
        town = make_town(random, pack, period, number % 100, choose_lists(random))
        for (code, row), one in judge(pack, period, [town], {"zero_stays_zero": "yes"}).items():
            rows[row] += [one] if code != "04" else []

    for row, found in rows.items():
        assert any(one.numerator for one in found), row
        assert len({(one.numerator, one.denominator) for one in found}) > 3, row
        for factor in found[0].factors:
            assert any(one.factors[factor] for one in found), (row, factor)
    reasons = Counter(one.reason for found in rows.values() for one in found)
    flags = Counter(flag for found in rows.values() for one in found for flag in one.flags)
    assert reasons["no_schools"] > 10
    assert flags["incomplete"] > 10
    if period[4] == "/" or pack == "ulchsky":
        assert min(reasons["no_list"], reasons["unanswered"], flags["list_missing"]) > 10
