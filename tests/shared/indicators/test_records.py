"""What a computation keeps says the same as the values read one by one, and is the sum of what its schools added."""

from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncSession

from shared.indicators.compiling.records import compile_records
from shared.indicators.compiling.rolls import given_rolls, roll_parameters
from shared.indicators.computing import IndicatorValue, PointsTotal, stream_values
from shared.indicators.plan import IndicatorPlan
from shared.indicators.recorded import read_total, read_values
from shared.models import ComputedValues
from tests.shared.indicators.test_points_against_oracle import YEAR, bounded, make_town
from tests.shared.indicators.trial import Given, insert_towns, make_plan

_CATEGORIES = ("low_results", "disadvantaged", "at_risk")
_TOWNS = 8


async def record(
    session: AsyncSession, plan: IndicatorPlan, ids: list[int], listed: list[tuple[str, int, str]], known: bool
) -> tuple[list[ComputedValues], list[IndicatorValue | PointsTotal]]:
    """Compute the municipalities both ways: as rows to keep, and streamed."""
    years = {roll.academic_year for roll in plan.rolls}
    lists = [(year, category) for year in years for category in _CATEGORIES] if known else []
    parameters = dict(roll_parameters(listed if known else [], lists))
    terms = {"municipality_ids": ids, "pack_code": plan.pack, "period": plan.period.text}
    rows = await session.execute(compile_records(plan, given_rolls()), terms | parameters)
    kept = [ComputedValues(**row) for row in rows.mappings()]
    streamed = [value async for value in stream_values(session, plan, given_rolls(), parameters, ids)]
    return kept, [value for value in streamed if value.level != "region"]


def read(plan: IndicatorPlan, row: ComputedValues) -> list[IndicatorValue | PointsTotal]:
    total = read_total(row)
    return [*read_values(plan, row), *([total] if total else [])]


# Every example computes the towns twice; what the values must be the oracle says.
@settings(bounded, max_examples=4)
@given(seed=st.integers(0, 2**32 - 1), has_lists=st.booleans())
async def test_kept_and_streamed_values_are_the_same_and_schools_add_up_to_them(
    session: AsyncSession, seed: int, has_lists: bool
) -> None:
    random = Random(seed)  # noqa: S311 - the same municipalities again, not secrets
    towns = [make_town(random, number, has_lists=has_lists) for number in range(_TOWNS)]
    listed = [(code, YEAR, "low_results") for town in towns for code in town.listed]
    listed += [(code, YEAR, "at_risk") for town in towns for code in town.at_risk]
    plan = make_plan("indicator-points", "2022/2023")
    savepoint = await session.begin_nested()
    ids = await insert_towns(session, plan, [Given(town.schools, town.own) for town in towns])

    kept, streamed = await record(session, plan, ids, listed, has_lists)

    await savepoint.rollback()
    found = [value for row in kept for value in read(plan, row)]
    assert {_key(value): value for value in found} == {_key(value): value for value in streamed}
    assert len(found) == len(streamed)
    summed = 0
    for value in found:
        if isinstance(value, IndicatorValue) and value.item.numerator and not (value.answered or value.reason):
            summed += _adds_up(plan, value, [row for row in kept if row.municipality_id == value.municipality_id])
    assert summed or not has_lists


def _adds_up(plan: IndicatorPlan, value: IndicatorValue, rows: list[ComputedValues]) -> bool:
    """Hold a municipal value against the sums of its schools; say whether there was anything to hold."""
    if value.level != "municipality" or value.item.kind == "answer":
        return False
    place = [item for _, item in plan.list_summed_items()].index(value.item)
    schools = [row for row in rows if row.level == "school" and row.counted[place]]
    assert value.numerator == sum(row.added_numerators[place] or 0 for row in schools)
    if value.item.kind == "share":
        assert value.denominator == sum(row.added_denominators[place] or 0 for row in schools)
    assert value.missing_schools == sum(bool(row.missing[place]) for row in schools)
    return bool(schools)


def _key(value: IndicatorValue | PointsTotal) -> tuple[str, str, str, str | None]:
    item = value.item if isinstance(value, IndicatorValue) else None
    return value.level, value.code, item.code if item else "total", item.part_of if item else None


@pytest.mark.parametrize(
    ("pack", "period"),
    [
        ("norilsk-2022", "2022/2023"),
        ("norilsk-2022", "2023-01"),
        ("ulchsky", "2023-07"),
        ("municipal-cycle", "2022/2023"),
    ],
)
async def test_indicators_of_every_programme_are_kept_as_they_are_streamed(
    session: AsyncSession, pack: str, period: str
) -> None:
    plan = make_plan(pack, period)
    ids = await insert_towns(session, plan, [Given({"edu000000": {}, "edu000001": {}})])

    kept, streamed = await record(session, plan, ids, [("edu000000", YEAR, "low_results")], known=True)

    assert streamed
    assert [value for row in sorted(kept, key=lambda row: row.level) for value in read(plan, row)] == streamed
    assert all(len(row.cell_answers) == len(plan.list_cells("school")) for row in kept if row.level == "school")
