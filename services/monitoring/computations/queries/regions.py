"""Regions, rolled up from the stored values of their municipalities: Σ numerators over Σ denominators."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import (
    BigInteger,
    ColumnElement,
    Integer,
    Row,
    Select,
    Text,
    any_,
    column,
    func,
    literal,
    null,
    or_,
    select,
    true,
)
from sqlalchemy.ext.asyncio import AsyncSession

from shared.access.principals import Principal
from shared.access.visibility import territory_visible_to
from shared.models import ComputedValues, Municipality, Region

_UNPACKED = {
    "numerator": (ComputedValues.numerators, BigInteger),
    "denominator": (ComputedValues.denominators, BigInteger),
    # Without a separator a text falls apart into its letters.
    "answer": (func.string_to_array(ComputedValues.answers, null()), Text),
    "flags": (ComputedValues.flags, Text),
    "reason": (ComputedValues.reasons, Text),
    "missing_schools": (ComputedValues.missing_schools, Integer),
}


async def sum_up_factors(session: AsyncSession, principal: Principal, computation_id: UUID) -> dict[str, list[int]]:
    """Return the schools of every factor in the order of the items, by region."""
    found = (
        func.unnest(ComputedValues.factors)
        .table_valued(column("schools", Integer), with_ordinality="place")
        .render_derived("found")
        .lateral()
    )
    summed = func.sum(found.c.schools).label("schools")
    statement = _of_regions(select(Region.code, found.c.place, summed), principal, computation_id).join(found, true())
    statement = statement.group_by(Region.code, found.c.place).order_by(Region.code, found.c.place)
    factors: dict[str, list[int]] = {}
    for row in await session.execute(statement):
        factors.setdefault(row.code, []).append(int(row.schools))
    return factors


async def sum_up_regions(
    session: AsyncSession, principal: Principal, computation_id: UUID
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return the sums of every region the principal sees whole, by code and in the order of the items.

    `place` is that of the item, from 1; `said_yes` of how many `municipalities`; sums are null where none has a value.
    """
    found = (
        func.unnest(*[array for array, _ in _UNPACKED.values()])
        .table_valued(*[column(name, kind) for name, (_, kind) in _UNPACKED.items()], with_ordinality="place")
        .render_derived("found")
        .lateral()
    )
    sums = select(
        Region.code,
        Region.name,
        found.c.place,
        func.sum(found.c.numerator).label("numerator"),
        func.sum(found.c.denominator).label("denominator"),
        func.count().filter(found.c.answer == "y").label("said_yes"),
        func.count().label("municipalities"),
        func.bool_or(_is_incomplete(found.c.flags, found.c.reason)).label("incomplete"),
        func.sum(found.c.missing_schools).label("missing_schools"),
    )
    statement = _of_regions(sums, principal, computation_id).join(found, true())
    statement = statement.group_by(Region.code, Region.name, found.c.place).order_by(Region.code, found.c.place)
    return (await session.execute(statement)).all()


def _of_regions(
    columns: Select[*tuple[Any, ...]], principal: Principal, computation_id: UUID
) -> Select[*tuple[Any, ...]]:
    """Read the values of municipalities of the regions that the principal sees whole."""
    return (
        columns.select_from(ComputedValues)
        .join(Municipality, Municipality.id == ComputedValues.municipality_id)
        .join(Region, Region.code == Municipality.region_code)
        .where(ComputedValues.computation_id == computation_id, ComputedValues.level == "municipality")
        .where(territory_visible_to(principal, literal("region"), Region.code))
    )


def _is_incomplete(flags: ColumnElement[str], reason: ColumnElement[str]) -> ColumnElement[bool]:
    """Say whether a municipality has no value, or one of which something is missing; never null."""
    words = func.string_to_array(func.coalesce(flags, ""), " ")
    return or_(func.coalesce(reason, "").in_(["no_list", "unanswered"]), literal("incomplete") == any_(words))
