"""Statistical facts: values of now beside those of earlier periods and the territory's own targets."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from services.monitoring.computations.rules import Direction, reaches_target
from services.monitoring.reports.schemas import Change, Comparison, Fact, FactorCount, Number
from shared.indicators.computing import IndicatorValue
from shared.indicators.definition import Indicator, IndicatorSet
from shared.indicators.rendering import FLAGS, REASONS
from shared.models import IndicatorTarget
from shared.rules.explanation import format_percent

_BETTER = {"yes": 1, "no": 0}
_MET = {"yes": True, "no": False, "unknown": None}


@dataclass(frozen=True, slots=True)
class PeriodValues:
    """The values of one municipality for one period, by `name_value`."""

    period: str
    values: Mapping[str, IndicatorValue]


def name_value(value: IndicatorValue) -> str:
    """Return what tells the value of an indicator and of its parts apart."""
    return f"{value.item.part_of}/{value.item.code}" if value.item.part_of else value.item.code


def describe_facts(
    one: IndicatorSet, now: PeriodValues, earlier: Sequence[PeriodValues], targets: Mapping[str, IndicatorTarget]
) -> list[Fact]:
    """Describe the municipality's values of a set in pack order, parts after their indicator."""
    facts = []
    for indicator in one.indicators:
        titles = {indicator.code: indicator.title}
        titles |= {f"{indicator.code}/{part.code}": part.title for part in indicator.parts}
        for name, title in titles.items():
            if name in now.values:
                fact = _describe(indicator, title, name, now, earlier)
                facts.append(_aim(fact, now.values[name], targets.get(name), indicator.direction))
    return facts


def _aim(fact: Fact, value: IndicatorValue, target: IndicatorTarget | None, direction: Direction) -> Fact:
    if target is None:
        return fact
    told = f"{target.percent.normalize():f}" if target.percent is not None else str(target.count)
    met = _MET[reaches_target(value, target, direction)]
    return fact.model_copy(update={"target": target.answer or told, "target_met": met})


def compare(after: Number | None, before: Number | None, direction: Direction) -> Change | None:
    """Say which way a value went; None where nothing can be compared or no way is better."""
    if after is None or before is None or direction is None:
        return None
    sides = _weigh(after, before)
    if sides is None:
        return None
    now, then = sides
    if now == then:
        return "unchanged"
    return "improved" if (now > then) == (direction == "up") else "worsened"


def _weigh(after: Number, before: Number) -> tuple[int, int] | None:
    """Return two whole numbers that compare like the values; shares are multiplied out."""
    if after.answer in _BETTER and before.answer in _BETTER:
        return _BETTER[after.answer], _BETTER[before.answer]
    if after.numerator is None or before.numerator is None:
        return None
    if after.denominator and before.denominator:
        return after.numerator * before.denominator, before.numerator * after.denominator
    return after.numerator, before.numerator


def _describe(indicator: Indicator, title: str, name: str, now: PeriodValues, earlier: Sequence[PeriodValues]) -> Fact:
    value = now.values[name]
    number = read_number(value)
    comparisons = []
    for period in earlier:
        before = read_number(period.values[name]) if name in period.values else None
        # Where nobody had answered, nothing can have improved.
        if before is not None and not _is_silent(period.values[name]):
            change = compare(number, before, indicator.direction)
            comparisons.append(Comparison(period=period.period, value=before, change=change))
    factors = {factor.code: factor.title for factor in indicator.factors}
    return Fact(
        indicator=name,
        title=title,
        part_of=value.item.part_of,
        value=number,
        reason=REASONS[value.reason] if value.reason else None,
        notes=[FLAGS[flag] for flag in value.flags],
        missing_schools=value.missing_schools,
        comparisons=comparisons,
        target=None,
        target_met=None,
        factors=[FactorCount(title=factors[code], schools=schools) for code, schools in value.factors],
    )


def _is_silent(value: IndicatorValue) -> bool:
    return not value.numerator and value.missing_schools > 0 and value.missing_schools == value.denominator


def read_number(value: IndicatorValue) -> Number | None:
    """Return the value as it is told; None where there is none."""
    if value.reason is not None or (value.answer is None and value.numerator is None):
        return None
    percent = None
    if value.numerator is not None and value.denominator:
        percent = format_percent(value.numerator, value.denominator)
    return Number(numerator=value.numerator, denominator=value.denominator, percent=percent, answer=value.answer)
