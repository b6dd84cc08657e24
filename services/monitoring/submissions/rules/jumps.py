"""Jumps against the period before: warnings that need a comment. Whole numbers only, nothing is rounded.

No programme prints when a change is to be asked about; these are defaults of the product, in this one place.
"""

from collections.abc import Iterator

from services.monitoring.submissions.schemas import Answer, Issue

_SHARE_POINTS = 20
"""A share that moved by more than so many percentage points is asked about."""
_COUNT_PERCENT = 50
"""A count that moved by more than so many percent of what it was is asked about."""
_PERCENT = 100


def find_jump(element: str, value: Answer, previous: Answer | None) -> Iterator[Issue]:
    """Warn of a value far from the last accepted one; nobody then or now says nothing."""
    if previous is None or value.numerator is None or previous.numerator is None:
        return
    if value.denominator is None or previous.denominator is None:
        if (value.denominator, previous.denominator) == (None, None):
            yield from _find_count_jump(element, value.numerator, previous.numerator, value.comment)
        return
    whole = value.denominator * previous.denominator
    moved = abs(value.numerator * previous.denominator - previous.numerator * value.denominator)
    if whole and moved * _PERCENT > _SHARE_POINTS * whole:
        detail = (
            f"Было {previous.numerator} из {previous.denominator}, стало {value.numerator} из {value.denominator}: "
            f"доля изменилась больше чем на {_SHARE_POINTS} процентных пунктов. Поясните, почему."
        )
        yield Issue(element, "numerator", "warning", "jump", detail, explained=value.comment is not None)


def _find_count_jump(element: str, number: int, before: int, comment: str | None) -> Iterator[Issue]:
    if abs(number - before) * _PERCENT > _COUNT_PERCENT * before:
        detail = f"Было {before}, стало {number}: изменилось больше чем на {_COUNT_PERCENT} %. Поясните, почему."
        yield Issue(element, "numerator", "warning", "jump", detail, explained=comment is not None)
