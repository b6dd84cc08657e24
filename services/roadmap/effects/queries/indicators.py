"""Statements over the values of indicators that measures name, before the year in which these are done and after."""

from collections.abc import Collection, Sequence
from typing import Any

from sqlalchemy import (
    CTE,
    ColumnElement,
    FromClause,
    Integer,
    Numeric,
    Row,
    Select,
    Subquery,
    Text,
    and_,
    case,
    cast,
    column,
    func,
    literal,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import JSONB, distinct_on
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.effects.queries.effects import is_compared
from services.roadmap.effects.queries.moves import (
    YearFilters,
    avoid_nested_loops,
    narrow_territory,
    same_criterion,
    same_school,
    select_done,
    select_moves,
)
from services.roadmap.effects.rules import Slot
from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.models import Computation, ComputedValues, Municipality

_SHAPE = ("pack_code", "pack_version", "set_code", "period")


async def list_named_indicators(session: AsyncSession, principal: Principal, wanted: YearFilters) -> list[str]:
    """List the indicators that done measures name: `pack/indicator`."""
    done = select_done(principal, wanted)
    named = select(func.unnest(done.c.indicators).label("indicator")).distinct().subquery("named")
    return list(await session.scalars(select(named.c.indicator).order_by(named.c.indicator)))


async def list_computed_shapes(session: AsyncSession, packs: Collection[str]) -> Sequence[Row[*tuple[Any, ...]]]:
    """List what was computed of packs, each once however many territories: version, set, period, options."""
    columns = [getattr(Computation, name) for name in (*_SHAPE, "options")]
    statement = select(*columns).where(Computation.state == "finished", Computation.pack_code.in_(packs)).distinct()
    return (await session.execute(statement)).all()


async def count_indicators(
    session: AsyncSession, principal: Principal, wanted: YearFilters, slots: Sequence[Slot]
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Count schools by what became of an indicator, and add up its values, for both groups of every measure.

    Sums are over schools whose value is known before and after; shares are compared exactly, by cross-multiplication.
    """
    await avoid_nested_loops(session)
    moves, done = select_moves(principal, wanted), select_done(principal, wanted)
    cells = _select_cells(moves, done, wanted)
    values = _select_values(principal, wanted, slots)
    before, after = values.alias("value_before"), values.alias("value_after")
    left, right = before.c.numerator * after.c.of, after.c.numerator * before.c.of
    known = before.c.numerator.is_not(None) & after.c.numerator.is_not(None)
    sums = {
        "before_numerator": before.c.numerator,
        "before_denominator": before.c.denominator,
        "after_numerator": after.c.numerator,
        "after_denominator": after.c.denominator,
    }
    keys = (cells.c.criterion, cells.c.measure, cells.c.is_treated, cells.c.indicator)
    statement = (
        select(
            *keys,
            func.count().label("schools"),
            func.count().filter(known).label("known"),
            func.count().filter(known & (left < right)).label("rose"),
            func.count().filter(known & (left > right)).label("fell"),
            func.count().filter(known & (left == right)).label("same"),
            *[cast(func.sum(value).filter(known), Numeric(asdecimal=True)).label(name) for name, value in sums.items()],
        )
        .select_from(cells)
        .outerjoin(before, same_school(cells, before) & _is_side(cells, before, "before"))
        .outerjoin(after, same_school(cells, after) & _is_side(cells, after, "after"))
        .group_by(*keys)
    )
    return (await session.execute(statement)).all()


async def list_school_values(
    session: AsyncSession, principal: Principal, wanted: YearFilters, slots: Sequence[Slot], schools: Collection[str]
) -> Sequence[Row[*tuple[Any, ...]]]:
    """List the values of the schools of a page, by key and indicator."""
    values = _select_values(principal, wanted, slots)
    statement = select(values).where(values.c.school_code.in_(schools))
    return (await session.execute(statement.order_by(values.c.school_code, values.c.indicator))).all()


def _select_cells(moves: CTE, done: CTE, wanted: YearFilters) -> CTE:
    """Return which school's indicators count for which measure and criterion."""
    named = (
        select(done.c.criterion, done.c.measure, func.unnest(done.c.indicators).label("indicator"))
        .distinct()
        .cte("named_indicators")
    )
    treated = (
        select(
            done.c.criterion,
            done.c.measure,
            literal(value=True).label("is_treated"),
            done.c.municipality_id,
            done.c.school_code,
            named.c.indicator,
        )
        .distinct()
        .join_from(done, moves, same_criterion(done, moves))
        .join(named, (named.c.criterion == done.c.criterion) & (named.c.measure == done.c.measure))
    )
    compared = (
        select(
            moves.c.criterion,
            named.c.measure,
            literal(value=False),
            moves.c.municipality_id,
            moves.c.school_code,
            named.c.indicator,
        )
        .join_from(moves, named, named.c.criterion == moves.c.criterion)
        .where(is_compared(moves, done, wanted))
    )
    return union_all(treated, compared).cte("cells")


def _select_values(principal: Principal, wanted: YearFilters, slots: Sequence[Slot]) -> CTE:
    """Return the value of each school, indicator and side by the computation that finished last."""
    rows = _read_slots(slots)
    of_shape = and_(
        *[getattr(Computation, name).is_not_distinct_from(rows.c[name]) for name in _SHAPE],
        Computation.options == rows.c.options,
        Computation.state == "finished",
    )
    numerator, denominator = _read_numbers(rows)
    keys = (ComputedValues.municipality_id, ComputedValues.object_code, rows.c.indicator, rows.c.side)
    statement: Select[*tuple[Any, ...]] = (
        select(
            ComputedValues.municipality_id,
            ComputedValues.object_code.label("school_code"),
            rows.c.indicator,
            rows.c.side,
            rows.c.period,
            numerator.label("numerator"),
            denominator.label("denominator"),
            func.coalesce(denominator, 1).label("of"),
        )
        .ext(distinct_on(*keys))
        .select_from(rows)
        .join(Computation, of_shape)
        .join(ComputedValues, (ComputedValues.computation_id == Computation.id) & (ComputedValues.level == "school"))
        .join(Municipality, Municipality.id == ComputedValues.municipality_id)
        .where(
            visible_to(principal, ComputedValues.municipality_id, ComputedValues.object_code), *narrow_territory(wanted)
        )
        .order_by(*keys, Computation.finished_at.desc(), Computation.id)
    )
    return statement.cte("indicator_values")


def _read_numbers(rows: Subquery) -> tuple[ColumnElement[Any], ColumnElement[Any]]:
    """Return numerator and denominator at the place of a slot: the school's value, or what it adds to a sum."""
    of, place = ComputedValues, rows.c.place
    is_own = rows.c.is_own == literal("true", Text)
    letter = func.substr(of.answers, place, 1)
    spoken = case((letter == literal("y", Text), 1), (letter == literal("n", Text), 0))
    numerator = case(
        (is_own, func.coalesce(of.numerators[place], spoken)), (of.counted[place], of.added_numerators[place])
    )
    denominator = case((is_own, of.denominators[place]), (of.counted[place], of.added_denominators[place]))
    # Nobody in the denominator is no value, never 0 % (B41).
    above, below = (case((denominator == 0, None), else_=value) for value in (numerator, denominator))
    return cast(above, Numeric), cast(below, Numeric)


def _read_slots(slots: Sequence[Slot]) -> Subquery:
    fields: list[Any] = [column(name, Text) for name in (*_SHAPE, "indicator", "side", "is_own")]
    fields += [column("options", JSONB), column("place", Integer)]
    written = [slot.as_row() for slot in slots]
    rows = func.jsonb_to_recordset(cast(written, JSONB)).table_valued(*fields)
    return select(rows.render_derived(name="slot", with_types=True)).subquery("slots")


def _is_side(cells: CTE, values: FromClause, side: str) -> ColumnElement[bool]:
    return (values.c.indicator == cells.c.indicator) & (values.c.side == literal(side, Text))
