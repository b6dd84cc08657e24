"""Makes indicators definite: their text, the chosen options and the period become a plan."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import Protocol

from shared.indicators.deficits import Deficit
from shared.indicators.definition import Indicator, IndicatorSet, Monitoring, Points, SubValue
from shared.indicators.periods import MonitoredPeriod
from shared.indicators.plan import (
    Condition,
    Counted,
    FactorPlan,
    IndicatorPlan,
    Item,
    OnRoll,
    PointsPlan,
    Several,
)
from shared.indicators.reading import Reader
from shared.indicators.registry import EVERYBODY, Registry
from shared.reference.procedures import ProcedureCatalogue
from shared.rules.definition import Element, Option, Rule
from shared.rules.errors import RuleFault
from shared.rules.options import parse_options
from shared.rules.parsing import parse_expression


class MonitoredPack(Protocol):
    """What the indicators of a pack need of it."""

    @property
    def code(self) -> str: ...  # noqa: D102 - described by the pack
    @property
    def monitoring(self) -> Monitoring | None: ...  # noqa: D102
    @property
    def rules(self) -> tuple[Rule, ...]: ...  # noqa: D102
    @property
    def elements(self) -> tuple[Element, ...]: ...  # noqa: D102


@dataclass(frozen=True, slots=True)
class _Optioned:
    code: str
    options: Mapping[str, Option]


def parse_indicator_options(pack: MonitoredPack, options: Mapping[str, str]) -> dict[str, str]:
    """Return every option of a pack's indicators in canonical spelling; raise `OptionsRefused` for unknown ones."""
    assert pack.monitoring is not None, "callers ask only packs that have indicators"
    return parse_options(_Optioned(pack.code, pack.monitoring.options), options)


def list_sets(monitoring: Monitoring, period: MonitoredPeriod, set_code: str | None = None) -> tuple[IndicatorSet, ...]:
    """List the sets that are monitored in such periods; with a code that one alone."""
    return tuple(one for one in monitoring.sets if period.fits(one.period) and set_code in {None, one.code})


def resolve_indicators(
    pack: MonitoredPack,
    period: MonitoredPeriod,
    options: Mapping[str, str],
    catalogue: ProcedureCatalogue,
    set_code: str | None = None,
) -> IndicatorPlan:
    """Resolve the indicators of a pack that are monitored in this period, all of them or those of one set.

    Raises `OptionsRefused` for options; an expression that cannot be read raises `RuleFault`, which a checked pack
    never does. A pack without indicators for the period gives a plan without items.
    """
    assert pack.monitoring is not None, "callers ask only packs that have indicators"
    chosen = parse_indicator_options(pack, options)
    registry = Registry(pack.monitoring, pack.rules, pack.elements, catalogue, period)
    reader = Reader(registry, pack.monitoring.options, chosen)
    sets = list_sets(pack.monitoring, period, set_code)
    items = [item for one in sets for indicator in one.indicators for item in _resolve(indicator, reader)]
    deficits = [_resolve_deficit(deficit, reader) for one in sets for deficit in one.deficits]
    return IndicatorPlan(
        pack=pack.code,
        period=period,
        options=tuple(chosen.items()),
        cells=tuple(registry.cells),
        rolls=tuple(registry.rolls),
        rules=tuple(registry.rules),
        items=tuple(items),
        deficits=tuple(deficits),
    )


def _resolve_deficit(deficit: Deficit, reader: Reader) -> Item:
    try:
        over = reader.registry.place_roll(deficit.over)
        holds = reader.read_condition(parse_expression(deficit.expression))
    except RuleFault as fault:
        raise RuleFault(f"Дефицит «{deficit.code}»: {fault.detail}", fault.column) from fault
    rolls = _list_rolls(over, holds, None, reader)
    return Item(deficit.code, "municipality", "count", over=over, numerator=holds, rolls=rolls)


def _resolve(indicator: Indicator, reader: Reader) -> list[Item]:
    try:
        return [_resolve_item(indicator, reader), *(_resolve_part(indicator, part, reader) for part in indicator.parts)]
    except RuleFault as fault:
        raise RuleFault(f"Показатель «{indicator.code}»: {fault.detail}", fault.column) from fault


def _resolve_item(indicator: Indicator, reader: Reader) -> Item:
    own = reader.registry.place_element(indicator.code, 0, (indicator.kind,)) if indicator.asked else None
    numerator = reader.read_counted(indicator.numerator) if indicator.numerator else None
    denominator = reader.read_counted(indicator.denominator) if indicator.denominator else None
    over = reader.registry.place_roll(indicator.over) if indicator.over else None
    if indicator.level == "municipality" and numerator is not None and over is None:
        raise RuleFault("Сумме по школам нужно over: all или набор школ.")
    if own is None and numerator is None:
        raise RuleFault("Нужно asked: true или numerator.")
    return Item(
        code=indicator.code,
        level=indicator.level,
        kind=indicator.kind,
        own=own,
        over=over,
        numerator=numerator,
        denominator=denominator,
        applies=reader.read_condition(parse_expression(indicator.applies)) if indicator.applies else None,
        derived_flag=indicator.derived_flag,
        factors=tuple(
            FactorPlan(factor.code, reader.read_condition(parse_expression(factor.when)))
            for factor in indicator.factors
        ),
        points=_resolve_points(indicator.points, reader),
        rolls=_list_rolls(over, numerator, denominator, reader),
    )


def _resolve_part(indicator: Indicator, part: SubValue, reader: Reader) -> Item:
    kind = part.kind or indicator.kind
    own = reader.registry.place_element(part.own, 0, (kind,)) if part.own else None
    numerator = reader.read_counted(part.numerator) if part.numerator else None
    denominator = reader.read_counted(part.denominator) if part.denominator else None
    over = reader.registry.place_roll(indicator.over) if indicator.over and numerator is not None else None
    return Item(
        code=part.code,
        level=indicator.level,
        kind=kind,
        own=own,
        over=over,
        numerator=numerator,
        denominator=denominator,
        derived_flag=indicator.derived_flag,
        part_of=indicator.code,
        rolls=_list_rolls(over, numerator, denominator, reader),
    )


def _resolve_points(points: Points | None, reader: Reader) -> PointsPlan | None:
    if points is None or (points.scored is not None and not reader.is_on(points.scored)):
        return None
    if (points.answer is None) == (points.operator is None) or (points.operator is None) != (points.threshold is None):
        raise RuleFault("Балл даёт либо ответ (answer), либо сравнение (operator и threshold).")
    return PointsPlan(
        points.answer,
        points.operator,
        Fraction(points.threshold) if points.threshold else None,
        Fraction(points.gap_from) if points.gap_from else None,
    )


def _list_rolls(
    over: int | None, numerator: Counted | None, denominator: Counted | None, reader: Reader
) -> tuple[int, ...]:
    """List the rolls that a value cannot do without; inside `first_known` there is another way."""
    found = [] if over is None else [over]
    for counted in (numerator, denominator):
        found += _rolls_in(counted)
    named = [at for at in found if reader.registry.rolls[at].name != EVERYBODY]
    return tuple(dict.fromkeys(named))


def _rolls_in(counted: Counted | None) -> list[int]:
    if isinstance(counted, OnRoll):
        return [counted.roll]
    if isinstance(counted, Several):
        parts: tuple[Condition, ...] = counted.items
        return [at for part in parts for at in _rolls_in(part)]
    return []
