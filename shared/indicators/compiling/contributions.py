"""The second stage: what every school adds to every sum, and which of it is missing."""

from sqlalchemy import BigInteger, ColumnElement, FromClause, Subquery, case, cast, null, select

from shared.indicators.compiling.conditions import compile_condition, compile_number
from shared.indicators.plan import Counted, Denominator, IndicatorPlan, Item, Numerator
from shared.rules.compiling.constants import Column, Query, integer, truth


def select_contributions(plan: IndicatorPlan, inputs: Subquery) -> Query:
    """Add to the inputs, per item i: in{i}, add{i}, of{i}, gap{i}, holds{i}, applies{i} and f{i}_{k} per factor.

    in{i}: the school is in the set over which item i is summed (null: no list). add{i} and of{i}: what it adds to
    numerator and denominator. gap{i}: its answer is missing. holds{i}: the condition, where the item has one.
    """
    columns: list[Column] = list(inputs.c)
    for at, item in enumerate(plan.items):
        if item.applies is not None:
            columns.append(compile_condition(item.applies, inputs).label(f"applies{at}"))
        if item.numerator is not None:
            columns += _contribution(plan, at, item, inputs)
    return select(*columns)


def is_number(counted: Counted | None) -> bool:
    """Say whether a school adds a number of its own and not one for a condition that holds."""
    return isinstance(counted, Numerator | Denominator)


def is_unlisted(item: Item, row: FromClause) -> ColumnElement[bool]:
    """Say whether a list that the item cannot do without is not there."""
    unknown: ColumnElement[bool] = truth(value=False)
    for roll in item.rolls:
        unknown = unknown | row.c[f"g{roll}"].is_(None)
    return unknown


def _contribution(plan: IndicatorPlan, at: int, item: Item, inputs: Subquery) -> list[Column]:
    assert item.numerator is not None, "only items with a numerator contribute"
    columns: list[Column] = [_membership(plan, item, inputs).label(f"in{at}")]
    for position, factor in enumerate(item.factors):
        columns.append(compile_condition(factor.when, inputs).label(f"f{at}_{position}"))
    if isinstance(item.numerator, Numerator | Denominator):
        return columns + _numbers(at, item, item.numerator, inputs)
    holds = compile_condition(item.numerator, inputs)
    counted = integer(1)
    if item.denominator is not None and not isinstance(item.denominator, Numerator | Denominator):
        counted = _one_where(compile_condition(item.denominator, inputs))
    adds = _one_where(holds) * counted
    named: dict[str, Column] = {"holds": holds, "add": adds, "of": counted, "gap": holds.is_(None)}
    return columns + [column.label(f"{name}{at}") for name, column in named.items()]


def _numbers(at: int, item: Item, numerator: Numerator | Denominator, inputs: Subquery) -> list[Column]:
    """Add the school's own numbers; where either is missing, neither counts."""
    add = compile_number(numerator, inputs)
    gap: ColumnElement[bool] = add.is_(None)
    of: ColumnElement[int] = cast(null(), BigInteger)
    if isinstance(item.denominator, Numerator | Denominator):
        of = compile_number(item.denominator, inputs)
        gap = gap | of.is_(None)
    kept: dict[str, Column] = {"add": case((gap, null()), else_=add), "of": case((gap, null()), else_=of), "gap": gap}
    return [column.label(f"{name}{at}") for name, column in kept.items()]


def _membership(plan: IndicatorPlan, item: Item, inputs: Subquery) -> ColumnElement[bool]:
    if item.over is None or not plan.rolls[item.over].categories:
        return truth(value=True)
    return inputs.c[f"g{item.over}"]


def _one_where(condition: ColumnElement[bool]) -> ColumnElement[int]:
    return case((condition, integer(1)), else_=integer(0))
