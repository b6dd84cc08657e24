"""The third stage: items of wide rows become rows of their own, each with value, points, flags and reason."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import (
    ARRAY,
    BigInteger,
    Boolean,
    ColumnElement,
    CompoundSelect,
    Integer,
    Text,
    case,
    cast,
    func,
    null,
    or_,
    select,
    union_all,
)
from sqlalchemy.dialects.postgresql import array
from sqlalchemy.types import TypeEngine

from shared.indicators.compiling.scoring import compile_points, list_point_flags
from shared.indicators.plan import Item
from shared.rules.compiling.constants import Column, Query, integer, truth, word

TOTAL = -1
"""The `item` of a total."""
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


def select_values(key: Sequence[Column], found: Sequence[tuple[int, Value]]) -> CompoundSelect[*tuple[Any, ...]]:
    """Select a row of every value under the key of its object; `item` is its position in the plan.

    A branch an item: Postgres prepares its expressions once, those of lateral VALUES anew for every row.
    """
    return union_all(*[select(*key, *_row(at, value)) for at, value in found])


def select_total(key: Sequence[Column], found: Sequence[tuple[int, Value]]) -> Query:
    """Select the points of every object and its maximum; incomplete where a row of its maximum has none yet."""
    total, maximum, incomplete = sum_points([value for _, value in found])
    columns = {"item": integer(TOTAL), "denominator": maximum, "points": total, "flags": incomplete_where(incomplete)}
    return select(*key, *fill(columns))


def sum_points(values: Sequence[Value]) -> tuple[Column, Column, Column]:
    """Return the points of all values, the most they could be, and whether some of them are missing."""
    scored = [score(value) for value in values if value.item.points is not None]
    total = _add([func.coalesce(points, integer(0)) for points, _ in scored])
    maximum = _add([case((in_maximum, integer(1)), else_=integer(0)) for _, in_maximum in scored])
    return total, maximum, or_(*[in_maximum & points.is_(None) for points, in_maximum in scored])


def fill(columns: Mapping[str, Column]) -> list[Column]:
    """Give a row all the columns of a value, null where it has none."""
    return [cast(columns.get(name, null()), kind).label(name) for name, kind in COLUMNS.items()]


def incomplete_where(condition: ColumnElement[bool]) -> Column:
    """Return the flags of a sum: `incomplete` or none."""
    return case((condition, array([word("incomplete")])), else_=cast(array([]), ARRAY(Text)))


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


def _row(at: int, value: Value) -> list[Column]:
    points, in_maximum = score(value)
    columns: dict[str, Column] = {
        "item": integer(at),
        "numerator": value.numerator,
        "denominator": value.denominator,
        "answer": value.answer,
        "answered": value.answered,
        "points": points,
        "in_maximum": in_maximum,
        "flags": func.array_remove(cast(array(raise_flags(value)), ARRAY(Text)), null()),
        "reason": tell_reason(value),
        "missing_schools": value.missing,
        "factors": array(value.factors),
    }
    return fill(columns)


def _add(numbers: Sequence[ColumnElement[int]]) -> ColumnElement[int]:
    total, *rest = numbers
    for number in rest:
        total = total + number
    return total
