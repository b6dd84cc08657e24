"""Deficits of schools: what is certainly so counts, what is unknown does not."""

from sqlalchemy.ext.asyncio import AsyncSession

from shared.indicators.compiling.rolls import given_rolls, roll_parameters
from shared.indicators.compiling.sources import select_inputs
from shared.indicators.plan import IndicatorPlan
from shared.indicators.surveying import SurveyedSchool, stream_surveyed_schools
from tests.shared.indicators.trial import Answers, Given, canonical, insert_towns, make_plan

A, B, C, D = (canonical(0, at) for at in range(4))
_LISTED = {A: "low_results", C: "disadvantaged"}


async def survey(session: AsyncSession, plan: IndicatorPlan, ids: list[int]) -> dict[str, SurveyedSchool]:
    listed = [(code, 2022, category) for code, category in _LISTED.items()]
    parameters = roll_parameters(listed, {(2022, name) for name in ("low_results", "disadvantaged", "at_risk")})
    inputs = select_inputs(plan, given_rolls())
    return {one.school_code: one async for one in stream_surveyed_schools(session, plan, inputs, parameters, ids)}


async def test_a_school_has_the_deficits_that_are_certain_and_asked_of_it(session: AsyncSession) -> None:
    schools: dict[str, Answers] = {
        A: {"s-2.4.1": (69, 100), "s-2.4.9": "no", "s-2.5.2": "no", "s-2.5.3": "yes"},
        B: {"s-2.4.1": (0, 100), "s-2.4.9": "no", "s-2.5.2": "yes", "s-2.5.3": "yes", "s-2.5.4": "yes"},
        C: {"s-2.4.1": (70, 100), "s-2.4.9": "yes", "s-2.4.2": (0, 10), "s-2.5.1": "not_applicable"},
        D: {},
    }
    plan = make_plan("indicator-points", "2022/2023")

    found = await survey(session, plan, await insert_towns(session, plan, [Given(schools)]))

    assert {code: one.deficits for code, one in found.items()} == {
        A: ("little-support", "no-lead-school", "no-failure-prevention"),
        B: (),
        C: (),
        D: (),
    }
    # One of the two shares is not there: whether the school is outside the networks nobody knows.
    assert "outside-networks" in found[C].undecided
    # Not listed, so not asked.
    assert "no-lead-school" not in found[D].undecided
    assert "no-failure-prevention" in found[D].undecided
    assert found[A].shares["m-2.4.1"].numerator == 69
    assert found[C].shares["m-2.4.9"].numerator == 1


async def test_what_did_not_improve_is_none_of_what_did(session: AsyncSession) -> None:
    schools: dict[str, Answers] = {A: {"s-U1": "no", "s-U2": (0, 7)}, B: {"s-U1": "no"}, C: {"s-U1": "yes"}}
    plan = make_plan("ulchsky", "2023-07")

    found = await survey(session, plan, await insert_towns(session, plan, [Given(schools)]))

    assert {code: one.deficits for code, one in found.items()} == {
        A: ("no-progress", "no-diagnostics"),
        B: (),
        C: (),
    }
