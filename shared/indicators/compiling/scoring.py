"""Points of an item (1б, 0б), whether it stands in the maximum, and the flags that come with points."""

from fractions import Fraction

from sqlalchemy import ColumnElement, case

from shared.indicators.plan import PointsPlan
from shared.rules.compiling.constants import integer, truth, word

_PERCENT = 100

Share = tuple[ColumnElement[int], ColumnElement[int]]


def compile_points(
    points: PointsPlan, answer: ColumnElement[str], share: Share, applies: ColumnElement[bool]
) -> tuple[ColumnElement[int | None], ColumnElement[bool]]:
    """Return the points, null without a value, and whether the item stands in the maximum.

    It leaves the maximum where it does not apply and where the denominator is 0 (B40, B41); unanswered it stays.
    """
    if points.answer is not None:
        leaves = applies.is_(False) | (answer == word("not_applicable"))
        scores = answer == word(points.answer)
    else:
        leaves = applies.is_(False) | (share[1] == integer(0))
        scores = _passes(points, share)
    unknown = applies.is_(None) | leaves | scores.is_(None)
    earned = case((unknown.is_(True), None), (scores, integer(1)), else_=integer(0))
    return earned, case((leaves, truth(value=False)), else_=truth(value=True))


def list_point_flags(points: PointsPlan, share: Share) -> list[tuple[str, ColumnElement[bool]]]:
    """List `in_gap` (B33) and `boundary` (B34): the places where the printed conditions say nothing."""
    if points.threshold is None:
        return []
    somebody = share[1] > integer(0)
    if points.gap_from is not None:
        above = _compare(share, points.gap_from, ">=")
        return [("in_gap", somebody & above & _compare(share, points.threshold, "<"))]
    if points.operator == "more-than":
        return [("boundary", somebody & _compare(share, points.threshold, "=="))]
    return []


def _passes(points: PointsPlan, share: Share) -> ColumnElement[bool]:
    assert points.threshold is not None, "a comparison has a threshold"
    return _compare(share, points.threshold, ">=" if points.operator == "at-least" else ">")


def _compare(share: Share, percent: Fraction, sign: str) -> ColumnElement[bool]:
    """Hold a share against a percent, multiplied out: nothing is divided or rounded."""
    left = integer(_PERCENT * percent.denominator) * share[0]
    right = integer(percent.numerator) * share[1]
    return {">": left > right, ">=": left >= right, "<": left < right, "==": left == right}[sign]
