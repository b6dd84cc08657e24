"""Which schools moved an indicator, and which improved most."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from services.monitoring.computations.rules import Direction
from services.monitoring.reports.rules.facts import compare
from services.monitoring.reports.schemas import Change, Fact, Factor, Number, Practice
from shared.indicators.definition import IndicatorSet
from shared.indicators.surveying import Share, SurveyedSchool

_MOST_PRACTICES = 5
Schools = Mapping[str, SurveyedSchool]


@dataclass(slots=True)
class _Moves:
    """Schools by what became of their share in one indicator."""

    improved: list[str] = field(default_factory=list)
    worsened: list[str] = field(default_factory=list)


def find_factors(one: IndicatorSet, facts: Sequence[Fact], now: Schools, before: Schools) -> list[Factor]:
    """Return the indicators that moved against the period before, with the schools that moved them."""
    moves = _list_moves(one, now, before)
    factors = []
    for fact in facts:
        change = fact.comparisons[0].change if fact.comparisons else None
        moved = moves.get(fact.indicator, _Moves())
        if change in {"improved", "worsened"} and (moved.improved or moved.worsened):
            factors.append(
                Factor(
                    indicator=fact.indicator,
                    title=fact.title,
                    change=change,
                    improved=moved.improved,
                    worsened=moved.worsened,
                )
            )
    return factors


def find_practices(
    one: IndicatorSet, now: Schools, before: Schools, done: Mapping[str, Sequence[str]]
) -> list[Practice]:
    """Return the schools that improved in most indicators and worsened in none, by code; a reason to learn, no rank.

    `done` are the documents that confirm what was done there.
    """
    improved: dict[str, list[str]] = {}
    worsened: set[str] = set()
    for code, moved in _list_moves(one, now, before).items():
        worsened.update(moved.worsened)
        for school in moved.improved:
            improved.setdefault(school, []).append(code)
    steady = {school: found for school, found in improved.items() if school not in worsened}
    best = max(map(len, steady.values()), default=0)
    # Whoever improved less than half as much has less to show.
    telling = [school for school, found in steady.items() if 2 * len(found) >= best]
    most = sorted(telling, key=lambda school: (-len(steady[school]), school))[:_MOST_PRACTICES]
    return [
        Practice(school=school, indicators=steady[school], done=list(done.get(school, ()))) for school in sorted(most)
    ]


def _list_moves(one: IndicatorSet, now: Schools, before: Schools) -> dict[str, _Moves]:
    moves: dict[str, _Moves] = {}
    for indicator in one.indicators:
        moved = moves.setdefault(indicator.code, _Moves())
        for school in sorted(now.keys() & before.keys()):
            change = _find_change(now[school], before[school], indicator.code, indicator.direction)
            if change == "improved":
                moved.improved.append(school)
            elif change == "worsened":
                moved.worsened.append(school)
    return moves


def _find_change(after: SurveyedSchool, before: SurveyedSchool, code: str, direction: Direction) -> Change | None:
    shares = after.shares.get(code), before.shares.get(code)
    # Only who was in the set of schools both times, and answered both times, has moved.
    numbers = [_read(share) for share in shares]
    return compare(numbers[0], numbers[1], direction)


def _read(share: Share | None) -> Number | None:
    if share is None or share.is_missing or share.numerator is None or share.denominator == 0:
        return None
    return Number(numerator=share.numerator, denominator=share.denominator)
