"""Faults of indicators that no single field shows: everything named must exist, every expression must be readable."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product

from shared.indicators.definition import IndicatorSet, Monitoring
from shared.indicators.periods import parse_period
from shared.indicators.resolving import MonitoredPack, resolve_indicators
from shared.reference.procedures import ProcedureCatalogue
from shared.rules.errors import RuleFault
from shared.rules.suggesting import suggest

_YEAR = 2022  # any: what is read does not depend on it


@dataclass(frozen=True, slots=True)
class IndicatorFault:
    """One fault: its place in monitoring.yaml as a JSON Pointer, and what to do."""

    pointer: str
    code: str
    detail: str


def list_indicator_faults(pack: MonitoredPack, catalogue: ProcedureCatalogue) -> list[IndicatorFault]:
    """List the faults of a pack's monitoring.yaml."""
    monitoring = pack.monitoring
    if monitoring is None:
        return []
    faults = [*_repeats(monitoring)]
    for at, one in enumerate(monitoring.sets):
        faults += _set_faults(f"/sets/{at}", one)
    return faults or list(_unreadable(pack, monitoring, catalogue))


def _repeats(monitoring: Monitoring) -> Iterator[IndicatorFault]:
    codes = [indicator.code for indicator in monitoring.indicators]
    elements = [element.code for element in monitoring.list_elements()]
    for kind, listed in (("Показатель", codes), ("Элемент", elements)):
        for code in dict.fromkeys(code for at, code in enumerate(listed) if code in listed[:at]):
            yield IndicatorFault("/sets", "repeated-code", f"{kind} «{code}» назван дважды.")


def _set_faults(place: str, one: IndicatorSet) -> Iterator[IndicatorFault]:
    groups = [group.code for group in one.groups]
    codes = [indicator.code for indicator in one.indicators]
    if one.period.kind == "month" and not one.period.months:
        detail = "Полугодовому мониторингу нужны месяцы (months)."
        yield IndicatorFault(f"{place}/period", "months", detail)
    for at, indicator in enumerate(one.indicators):
        if indicator.group not in groups:
            hint = suggest(indicator.group, groups)
            yield IndicatorFault(
                f"{place}/indicators/{at}/group", "unknown-group", f"Нет раздела «{indicator.group}»{hint}."
            )
    for at, evidence in enumerate(one.evidence):
        for code in evidence.indicators:
            if code not in codes:
                detail = f"Нет показателя «{code}»{suggest(code, codes)}."
                yield IndicatorFault(f"{place}/evidence/{at}/indicators", "unknown-indicator", detail)


def _unreadable(pack: MonitoredPack, monitoring: Monitoring, catalogue: ProcedureCatalogue) -> Iterator[IndicatorFault]:
    """Resolve every set under every combination of choices."""
    choices = [[(name, choice) for choice in option.choices] for name, option in monitoring.options.items()]
    for at, one in enumerate(monitoring.sets):
        yearly = one.period.kind == "academic_year"
        text = f"{_YEAR}/{_YEAR + 1}" if yearly else f"{_YEAR}-{one.period.months[0]:02d}"
        for combination in product(*choices):
            try:
                resolve_indicators(pack, parse_period(text), dict(combination), catalogue)
            except RuleFault as fault:
                yield IndicatorFault(_place_of(at, one, fault), "indicator-fault", fault.detail)
                break


def _place_of(at: int, one: IndicatorSet, fault: RuleFault) -> str:
    codes: Sequence[str] = [indicator.code for indicator in one.indicators]
    named = next((place for place, code in enumerate(codes) if f"«{code}»:" in fault.detail), None)
    return f"/sets/{at}" if named is None else f"/sets/{at}/indicators/{named}"
