"""What the system knows of what a campaign asks."""

from collections.abc import Mapping, Sequence

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.submissions.schemas import Settled
from shared.indicators.asking import Question
from shared.indicators.compiling.asking import can_be_settled, select_settled
from shared.indicators.compiling.rolls import published_rolls
from shared.indicators.plan import IndicatorPlan
from shared.models import ContextValue


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
            question.element.code: Settled(row[f"s{at}"], row[f"d{at}"], row[f"n{at}"], row[f"w{at}"])
            for at, question in enumerate(wanted)
            if row[f"s{at}"] is not None
        }
    return found


async def list_registered(
    session: AsyncSession, municipality_id: int, academic_year: int, words: Mapping[str, str], codes: Sequence[str]
) -> dict[str, dict[str, int]]:
    """Return the denominators of these context elements by school and by the words of what they count.

    Where elements of the same words differ among each other, nothing is known.
    """
    if not words:
        return {}
    statement = select(ContextValue.school_code, ContextValue.element_code, ContextValue.denominator).where(
        ContextValue.municipality_id == municipality_id,
        ContextValue.academic_year == academic_year,
        ContextValue.element_code.in_(words),
        ContextValue.school_code.in_(codes),
    )
    found: dict[str, dict[str, set[int]]] = {}
    for school, element, denominator in await session.execute(statement):
        if denominator is not None:
            found.setdefault(school, {}).setdefault(words[element], set()).add(denominator)
    return {
        school: {counted: min(numbers) for counted, numbers in by_words.items() if len(numbers) == 1}
        for school, by_words in found.items()
    }
