"""The statement judges exactly the schools it is asked for; combinations are counted from stored verdicts."""

from datetime import date
from fractions import Fraction
from itertools import product
from uuid import uuid4

import pytest
from sqlalchemy import func, select, text, update
from sqlalchemy.ext.asyncio import AsyncSession

from shared.models import School as SchoolRow
from shared.models import Verdict
from shared.rules.combinations import count_combinations
from shared.rules.compiling.constants import word
from shared.rules.compiling.statement import compile_run
from shared.rules.judging import judge_schools
from tests.shared.rules.oracle import School, judge_at_risk
from tests.shared.rules.random_schools import make_school, seeded
from tests.shared.rules.trial import insert_municipality, insert_schools, make_plan


async def count_verdicts(session: AsyncSession) -> int:
    return await session.scalar(select(func.count()).select_from(Verdict)) or 0


async def test_every_school_gets_a_verdict_even_without_any_row(session: AsyncSession) -> None:
    municipality_id = await insert_municipality(session)
    await insert_schools(session, municipality_id, [School(), School(grades=(1, 4))])

    judged = await judge_schools(
        session, make_plan("norilsk-2022", "low-results", 2022, {}), uuid4(), [municipality_id]
    )

    rows = (await session.execute(select(Verdict.status, Verdict.missing_count).order_by(Verdict.school_code))).all()
    assert judged == 2
    assert [tuple(row) for row in rows] == [("undetermined", 17), ("not_identified", 0)]


async def test_only_the_named_schools_are_judged(session: AsyncSession) -> None:
    municipality_id = await insert_municipality(session)
    codes = await insert_schools(session, municipality_id, [School()] * 3)
    plan = make_plan("indicator-points", "at-risk", 2022, {})

    judged = await judge_schools(session, plan, uuid4(), [municipality_id], codes[1:2])

    assert judged == 1
    assert await session.scalar(select(Verdict.school_code)) == codes[1]


async def test_other_municipalities_are_left_alone(session: AsyncSession) -> None:
    municipality_id = await insert_municipality(session)
    await insert_schools(session, municipality_id, [School()])
    plan = make_plan("norilsk-2022", "at-risk", 2022, {})

    judged = await judge_schools(session, plan, uuid4(), [municipality_id + 1])

    assert judged == 0
    assert await count_verdicts(session) == 0


async def test_a_school_that_closed_before_the_year_of_the_list_is_not_judged(session: AsyncSession) -> None:
    municipality_id = await insert_municipality(session)
    codes = await insert_schools(session, municipality_id, [School()] * 4)
    last_days = dict(zip(codes, (date(2022, 8, 31), date(2022, 9, 1), date(2023, 1, 1), None), strict=True))
    for code, closed_on in last_days.items():
        await session.execute(update(SchoolRow).where(SchoolRow.code == code).values(closed_on=closed_on))

    await judge_schools(session, make_plan("norilsk-2022", "low-results", 2022, {}), uuid4(), [municipality_id])

    assert set(await session.scalars(select(Verdict.school_code))) == set(codes[1:])


async def test_settings_of_the_session_come_back(session: AsyncSession) -> None:
    before = await session.scalar(text("SELECT current_setting('work_mem')"))
    plan = make_plan("norilsk-2022", "at-risk", 2022, {})

    await judge_schools(session, plan, uuid4(), [1])

    assert await session.scalar(text("SELECT current_setting('work_mem')")) == before


async def test_combinations_agree_with_runs_of_each_choice(session: AsyncSession) -> None:
    random, run_id = seeded(7), uuid4()
    schools = [make_school(random, 2022, Fraction(20)) for _ in range(400)]
    municipality_id = await insert_municipality(session)
    await insert_schools(session, municipality_id, schools)
    plan = make_plan("norilsk-2022", "at-risk", 2022, {})
    await judge_schools(session, plan, run_id, [municipality_id])

    combinations = await count_combinations(session, plan, run_id)

    choices = ("any", "at-least-2", "at-least-3", "all")
    expected = {
        choice: sum(
            judge_at_risk(school, 2022, {"combination": choice, "staff": "any", "results": "any"}).status
            == "identified"
            for school in schools
        )
        for choice in choices
    }
    assert combinations == expected
    assert combinations["any"] > combinations["all"]


async def test_rules_without_the_option_have_no_combinations(session: AsyncSession) -> None:
    assert await count_combinations(session, make_plan("norilsk-2022", "low-results", 2022, {}), uuid4()) == {}


def test_the_same_rule_options_and_year_make_the_same_statement() -> None:
    options = {"per_subject": "yes", "comparison": "more-than"}

    first, second = (str(compile_run(make_plan("norilsk-2022", "low-results", 2022, options))) for _ in range(2))

    assert first == second


@pytest.mark.parametrize("value", ["", "a'b", "a;b", "слово", "a b", "a\\"])
def test_only_plain_words_are_written_into_a_statement(value: str) -> None:
    with pytest.raises(ValueError, match="plain word"):
        word(value)


def test_every_choice_of_every_option_compiles() -> None:
    choices = product(("no", "yes"), ("no", "yes"), ("at-least", "more-than"), (2019, 2020, 2021, 2022))

    for per_subject, same_procedure, comparison, year in choices:
        options = {"per_subject": per_subject, "same_procedure": same_procedure, "comparison": comparison}
        plan = make_plan("norilsk-2022", "low-results", year, options)
        assert len(plan.cells) == 18
        assert "run_id" in str(compile_run(plan))
