"""The other programmes: dynamics of results, lists and criteria of two years, unions, counts and regions."""

from collections.abc import Mapping, Sequence
from datetime import date
from uuid import UUID

import pytest
from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from shared.clock import utc_now
from shared.indicators.compiling.rolls import given_rolls, roll_parameters
from shared.indicators.computing import IndicatorValue, stream_values
from shared.indicators.plan import IndicatorPlan
from shared.models import AssessmentResult, ContextValue, School
from tests.shared.indicators.trial import Answers, Given, canonical, insert_towns, make_plan

LAST, THIS = 2021, 2022
A, B, C, D, E = (canonical(0, at) for at in range(5))
ORIGIN = {"receipt_id": UUID(int=0), "as_of": utc_now()}
Results = Mapping[tuple[str, int, str], tuple[int, int]]
"""(school, year, procedure) → (below, participants)."""


async def compute(
    session: AsyncSession,
    plan: IndicatorPlan,
    towns: Sequence[Given],
    *,
    results: Results | None = None,
    context: Mapping[tuple[str, int, str], str] | None = None,
    listed: Sequence[tuple[str, int, str]] = (),
    years: Sequence[int] = (THIS,),
) -> dict[tuple[str, str], IndicatorValue]:
    """Compute and return the values by code of the object and of the item (parts as `indicator/part`)."""
    ids = await insert_towns(session, plan, towns)
    home = {code: ids[at] for at, town in enumerate(towns) for code in town.schools}
    for (code, year, procedure), (below, participants) in (results or {}).items():
        row = {"municipality_id": home[code], "school_code": code, "academic_year": year} | ORIGIN
        counts = {"procedure_code": procedure, "participants": participants, "below_threshold": below}
        await session.execute(insert(AssessmentResult).values(row | counts))
    for (code, year, element), answer in (context or {}).items():
        row = {"municipality_id": home[code], "school_code": code, "academic_year": year} | ORIGIN
        await session.execute(insert(ContextValue).values(row | {"element_code": element, "answer": answer}))
    categories = ("low_results", "disadvantaged", "at_risk")
    parameters = roll_parameters(listed, [(year, category) for year in years for category in categories])
    found = stream_values(session, plan, given_rolls(), parameters, ids)
    values = [value async for value in found if isinstance(value, IndicatorValue)]
    return {(value.code, "/".join(filter(None, (value.item.part_of, value.item.code)))): value for value in values}


def share(value: IndicatorValue) -> tuple[int | None, int | None, int]:
    return value.numerator, value.denominator, value.missing_schools


@pytest.mark.parametrize(("option", "improved"), [("yes", 2), ("no", 1)])
async def test_dynamics_fall_by_pooled_shares_and_zero_stays_zero(
    session: AsyncSession, option: str, improved: int
) -> None:
    plan = make_plan("norilsk-2022", "2022/2023", {"zero_stays_zero": option})
    results = {
        # Pooled 3/20 → 2/20, though the ЕГЭ alone got worse.
        (A, LAST, "oge-math"): (3, 10),
        (A, LAST, "ege-math-profile"): (0, 10),
        (A, THIS, "oge-math"): (1, 10),
        (A, THIS, "ege-math-profile"): (1, 10),
        (B, LAST, "oge-math"): (0, 5),
        (B, THIS, "oge-math"): (0, 7),
        (C, LAST, "oge-math"): (1, 3),
        (C, THIS, "oge-math"): (33, 99),
        (D, THIS, "oge-math"): (0, 9),
    }
    listed = [(code, THIS, "low_results") for code in (A, B, C, D)]

    values = await compute(
        session, plan, [Given({code: {} for code in (A, B, C, D, E)})], results=results, listed=listed
    )

    # D has no earlier year: in the denominator, not in the numerator, told as missing.
    assert share(values["04000000", "2.3.1.1"]) == (improved, 4, 1)
    assert values["04000000", "2.3.1.1"].flags == ("incomplete",)


async def test_regional_works_are_compared_grade_by_grade(session: AsyncSession) -> None:
    results = {
        (A, LAST, "kdr-4"): (5, 10),
        (A, THIS, "kdr-4"): (4, 10),
        (A, THIS, "kdr-8"): (10, 10),
        (B, LAST, "kdr-6"): (5, 10),
        (B, THIS, "kdr-7"): (0, 10),
    }
    listed = [(code, THIS, "low_results") for code in (A, B)]

    values = await compute(
        session,
        make_plan("norilsk-2022", "2022/2023"),
        [Given({A: {}, B: {}})],
        results=results,
        listed=listed,
    )

    assert share(values["04000000", "2.3.1.3"]) == (1, 2, 1)


async def test_the_same_children_are_compared_a_year_later(session: AsyncSession) -> None:
    results = {
        (A, LAST, "vpr-math-4"): (3, 10),
        (A, THIS, "vpr-math-5"): (2, 10),
        (B, LAST, "vpr-math-4"): (1, 10),
        (B, THIS, "vpr-math-5"): (1, 10),
        (C, THIS, "vpr-math-5"): (0, 10),
        (C, THIS, "vpr-math-4"): (9, 10),
        (A, THIS, "oge-rus"): (0, 4),
        (B, THIS, "oge-rus"): (1, 4),
    }

    values = await compute(
        session, make_plan("norilsk-2022", "2022/2023"), [Given({A: {}, B: {}, C: {}})], results=results
    )

    assert share(values["04000000", "3.3.3.1"]) == (1, 2, 1)
    assert share(values["04000000", "3.3.3.1/all"]) == (1, 3, 1)
    assert share(values["04000000", "3.3.3.3"]) == (1, 3, 1)


async def test_risks_come_from_lists_and_their_factors_from_criteria(session: AsyncSession) -> None:
    labs = ("computers", "lab-physics", "lab-chemistry", "lab-biology", "lab-geography", "lab-technology")
    fine = {(code, year, element): "yes" for code in (A, B) for year in (LAST, THIS) for element in ("internet", *labs)}
    context = fine | {(A, LAST, "internet"): "no", (B, THIS, "internet"): "no"}
    listed = [(A, LAST, "at_risk"), (B, THIS, "at_risk"), (C, THIS, "at_risk")]
    answers = {"s-3.3.1.1-staff": "yes", "s-3.3.1.2": "yes"}

    values = await compute(
        session,
        make_plan("norilsk-2022", "2022/2023"),
        [Given({A: {}, B: {}, C: answers})],
        context=context,
        listed=listed,
        years=(LAST, THIS),
    )

    found = values["04000000", "3.3.1.1"]
    assert share(found) == (2, 3, 0)
    assert found.factors == (("material-base", 1), ("staff", 1), ("pupils", 0), ("results", 0))
    assert share(values["04000000", "3.3.1.2"]) == (1, 3, 2)
    assert dict(values["04000000", "3.3.1.2"].factors)["material-base"] == 1
    assert share(values["04000000", "3.3.1.3"]) == (1, 3, 0)
    assert dict(values["04000000", "3.3.2.1"].factors)["internet"] == 1


async def test_elimination_without_the_list_of_the_year_before_asks_the_school(session: AsyncSession) -> None:
    plan = make_plan("norilsk-2022", "2022/2023")

    values = await compute(session, plan, [Given({A: {"s-3.3.1.3": "yes"}, B: {}})])

    assert share(values["04000000", "3.3.1.3"]) == (1, 2, 1)


async def test_a_school_on_two_lists_counts_once(session: AsyncSession) -> None:
    plan = make_plan("ulchsky", "2022-07")
    answers: Answers = {"s-U2": (3, 10), "s-U3": (2, 10), "s-U3-retested": (2, 4), "s-U4": "yes", "s-U6": "no"}
    listed = [(A, LAST, "low_results"), (A, LAST, "disadvantaged"), (B, LAST, "disadvantaged")]

    values = await compute(
        session, plan, [Given({A: answers, B: {"s-U2": (1, 5)}, C: answers})], listed=listed, years=(LAST,)
    )

    assert share(values["04000000", "U2"]) == (4, 15, 0)
    assert share(values["04000000", "U3"]) == (2, 10, 1)
    assert share(values["04000000", "U3/retested"]) == (2, 4, 1)
    assert share(values["04000000", "U4"]) == (1, 2, 1)
    assert share(values["04000000", "U6"]) == (0, 2, 1)


async def test_december_looks_at_the_results_of_the_summer_before(session: AsyncSession) -> None:
    results = {(A, 2020, "oge-rus"): (2, 10), (A, LAST, "oge-rus"): (1, 10)}
    listed = [(A, THIS, "low_results")]

    values = await compute(session, make_plan("ulchsky", "2022-12"), [Given({A: {}})], results=results, listed=listed)

    assert share(values["04000000", "U1"]) == (1, 1, 0)


async def test_a_count_and_its_share_come_from_one_answer(session: AsyncSession) -> None:
    plan = make_plan("municipal-cycle", "2022/2023")
    listed = [(code, THIS, "low_results") for code in (A, B, C)]

    values = await compute(session, plan, [Given({A: {"s-C4": "yes"}, B: {"s-C4": "no"}, C: {}})], listed=listed)

    assert share(values["04000000", "C4"]) == (1, None, 1)
    assert share(values["04000000", "C4/share"]) == (1, 3, 1)


@pytest.mark.parametrize(("years", "reason"), [((), "no_list"), ((THIS,), "no_schools")])
async def test_no_list_and_nobody_listed_are_told_apart(
    session: AsyncSession, years: Sequence[int], reason: str
) -> None:
    plan = make_plan("municipal-cycle", "2022/2023")

    values = await compute(session, plan, [Given({A: {"s-C2": (1, 2)}})], years=years)

    assert values["04000000", "C2"].reason == reason


async def test_a_region_is_the_sum_of_its_municipalities(session: AsyncSession) -> None:
    plan = make_plan("norilsk-2022", "2023-01")
    other = canonical(1, 0)

    values = await compute(session, plan, [Given({A: {"s-4.3.2": (1, 2)}, B: {}}), Given({other: {"s-4.3.2": (5, 8)}})])

    assert share(values["04", "4.3.2"]) == (6, 10, 1)
    assert values["04", "4.3.2"].flags == ("incomplete",)
    assert share(values["04000001", "4.3.2"]) == (5, 8, 0)


async def test_schools_that_do_not_work_or_are_not_the_municipality_s_are_not_counted(session: AsyncSession) -> None:
    plan = make_plan("norilsk-2022", "2023-01")
    told: Answers = {"s-4.3.1": "yes", "s-4.3.2": (1, 2)}
    ids = await insert_towns(session, plan, [Given(dict.fromkeys((A, B, C, D, E), told))])
    for code, changed in (
        (B, {"closed_on": date(2023, 1, 31)}),  # works on the last day of the period
        (C, {"closed_on": date(2023, 1, 30)}),
        (D, {"opened_on": date(2023, 2, 1)}),
        (E, {"subordination": "regional"}),
    ):
        await session.execute(update(School).where(School.code == code).values(changed))

    found = stream_values(session, plan, given_rolls(), roll_parameters((), ()), ids)
    values = {value.item.code: value async for value in found if isinstance(value, IndicatorValue)}

    assert share(values["4.3.1"]) == (2, 2, 0)
    assert share(values["4.3.2"]) == (2, 4, 0)
