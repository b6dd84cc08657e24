"""Conditions and numbers of one school as SQL: null is unknown, fractions are compared multiplied out."""

from fractions import Fraction

from sqlalchemy import BigInteger, ColumnElement, Subquery, and_, case, cast, func

from shared.indicators.plan import (
    AnswerIs,
    Compared,
    Condition,
    CriterionIs,
    Denominator,
    FirstKnown,
    Known,
    Negated,
    Numerator,
    OnRoll,
    Pooled,
    Several,
    Side,
    Test,
)
from shared.rules.compiling.conditions import compile_at_least
from shared.rules.compiling.constants import integer, truth, word

_PERCENT = 100


def compile_condition(condition: Condition, row: Subquery) -> ColumnElement[bool]:
    """Compile a condition over the columns of a row; the result is true, false or null."""
    if isinstance(condition, FirstKnown | Several):
        items = [compile_condition(item, row) for item in condition.items]
        if isinstance(condition, FirstKnown):
            return func.coalesce(*items)
        return compile_at_least(condition.needed, items)
    if isinstance(condition, Known):
        return compile_condition(condition.condition, row).is_not(None)
    if isinstance(condition, Negated):
        return ~compile_condition(condition.condition, row)
    return _compile_test(condition, row)


def _compile_test(condition: Test, row: Subquery) -> ColumnElement[bool]:
    if isinstance(condition, AnswerIs):
        return row.c[f"a{condition.cell}"] == word(condition.answer)
    if isinstance(condition, OnRoll):
        return row.c[f"g{condition.roll}"] == truth(value=condition.inside)
    if isinstance(condition, CriterionIs):
        return row.c[f"r{condition.rule}c{condition.criterion}"] == truth(value=condition.met)
    return _compare(condition, row)


def compile_number(number: Numerator | Denominator, row: Subquery) -> ColumnElement[int]:
    """Compile a number of a cell; null where it is missing."""
    letter = "n" if isinstance(number, Numerator) else "d"
    return cast(row.c[f"{letter}{number.cell}"], BigInteger)


def _compare(condition: Compared, row: Subquery) -> ColumnElement[bool]:
    is_share = isinstance(condition.left, Pooled) or isinstance(condition.right, Pooled)
    left_top, left_bottom = _fraction(condition.left, row, is_share=is_share)
    right_top, right_bottom = _fraction(condition.right, row, is_share=is_share)
    # Nothing is divided: bottoms are positive, or null where there is nobody.
    left, right = left_top * right_bottom, right_top * left_bottom
    signs = {">": left > right, ">=": left >= right, "<": left < right, "<=": left <= right, "==": left == right}
    return signs[condition.comparator]


def _fraction(side: Side, row: Subquery, *, is_share: bool) -> tuple[ColumnElement[int], ColumnElement[int]]:
    if isinstance(side, Fraction):
        unit = _PERCENT if is_share else 1
        return integer(side.numerator), integer(side.denominator * unit)
    if isinstance(side, Pooled):
        counted = _counted(side, row)
        top = _total([_part(row, "n", cell, known) for cell, known in zip(side.cells, counted, strict=True)])
        bottom = _total([_part(row, "d", cell, known) for cell, known in zip(side.cells, counted, strict=True)])
        return top, func.nullif(bottom, integer(0))
    return compile_number(side, row), integer(1)


def _counted(side: Pooled, row: Subquery) -> list[ColumnElement[bool]]:
    partners = side.partners or side.cells
    return [
        and_(row.c[f"d{cell}"].is_not(None), row.c[f"d{partner}"] > integer(0))
        for cell, partner in zip(side.cells, partners, strict=True)
    ]


def _part(row: Subquery, letter: str, cell: int, known: ColumnElement[bool]) -> ColumnElement[int]:
    return case((known, cast(row.c[f"{letter}{cell}"], BigInteger)), else_=integer(0))


def _total(parts: list[ColumnElement[int]]) -> ColumnElement[int]:
    total = parts[0]
    for part in parts[1:]:
        total = total + part
    return total
