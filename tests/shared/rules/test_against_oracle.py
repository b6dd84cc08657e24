"""The compiled statement and an independent evaluator say the same about thousands of random schools."""

from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from fractions import Fraction

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy.ext.asyncio import AsyncSession

from shared.rules.plan import RulePlan
from tests.shared.rules.oracle import (
    LOW_RESULTS,
    NOT_HELD,
    PROCEDURES,
    Answer,
    School,
    judge_at_risk,
    judge_low_results,
    judge_two_of_three,
)
from tests.shared.rules.random_schools import make_school, seeded
from tests.shared.rules.trial import judge, make_plan

BATCH = 200  # schools in one statement

bounded = settings(
    deadline=None,  # the database decides how long a batch takes
    suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    derandomize=True,  # the same schools on every machine
    database=None,
)

low_results_options = st.fixed_dictionaries(
    {
        "threshold": st.sampled_from(("30", "30", "30", "0", "33.3", "50", "100")),
        "comparison": st.sampled_from(("at-least", "more-than")),
        "min_participants": st.sampled_from(("0", "0", "1", "5", "10")),
        "per_subject": st.sampled_from(("no", "yes")),
        "same_procedure": st.sampled_from(("no", "yes")),
    }
)
at_risk_options = st.fixed_dictionaries(
    {
        "combination": st.sampled_from(("any", "at-least-2", "at-least-3", "all")),
        "staff": st.sampled_from(("any", "all")),
        "results": st.sampled_from(("any", "all")),
    }
)
years = st.sampled_from((2020, 2021, 2022, 2023))
seeds = st.integers(min_value=0, max_value=2**32 - 1)


async def compare(
    session: AsyncSession,
    plan: RulePlan,
    schools: Sequence[School],
    oracle: Callable[[School, int, Mapping[str, str]], Answer],
) -> Counter[str]:
    """Compare the verdicts school by school; count what occurred."""
    options = dict(plan.options)
    expected = [oracle(school, plan.academic_year, options) for school in schools]
    found = await judge(session, plan, schools)
    for school, wanted, got in zip(schools, expected, found, strict=True):
        assert got == wanted, (plan.rule, plan.academic_year, options, school)
    return Counter(answer.status for answer in found)


@settings(bounded, max_examples=30)
@given(seed=seeds, year=years, options=low_results_options)
async def test_low_results_agree_with_the_oracle(
    session: AsyncSession, seed: int, year: int, options: dict[str, str]
) -> None:
    random, threshold = seeded(seed), Fraction(options["threshold"])
    schools = [make_school(random, year, threshold) for _ in range(BATCH)]
    plan = make_plan("norilsk-2022", "low-results", year, options)

    statuses = await compare(session, plan, schools, judge_low_results)

    assert statuses.total() == BATCH


@settings(bounded, max_examples=30)
@given(seed=seeds, year=years, options=at_risk_options)
async def test_risk_schools_agree_with_the_oracle(
    session: AsyncSession, seed: int, year: int, options: dict[str, str]
) -> None:
    random = seeded(seed)
    schools = [make_school(random, year, Fraction(20)) for _ in range(BATCH)]
    plan = make_plan("norilsk-2022", "at-risk", year, options)

    statuses = await compare(session, plan, schools, judge_at_risk)

    assert statuses.total() == BATCH


@settings(bounded, max_examples=5)
@given(seed=seeds, year=years)
async def test_two_of_three_risks_agree_with_the_oracle(session: AsyncSession, seed: int, year: int) -> None:
    random = seeded(seed)
    schools = [make_school(random, year, Fraction(30)) for _ in range(BATCH)]
    plan = make_plan("indicator-points", "at-risk", year, {})

    statuses = await compare(session, plan, schools, judge_two_of_three)

    assert len(statuses) == 3


small_results = st.dictionaries(
    st.tuples(st.sampled_from((2020, 2021)), st.sampled_from(LOW_RESULTS)),
    st.integers(0, 12).flatmap(lambda participants: st.tuples(st.just(participants), st.integers(0, participants))),
    max_size=12,
)


@settings(bounded, max_examples=40)
@given(results=small_results, graded=st.booleans(), options=low_results_options)
async def test_one_school_agrees_with_the_oracle(
    session: AsyncSession,
    results: dict[tuple[int, str], tuple[int, int]],
    graded: bool,
    options: dict[str, str],
) -> None:
    held = {cell: pair for cell, pair in results.items() if (cell[1], cell[0]) not in NOT_HELD}
    schools = [School((5, 11) if graded else None, held)]
    plan = make_plan("norilsk-2022", "low-results", 2022, options)

    statuses = await compare(session, plan, schools, judge_low_results)

    assert statuses.total() == 1


async def test_random_schools_cover_every_status_and_distance(session: AsyncSession) -> None:
    random = seeded(1)
    plan = make_plan("norilsk-2022", "low-results", 2022, {})

    answers = await judge(session, plan, [make_school(random, 2022, Fraction(30)) for _ in range(1000)])

    statuses = Counter(answer.status for answer in answers)
    assert min(statuses[status] for status in ("identified", "not_identified", "undetermined")) > 50
    assert sum(answer.to_enter is not None for answer in answers) > 50
    assert sum(answer.to_leave is not None for answer in answers) > 50
    assert {flag for answer in answers for flag in answer.flags} == {"small_n", "boundary", "partial"}
    assert {code for code in PROCEDURES if code in LOW_RESULTS} == {
        code for answer in answers for _, code in answer.missing
    }
