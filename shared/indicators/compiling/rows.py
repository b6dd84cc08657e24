"""The third stage: items of wide rows become rows of their own, each with value, points, flags and reason."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    ColumnElement,
    Integer,
    Text,
    Values,
    case,
    cast,
    column,
    func,
    null,
    values,
)
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.types import TypeEngine

from shared.indicators.compiling.scoring import compile_points, list_point_flags
from shared.indicators.plan import Item
from shared.rules.compiling.constants import Column, integer, truth, word

COLUMNS: dict[str, TypeEngine[Any]] = {
    "item": Integer(),
    "numerator": BigInteger(),
    "denominator": BigInteger(),
    "answer": Text(),
    "answered": Boolean(),
    "points": Integer(),
    "in_maximum": Boolean(),
    "flags": ARRAY(Text()),
    "reason": Text(),
    "missing_schools": BigInteger(),
    "factors": ARRAY(BigInteger()),
}
"""What a value consists of; `numerator` alone is a count."""


@dataclass(slots=True)
class Value:
    """The expressions of one item's value over a wide row."""

    item: Item
    numerator: Column = field(default_factory=lambda: cast(null(), BigInteger))
    denominator: Column = field(default_factory=lambda: cast(null(), BigInteger))
    answer: Column = field(default_factory=lambda: cast(null(), Text))
    answered: Column = field(default_factory=lambda: truth(value=False))
    """Whether it is the object's own answer."""
    applies: Column = field(default_factory=lambda: truth(value=True))
    reasons: list[tuple[ColumnElement[bool], str]] = field(default_factory=list)
    """Why there is no value, the first that holds."""
    flags: list[tuple[str, ColumnElement[bool]]] = field(default_factory=list)
    missing: Column = field(default_factory=lambda: integer(0))
    factors: list[Column] = field(default_factory=list)


def unpivot(found: Sequence[tuple[int, Value]]) -> Values:
    """Make a row of every value; `item` is its position in the plan."""
    rows = [_row(at, value) for at, value in found]
    return values(*[column(name, kind) for name, kind in COLUMNS.items()], name="unpivoted").data(rows).lateral("found")


def score(value: Value) -> tuple[Column, Column]:
    """Return the points of a value and whether it stands in the maximum; unscored values have neither."""
    if value.item.points is None:
        return null(), truth(value=False)
    share = (value.numerator, value.denominator)
    return compile_points(value.item.points, value.answer, share, value.applies)


def raise_flags(value: Value) -> list[Column]:
    """Return the words of its flags, null where one is not raised."""
    flags = list(value.flags)
    if value.item.points is not None:
        flags += list_point_flags(value.item.points, (value.numerator, value.denominator))
    return [case((raised, word(flag)), else_=null()) for flag, raised in flags]


def tell_reason(value: Value) -> Column:
    """Return why there is no value."""
    if not value.reasons:
        return null()
    return case(*[(holds, word(code)) for holds, code in value.reasons], else_=null())


def _row(at: int, value: Value) -> tuple[Column, ...]:
    points, in_maximum = score(value)
    cells: tuple[Column, ...] = (
        integer(at),
        value.numerator,
        value.denominator,
        value.answer,
        value.answered,
        points,
        in_maximum,
        func.array_remove(cast(array(raise_flags(value)), ARRAY(Text)), null()),
        tell_reason(value),
        value.missing,
        array(value.factors),
    )
    return tuple(cast(cell, kind) for cell, kind in zip(cells, COLUMNS.values(), strict=True))
