"""Conditions in three-valued logic: null is unknown."""

from collections.abc import Callable

from sqlalchemy import ColumnElement, Subquery, and_, case, or_

from shared.rules.compiling.cells import compare, list_sums
from shared.rules.compiling.constants import integer, truth, word
from shared.rules.plan import CellHolds, CellState, Condition, CriterionHolds, RulePlan, SumTest


def compile_condition(condition: Condition, plan: RulePlan, stage: Subquery) -> ColumnElement[bool]:
    """Compile a condition over the columns of a stage; the result is true, false or null.

    SQL's own AND and OR are Kleene's; a quantifier counts what holds and what may still hold, and so decides as
    soon as no admissible value could change the outcome.
    """
    if isinstance(condition, CellHolds):
        return _cell_test(condition, plan, stage)
    if isinstance(condition, CriterionHolds):
        return stage.c[f"c{condition.criterion}"]
    if isinstance(condition, SumTest):
        return _compile_sum(condition, plan, stage)
    return compile_at_least(condition.needed, [compile_condition(item, plan, stage) for item in condition.items])


def compile_at_least(needed: int, items: list[ColumnElement[bool]]) -> ColumnElement[bool]:
    """Compile "at least `needed` of the items hold"; null while an unknown item could change that."""
    if len(items) == 1:
        return items[0]
    if needed == 1:
        return or_(*items)
    return and_(*items) if needed == len(items) else _compile_count(needed, items)


def _cell_test(condition: CellHolds, plan: RulePlan, stage: Subquery) -> ColumnElement[bool]:
    return stage.c[f"t{condition.cell}"] if plan.cells[condition.cell].held else truth(value=False)


def _compile_count(needed: int, items: list[ColumnElement[bool]]) -> ColumnElement[bool]:
    certain = _count(items, lambda item: item.is_(True))
    possible = _count(items, lambda item: item.is_not(False))
    return case(
        (certain >= integer(needed), truth(value=True)),
        (possible >= integer(needed), truth(value=None)),
        else_=truth(value=False),
    )


def _count(
    items: list[ColumnElement[bool]], holds: Callable[[ColumnElement[bool]], ColumnElement[bool]]
) -> ColumnElement[int]:
    ones: list[ColumnElement[int]] = [case((holds(item), integer(1)), else_=integer(0)) for item in items]
    total = ones[0]
    for one in ones[1:]:
        total = total + one
    return total


def _compile_sum(total: SumTest, plan: RulePlan, stage: Subquery) -> ColumnElement[bool]:
    """True if the known shares suffice; unknown if the missing ones, up to 100 % each, could make it true."""
    at = list_sums(plan).index(total)
    known, whole = stage.c[f"u{at}"], stage.c[f"v{at}"]
    missing = _count(
        [stage.c[f"s{cell}"] == word(CellState.missing) for cell in total.cells], lambda condition: condition
    )
    return case(
        (compare(total.test, known, whole), truth(value=True)),
        (missing == integer(0), truth(value=False)),
        (compare(total.test, known + missing * whole, whole), truth(value=None)),
        else_=truth(value=False),
    )
