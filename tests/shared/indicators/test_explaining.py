"""A value of a municipality is the sum of what its schools added."""

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from shared.indicators.compiling.rolls import given_rolls, roll_parameters
from shared.indicators.computing import IndicatorValue, stream_values
from shared.indicators.explaining import stream_contributions
from tests.shared.indicators.trial import Answers, Given, canonical, insert_towns, make_plan

A, B, C = (canonical(0, at) for at in range(3))
SCHOOLS: dict[str, Answers] = {
    A: {"s-2.4.1": (3, 4), "s-2.4.9": "yes", "s-2.5.1": "yes"},
    B: {"s-2.4.1": (1, 6), "s-2.4.9": "no"},
    C: {"s-2.5.1": "no"},
}


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        ("m-2.4.1", {A: (3, 4, False), C: (None, None, True)}),
        ("m-2.4.9", {A: (1, 1, False), C: (0, 1, True)}),
        ("m-2.5.1", {A: (1, 1, False), B: (0, 1, True), C: (0, 1, False)}),
        ("m-2.1.1", {}),
        ("s-2.4.1", {}),
    ],
)
async def test_schools_add_up_to_the_value(
    session: AsyncSession, code: str, expected: dict[str, tuple[int | None, int | None, bool]]
) -> None:
    plan = make_plan("indicator-points", "2022/2023")
    ids = await insert_towns(session, plan, [Given(SCHOOLS)])
    listed = [(A, 2022, "low_results"), (A, 2022, "disadvantaged"), (C, 2022, "low_results")]
    parameters = roll_parameters(listed, {(2022, "low_results"), (2022, "disadvantaged")})
    item = next(item for item in plan.items if item.code == code)

    found = stream_contributions(session, plan, item, given_rolls(), parameters, ids)
    contributions = [row async for row in found]

    told = {row.school_code: (row.numerator, row.denominator, row.is_missing) for row in contributions}
    assert told == expected
    values = stream_values(session, plan, given_rolls(), parameters, ids)
    wanted = {value.item.code: value async for value in values if isinstance(value, IndicatorValue)}[code]
    if contributions:
        assert sum(row.numerator or 0 for row in contributions) == wanted.numerator
        assert sum(row.denominator or 0 for row in contributions) == wanted.denominator
        assert sum(row.is_missing for row in contributions) == wanted.missing_schools
