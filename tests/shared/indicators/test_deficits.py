"""Deficits of schools: what is certainly so counts, what is unknown does not."""

from uuid import uuid4

from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from shared.clock import utc_now
from shared.indicators.compiling.rolls import given_rolls, roll_parameters
from shared.indicators.compiling.sources import select_inputs
from shared.indicators.plan import IndicatorPlan
from shared.indicators.resolving import resolve_risks
from shared.indicators.surveying import SurveyedSchool, stream_surveyed_schools
from shared.models import ContextValue
from shared.reference.procedures import load_procedures
from tests.shared.indicators.trial import Answers, Given, canonical, insert_towns, load_known_pack, make_plan

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


async def test_criteria_of_identification_show_the_deficits_of_a_list(session: AsyncSession) -> None:
    plan = resolve_risks(load_known_pack("indicator-points"), 2022, load_procedures())
    ids = await insert_towns(session, plan, [Given({A: {}, B: {}, C: {}})])
    answers = {A: ("no", "no", "no"), B: ("yes", "yes", "yes"), C: ("no", None, None)}
    for code, given in answers.items():
        for element, answer in zip(("internet", "computers", "staff-shortage"), given, strict=True):
            if answer:
                row = {"municipality_id": ids[0], "school_code": code, "element_code": element, "answer": answer}
                await session.execute(
                    insert(ContextValue).values(
                        row | {"academic_year": 2022, "receipt_id": uuid4(), "as_of": utc_now()}
                    )
                )

    found = await survey(session, plan, ids)

    assert (found[A].deficits, found[B].deficits, found[C].deficits) == (("resource-risks",), (), ())
    assert found[C].undecided == ("resource-risks",)
