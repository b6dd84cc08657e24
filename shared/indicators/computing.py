"""Runs a compiled set of indicators inside the caller's transaction."""

from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, Row, case, text
from sqlalchemy.ext.asyncio import AsyncSession

from shared.indicators.compiling.rolls import RollSource
from shared.indicators.compiling.rows import TOTAL
from shared.indicators.compiling.statement import compile_indicators
from shared.indicators.plan import IndicatorPlan, Item

_SETTINGS = {
    # One wide row a school, sorted once: 40,000 schools fit.
    "work_mem": "64MB",
    # The statement is long and its rows are few: compiling it to machine code costs more than it saves.
    "jit": "off",
}
_BATCH = 1000  # rows held at a time; a region has a million


@dataclass(frozen=True, slots=True)
class IndicatorValue:
    """The value of one item for one object. A count stands in `numerator` alone."""

    item: Item
    level: str
    municipality_id: int | None
    code: str
    """Key of the school, ОКТМО or code of the region."""
    numerator: int | None
    denominator: int | None
    answer: str | None
    answered: bool
    """It is the object's own answer, not derived."""
    points: int | None
    in_maximum: bool
    flags: tuple[str, ...]
    reason: str | None
    missing_schools: int
    factors: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class PointsTotal:
    """The points of one object and the most it could have."""

    level: str
    municipality_id: int
    code: str
    points: int
    maximum: int
    flags: tuple[str, ...]


async def stream_values(
    session: AsyncSession,
    plan: IndicatorPlan,
    rolls: RollSource,
    parameters: Mapping[str, object],
    municipality_ids: Sequence[int],
) -> AsyncIterator[IndicatorValue | PointsTotal]:
    """Compute every item for every object of the municipalities and yield them; after an object's items its total.

    `parameters` are those of the rolls.
    """
    given = {"municipality_ids": list(municipality_ids), "pack_code": plan.pack, "period": plan.period.text}
    statement = compile_indicators(plan, rolls)
    found = statement.subquery("found")
    ordered = found.select().order_by(_rank(found.c.level), found.c.code, found.c.item == TOTAL, found.c.item)
    async with fit_for_computing(session):
        rows = await session.stream(ordered, {**given, **parameters}, execution_options={"yield_per": _BATCH})
        async for row in rows:
            yield _read(plan, row)


@asynccontextmanager
async def fit_for_computing(session: AsyncSession) -> AsyncIterator[None]:
    """Give the transaction what these statements need, until the block ends."""
    for name, value in _SETTINGS.items():
        await session.execute(text(f"SET LOCAL {name} = '{value}'"))
    yield
    for name in _SETTINGS:
        await session.execute(text(f"SET LOCAL {name} = DEFAULT"))


def _rank(level: ColumnElement[str]) -> ColumnElement[int]:
    return case({"region": 0, "municipality": 1}, value=level, else_=2)


def _read(plan: IndicatorPlan, row: Row[*tuple[Any, ...]]) -> IndicatorValue | PointsTotal:
    if row.item == TOTAL:
        return PointsTotal(row.level, row.municipality_id, row.code, row.points, row.denominator, tuple(row.flags))
    item = plan.items[row.item]
    return IndicatorValue(
        item=item,
        level=row.level,
        municipality_id=row.municipality_id,
        code=row.code,
        numerator=row.numerator,
        denominator=row.denominator,
        answer=row.answer,
        answered=row.answered or False,
        points=row.points,
        in_maximum=row.in_maximum or False,
        flags=tuple(dict.fromkeys(row.flags)),
        reason=row.reason,
        missing_schools=row.missing_schools,
        factors=tuple((factor.code, schools) for factor, schools in zip(item.factors, row.factors or (), strict=False)),
    )
