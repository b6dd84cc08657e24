"""Surveys schools: what each adds to every sum of a plan and which deficits it has, in one statement."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import Subquery, select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.indicators.compiling.contributions import select_contributions
from shared.indicators.plan import IndicatorPlan, Item


@dataclass(frozen=True, slots=True)
class Share:
    """What one school adds to one sum; see `Contribution` on what is missing."""

    numerator: int | None
    denominator: int | None
    is_missing: bool


@dataclass(frozen=True, slots=True)
class SurveyedSchool:
    """One school, by code of the item: only items in whose set of schools it is."""

    municipality_id: int
    school_code: str
    shares: Mapping[str, Share]
    deficits: tuple[str, ...]
    """Codes of those it certainly has."""
    undecided: tuple[str, ...]
    """Codes of those that what is missing leaves open."""


async def stream_surveyed_schools(
    session: AsyncSession,
    plan: IndicatorPlan,
    inputs: Subquery,
    parameters: Mapping[str, object],
    municipality_ids: Sequence[int],
) -> AsyncIterator[SurveyedSchool]:
    """Yield the schools of the municipalities by code; `inputs` are the live ones or those a computation has kept."""
    whole = replace(plan, items=plan.items + plan.deficits)
    rows = select_contributions(whole, inputs).subquery("contributions")
    summed = [(at, item) for at, item in enumerate(whole.items) if item.level == "municipality" and item.numerator]
    names = [f"{name}{at}" for at, _ in summed for name in ("in", "add", "of", "gap")]
    columns = [rows.c.municipality_id, rows.c.school_code, *[rows.c[name] for name in names]]
    statement = select(*columns).order_by(rows.c.municipality_id, rows.c.school_code)
    given = {"municipality_ids": list(municipality_ids), "pack_code": plan.pack, "period": plan.period.text}
    deficits = {item.code for item in plan.deficits}
    async for row in await session.stream(statement, {**given, **parameters}):
        yield _read(tuple(row), [item for _, item in summed], deficits)


def _read(row: tuple[Any, ...], items: Sequence[Item], deficits: set[str]) -> SurveyedSchool:
    shares: dict[str, Share] = {}
    for at, item in enumerate(items):
        inside, add, of, gap = row[2 + 4 * at : 6 + 4 * at]
        if inside:
            code = f"{item.part_of}/{item.code}" if item.part_of else item.code
            shares[code] = Share(add, of, gap)
    found = tuple(code for code, share in shares.items() if code in deficits and share.numerator)
    undecided = tuple(code for code, share in shares.items() if code in deficits and share.is_missing)
    told = {code: share for code, share in shares.items() if code not in deficits}
    return SurveyedSchool(row[0], row[1], told, found, undecided)
