"""Explains a value of a municipality: what every school of its set added to it."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.indicators.compiling.contributions import select_contributions
from shared.indicators.compiling.rolls import RollSource
from shared.indicators.compiling.sources import select_inputs
from shared.indicators.plan import IndicatorPlan, Item


@dataclass(frozen=True, slots=True)
class Contribution:
    """What one school added: a condition that holds adds 1 of 1, a missing number nothing."""

    municipality_id: int
    school_code: str
    numerator: int | None
    denominator: int | None
    is_missing: bool
    """The school has not answered; see the decision on what that means for counts of schools and of people."""


async def stream_contributions(
    session: AsyncSession,
    plan: IndicatorPlan,
    item: Item,
    rolls: RollSource,
    parameters: Mapping[str, object],
    municipality_ids: Sequence[int],
) -> AsyncIterator[Contribution]:
    """Yield the schools over which an item is summed; nothing of an item that is not, or where there is no list."""
    if item.numerator is None or item.level == "school":
        return
    at = plan.items.index(item)
    rows = select_contributions(plan, select_inputs(plan, rolls)).subquery("contributions")
    columns = [rows.c.municipality_id, rows.c.school_code, rows.c[f"add{at}"], rows.c[f"of{at}"], rows.c[f"gap{at}"]]
    statement = select(*columns).where(rows.c[f"in{at}"].is_(True)).order_by(rows.c.municipality_id, rows.c.school_code)
    given = {"municipality_ids": list(municipality_ids), "pack_code": plan.pack, "period": plan.period.text}
    async for row in await session.stream(statement, {**given, **parameters}):
        yield Contribution(*row)
