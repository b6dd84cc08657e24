"""Values in the contract's form, and their reasons and flags in words."""

from collections.abc import AsyncIterator, Iterable
from typing import Literal, NotRequired, TypeAlias, TypedDict

from shared.indicators.computing import IndicatorValue, PointsTotal
from shared.indicators.plan import OnRoll
from shared.rules.explanation import format_percent

REASONS = {
    "unanswered": "нет ответа",
    "no_list": "нет списка школ",
    "no_schools": "нет школ",
    "nobody": "знаменатель равен нулю",
    "not_applicable": "показатель к школе не относится",
}
"""Why there is no value, in words (B41)."""
FLAGS = {
    "incomplete": "неполные данные",
    "not_deduplicated": "работник нескольких школ сосчитан в каждой",
    "in_gap": "между напечатанными границами балла",
    "boundary": "ровно на границе балла",
    "list_missing": "нет списка одной из категорий",
}
"""Flags in words."""


Origin: TypeAlias = Literal["answered", "list", "derived"]
"""Where a value comes from."""


class FactorRead(TypedDict):
    """A factor and how many schools it was found at."""

    code: str
    schools: int


class PartRead(TypedDict):
    """A part of an indicator, shown beside it (B28)."""

    code: str
    numerator: int | None
    denominator: int | None
    percent: str | None


class ValueRead(TypedDict):
    """A value as other programs read it."""

    indicator: str
    level: str
    code: str
    numerator: int | None
    denominator: int | None
    percent: str | None
    value: str | int | None
    points: int | None
    flags: list[str]
    reason: str | None
    missing_schools: int
    factors: list[FactorRead]
    parts: NotRequired[list[PartRead]]


class TotalRead(TypedDict):
    """Points of an object and its maximum."""

    level: str
    code: str
    points: int
    maximum: int
    flags: list[str]


def render_value(value: IndicatorValue, printed_code: str | None = None) -> ValueRead:
    """Render a value; `printed_code` is the code as the sender printed it."""
    # Of a region's answers those that say yes are counted.
    is_share = value.item.kind == "share" or (value.item.kind == "answer" and value.level == "region")
    count = value.numerator if value.item.kind == "count" else None
    return {
        "indicator": value.item.code,
        "level": value.level,
        "code": printed_code or value.code,
        "numerator": value.numerator if is_share else None,
        "denominator": value.denominator if is_share else None,
        "percent": _percent(value) if is_share else None,
        "value": value.answer if value.item.kind == "answer" else count,
        "points": value.points,
        "flags": list(value.flags),
        "reason": REASONS[value.reason] if value.reason else None,
        "missing_schools": value.missing_schools,
        "factors": [{"code": code, "schools": schools} for code, schools in value.factors],
    }


def render_total(total: PointsTotal, printed_code: str | None = None) -> TotalRead:
    """Render a total."""
    return {
        "level": total.level,
        "code": printed_code or total.code,
        "points": total.points,
        "maximum": total.maximum,
        "flags": list(total.flags),
    }


async def render_values(
    values: AsyncIterator[IndicatorValue | PointsTotal],
) -> AsyncIterator[tuple[IndicatorValue, ValueRead] | PointsTotal]:
    """Render a stream of values, each indicator with its parts inside it."""
    pending: tuple[IndicatorValue, ValueRead] | None = None
    async for value in values:
        if isinstance(value, IndicatorValue) and value.item.part_of is not None:
            assert pending is not None, "a part follows its indicator"
            pending[1].setdefault("parts", []).append(_render_part(value))
            continue
        if pending is not None:
            yield pending
        pending = (value, render_value(value)) if isinstance(value, IndicatorValue) else None
        if isinstance(value, PointsTotal):
            yield value
    if pending is not None:
        yield pending


def render_object(values: Iterable[IndicatorValue]) -> list[tuple[IndicatorValue, ValueRead]]:
    """Render the values of one object, each indicator with its parts inside it."""
    found: list[tuple[IndicatorValue, ValueRead]] = []
    for value in values:
        if value.item.part_of is None:
            found.append((value, render_value(value)))
        else:
            found[-1][1].setdefault("parts", []).append(_render_part(value))
    return found


def tell_origin(value: IndicatorValue) -> Origin:
    """Say where a value comes from: answered by the object itself, read off lists, or derived from rows of schools."""
    if value.answered:
        return "answered"
    return "list" if isinstance(value.item.numerator, OnRoll) else "derived"


def _render_part(value: IndicatorValue) -> PartRead:
    return {
        "code": value.item.code,
        "numerator": value.numerator,
        "denominator": value.denominator,
        "percent": _percent(value),
    }


def _percent(value: IndicatorValue) -> str | None:
    if value.numerator is None or value.denominator is None:
        return None
    return format_percent(value.numerator, value.denominator)
