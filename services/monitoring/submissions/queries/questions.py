"""What a campaign asks, and what of it the system knows."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.submissions.schemas import Settled
from shared.indicators.asking import Question
from shared.indicators.compiling.asking import can_be_settled, select_settled
from shared.indicators.compiling.rolls import published_rolls
from shared.indicators.plan import IndicatorPlan


async def list_settled(
    session: AsyncSession, municipality_id: int, plan: IndicatorPlan, questions: Sequence[Question]
) -> dict[str, dict[str, Settled]]:
    """Return what the schools of a municipality need not answer, by school and element: one statement for all."""
    wanted = [each for each in questions if each.element.level == "school" and can_be_settled(each)]
    if not wanted:
        return {}
    years = {roll.academic_year for roll in plan.rolls if roll.categories} or {plan.period.academic_year}
    statement = select_settled(plan, wanted, published_rolls(years))
    given = {"municipality_ids": [municipality_id], "pack_code": plan.pack, "period": plan.period.text}
    found: dict[str, dict[str, Settled]] = {}
    for row in (await session.execute(statement, given)).mappings():
        found[row["school_code"]] = {
            question.element.code: Settled(row[f"s{at}"], row[f"d{at}"])
            for at, question in enumerate(wanted)
            if row[f"s{at}"] is not None
        }
    return found
