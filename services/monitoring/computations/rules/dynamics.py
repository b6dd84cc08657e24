"""How a value moved and whether it reached its target: exact fractions, nothing rounded before it is compared."""

from dataclasses import dataclass
from fractions import Fraction
from typing import Literal, TypeAlias

from services.monitoring.computations.schemas import Change
from shared.indicators.computing import IndicatorValue
from shared.models import IndicatorTarget
from shared.rules.explanation import format_percent

Direction: TypeAlias = Literal["up", "down"] | None
Reached: TypeAlias = Literal["yes", "no", "unknown"]
_PERCENT = 100
_SPOKEN = {"yes": Fraction(1), "no": Fraction(0)}


@dataclass(frozen=True, slots=True)
class Movement:
    """What became of a value since the period before."""

    change: Change
    difference: str | None
    """Percentage points of a share, else the difference of counts; null where there is nothing to compare."""


def compare_values(now: IndicatorValue, before: IndicatorValue | None, direction: Direction) -> Movement:
    """Say how a value moved; without a direction the source does not say which way is better."""
    here, there = _measure(now), _measure(before) if before else None
    if here is None or there is None:
        return Movement("no_data", None)
    difference = _write(here - there, now)
    if here == there:
        return Movement("unchanged", difference)
    if direction is None:
        return Movement("changed", difference)
    return Movement("improved" if (here > there) == (direction == "up") else "worsened", difference)


def reaches_target(now: IndicatorValue, target: IndicatorTarget, direction: Direction) -> Reached:
    """Say whether a value is at least as good as its target; unknown without a value or a direction."""
    here, wanted = _measure(now), _measure_target(target)
    if here is None or wanted is None:
        return "unknown"
    if here == wanted:
        return "yes"
    if direction is None:
        return "no" if target.answer else "unknown"
    return "yes" if (here > wanted) == (direction == "up") else "no"


def _measure(value: IndicatorValue) -> Fraction | None:
    """Return a value as a number that can be compared: of 1 for a share, 1 and 0 for yes and no."""
    if value.item.kind == "answer" and value.level != "region":
        return _SPOKEN.get(value.answer or "")
    if value.numerator is None:
        return None
    if value.item.kind == "count":
        return Fraction(value.numerator)
    # Nobody in the denominator is no value, never 0 % (B41).
    return Fraction(value.numerator, value.denominator) if value.denominator else None


def _measure_target(target: IndicatorTarget) -> Fraction | None:
    if target.percent is not None:
        return Fraction(target.percent) / _PERCENT
    return Fraction(target.count) if target.count is not None else _SPOKEN.get(target.answer or "")


def _write(difference: Fraction, value: IndicatorValue) -> str | None:
    if value.item.kind == "count":
        return str(difference)
    if value.item.kind == "answer" and value.level != "region":
        return None
    size = abs(difference)
    points = format_percent(size.numerator, size.denominator)
    return f"-{points}" if difference < 0 and points != "0.00" else points
