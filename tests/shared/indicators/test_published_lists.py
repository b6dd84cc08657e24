"""The statement counts with the lists in force: a category without a list is not a category without schools."""

from datetime import date
from uuid import uuid4

from sqlalchemy import insert, update
from sqlalchemy.ext.asyncio import AsyncSession

from shared.clock import utc_now
from shared.indicators.compiling.rolls import published_rolls
from shared.indicators.computing import IndicatorValue, stream_values
from shared.indicators.plan import IndicatorPlan
from shared.models import ListedSchool, SchoolList
from tests.shared.indicators.trial import Given, canonical, insert_towns, make_plan

A, B = canonical(0, 0), canonical(0, 1)


async def publish(session: AsyncSession, municipality_id: int, category: str, *codes: str) -> None:
    """Publish a document's list of 2022/2023 for the municipality."""
    header = SchoolList(
        id=uuid4(),
        category=category,
        academic_year=2022,
        territory_level="municipality",
        territory_code="04000000",
        basis="document",
        source="министерство",
        state="draft",
        order_number="1",
        order_date=date(2022, 10, 14),
        order_parties=[],
        version=1,
        created_at=utc_now(),
    )
    session.add(header)
    await session.flush()
    rows = [{"municipality_id": municipality_id, "list_id": header.id, "school_code": code} for code in codes]
    if rows:
        await session.execute(insert(ListedSchool), rows)
    published = {"state": "published", "published_at": utc_now(), "schools": len(codes)}
    await session.execute(update(SchoolList).where(SchoolList.id == header.id).values(published))


async def compute(session: AsyncSession, plan: IndicatorPlan, ids: list[int]) -> dict[str, IndicatorValue]:
    rolls = published_rolls(roll.academic_year for roll in plan.rolls)
    found = stream_values(session, plan, rolls, {}, ids)
    values = [value async for value in found if isinstance(value, IndicatorValue)]
    return {value.item.code: value for value in values if value.level == "municipality"}


async def test_a_union_is_known_by_one_list_and_says_that_the_other_is_not_there(session: AsyncSession) -> None:
    plan = make_plan("indicator-points", "2022/2023")
    ids = await insert_towns(session, plan, [Given({A: {"s-2.4.1": (1, 2)}, B: {}})])
    await publish(session, ids[0], "low_results", A)

    values = await compute(session, plan, ids)

    assert (values["m-2.1.5"].numerator, values["m-2.1.5"].denominator) == (1, 2)
    assert values["m-2.1.5"].flags == ("list_missing",)
    assert (values["m-2.4.1"].numerator, values["m-2.4.1"].denominator) == (1, 2)
    assert values["m-2.6.2"].reason == "no_list"


async def test_a_list_with_nobody_on_it_is_a_list(session: AsyncSession) -> None:
    plan = make_plan("indicator-points", "2022/2023")
    ids = await insert_towns(session, plan, [Given({A: {}, B: {}})])
    for category in ("low_results", "disadvantaged", "at_risk"):
        await publish(session, ids[0], category)

    values = await compute(session, plan, ids)

    assert (values["m-2.1.5"].numerator, values["m-2.1.5"].flags) == (0, ())
    assert values["m-2.6.2"].reason == "no_schools"
