"""Faults of indicators that no single field shows: everything named must exist, every expression must be readable."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from math import prod

from shared.indicators.definition import AskedElement, IndicatorSet, Monitoring, list_set_elements
from shared.indicators.periods import parse_period
from shared.indicators.plan import IndicatorPlan
from shared.indicators.resolving import MonitoredPack, resolve_indicators
from shared.reference.procedures import ProcedureCatalogue
from shared.rules.errors import RuleFault
from shared.rules.suggesting import suggest
from shared.support.derived import COUNTS_PERSONS

_YEAR = 2022  # any: what is read does not depend on it
_MOST_COMBINATIONS = 64  # of choices; the packs of the product have four
_SUPPORT_SHAPES = (
    "Школа даёт ответ или долю охваченных людей, муниципалитет — число школ, где такая мера есть: проверьте вид и "
    "уровень."
)
_MOST_COLUMNS = 1500  # Postgres lets a row have 1,664


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
    faults = [*_repeats(monitoring), *_option_faults(monitoring)]
    for at, one in enumerate(monitoring.sets):
        faults += _set_faults(f"/sets/{at}", one)
        faults += _deficit_faults(f"/sets/{at}/deficits", one, pack)
    # Sets of the same period are read together: a fault of one is met with each of them.
    return faults or list(dict.fromkeys(_unreadable(pack, monitoring, catalogue)))


def _repeats(monitoring: Monitoring) -> Iterator[IndicatorFault]:
    codes = [indicator.code for indicator in monitoring.indicators]
    elements = [element.code for element in monitoring.list_elements()]
    deficits = [deficit.code for one in monitoring.sets for deficit in one.deficits]
    for kind, listed in (("Показатель", codes), ("Элемент", elements), ("Дефицит", deficits)):
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
    for element in list_set_elements(one):
        if element.support is not None and not _fits_support(element):
            detail = f"«{element.code}»: из мер «{element.support}» такого не вывести. {_SUPPORT_SHAPES}"
            yield IndicatorFault(place, "unfit-support", detail)
    for at, evidence in enumerate(one.evidence):
        for code in evidence.indicators:
            if code not in codes:
                detail = f"Нет показателя «{code}»{suggest(code, codes)}."
                yield IndicatorFault(f"{place}/evidence/{at}/indicators", "unknown-indicator", detail)


def _fits_support(element: AskedElement) -> bool:
    counts_persons = element.support in COUNTS_PERSONS
    if element.level == "municipality":
        return element.kind == "count" and not counts_persons
    return element.kind == "answer" or (element.kind == "share" and counts_persons)


def _deficit_faults(place: str, one: IndicatorSet, pack: MonitoredPack) -> Iterator[IndicatorFault]:
    known = [f"{rule.code}/{criterion.code}" for rule in pack.rules for criterion in rule.criteria]
    for at, deficit in enumerate(one.deficits):
        if not (deficit.criterion or deficit.when):
            detail = f"Дефициту «{deficit.code}» нужно when или criterion: что должно быть верно."
            yield IndicatorFault(f"{place}/{at}", "deficit-without-condition", detail)
        elif deficit.criterion and deficit.criterion not in known:
            detail = f"Нет критерия «{deficit.criterion}»{suggest(deficit.criterion, known)}."
            yield IndicatorFault(f"{place}/{at}/criterion", "unknown-criterion", detail)


def _option_faults(monitoring: Monitoring) -> Iterator[IndicatorFault]:
    for name, option in monitoring.options.items():
        if option.kind != "choice" or option.default not in option.choices:
            detail = f"Параметру «{name}» нужны kind: choice и значение по умолчанию из его вариантов."
            yield IndicatorFault(f"/options/{name}", "option-default", detail)
    if prod(max(1, len(option.choices)) for option in monitoring.options.values()) > _MOST_COMBINATIONS:
        detail = f"Сочетаний вариантов больше {_MOST_COMBINATIONS}: оставьте меньше параметров."
        yield IndicatorFault("/options", "too-many-combinations", detail)


def _unreadable(pack: MonitoredPack, monitoring: Monitoring, catalogue: ProcedureCatalogue) -> Iterator[IndicatorFault]:
    """Resolve every set under every combination of choices, as far as one statement can compute them."""
    choices = [[(name, choice) for choice in option.choices] for name, option in monitoring.options.items()]
    for one in monitoring.sets:
        yearly = one.period.kind == "academic_year"
        text = f"{_YEAR}/{_YEAR + 1}" if yearly else f"{_YEAR}-{one.period.months[0]:02d}"
        for combination in product(*choices):
            try:
                plan = resolve_indicators(pack, parse_period(text), dict(combination), catalogue)
            except RuleFault as fault:
                yield IndicatorFault(_place_of(monitoring, fault), "indicator-fault", fault.detail)
                break
            if _count_columns(plan) > _MOST_COLUMNS:
                detail = "Показатели одного срока читают слишком много значений за раз: разделите их на программы."
                yield IndicatorFault("/sets", "too-large", detail)
                break


def _count_columns(plan: IndicatorPlan) -> int:
    """Count the columns of the widest row of the statement, generously."""
    factors = sum(len(item.factors) for item in plan.items)
    criteria = sum(len(rule.criteria) for rule in plan.rules)
    return 5 * len(plan.cells) + 6 * (len(plan.items) + len(plan.deficits)) + 2 * len(plan.rolls) + factors + criteria


def _place_of(monitoring: Monitoring, fault: RuleFault) -> str:
    for at, one in enumerate(monitoring.sets):
        for place, indicator in enumerate(one.indicators):
            if fault.detail.startswith(f"Показатель «{indicator.code}»:"):
                return f"/sets/{at}/indicators/{place}"
        for place, deficit in enumerate(one.deficits):
            if fault.detail.startswith(f"Дефицит «{deficit.code}»:"):
                return f"/sets/{at}/deficits/{place}"
    return "/sets"
