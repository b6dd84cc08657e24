"""Collects the cells, rolls and identification rules that the indicators of one plan look at, each once."""

from collections.abc import Iterable
from typing import TypeVar

from shared.indicators.definition import AskedElement, Level, Monitoring, list_set_elements
from shared.indicators.periods import MonitoredPeriod
from shared.indicators.plan import Cell, Roll, Source
from shared.reference.procedures import ProcedureCatalogue
from shared.rules.definition import Element, Rule
from shared.rules.errors import RuleFault
from shared.rules.plan import RulePlan
from shared.rules.resolving import resolve_rule
from shared.rules.suggesting import suggest

_Placed = TypeVar("_Placed")
EVERYBODY = "all"
"""The roll of all schools of a municipality (B55)."""


class Registry:
    """What expressions may name, and what they have named so far."""

    def __init__(
        self,
        monitoring: Monitoring,
        rules: Iterable[Rule],
        elements: Iterable[Element],
        catalogue: ProcedureCatalogue,
        period: MonitoredPeriod,
    ) -> None:
        self.monitoring = monitoring
        self.asked: dict[str, AskedElement] = {element.code: element for element in monitoring.list_elements()}
        self.asking_sets = {element.code: one.code for one in monitoring.sets for element in list_set_elements(one)}
        self.context = {element.code: element for element in elements}
        self.known_rules = {rule.code: rule for rule in rules}
        self.catalogue = catalogue
        self.academic_year = period.academic_year
        self.results_year = period.results_year
        self.cells: list[Cell] = []
        self.rolls: list[Roll] = []
        self.rules: list[RulePlan] = []

    def place_element(self, code: str, offset: int, kinds: tuple[str, ...], column: int = 0) -> int:
        """Place the cell of an element: one that monitoring asks, or a context element of identification."""
        asked, context = self.asked.get(code), self.context.get(code)
        element = asked or context
        if element is None:
            raise RuleFault(f"Нет элемента «{code}»{suggest(code, [*self.asked, *self.context])}.", column)
        if element.kind not in kinds:
            raise RuleFault(f"Элемент «{code}» другого вида: {element.kind}.", column)
        if asked is None:
            return self._place(Cell(Source.context, code, academic_year=self.academic_year + offset, kind=element.kind))
        if offset:
            raise RuleFault(f"«{code}» спрашивают за сам период: уберите year.", column)
        where = self.asking_sets[code]
        return self._place(Cell(Source.value, code, asked.level, 0, where, asked.kind, asked.support or ""))

    def place_result(self, code: str, offset: int, column: int = 0) -> int:
        """Place the cell of a procedure's results; year 0 is the latest that has any."""
        if self.catalogue.find_procedure(code) is None:
            raise RuleFault(f"Нет процедуры «{code}»{suggest(code, self.catalogue.procedures)}.", column)
        return self._place(Cell(Source.result, code, academic_year=self.results_year + offset))

    def place_roll(self, name: str, offset: int = 0, column: int = 0) -> int:
        """Place a set of schools of one year; `all` are all schools."""
        schools = self.monitoring.schools.get(name)
        if schools is None and name != EVERYBODY:
            raise RuleFault(f"Нет набора школ «{name}»{suggest(name, [EVERYBODY, *self.monitoring.schools])}.", column)
        roll = Roll(name, schools.categories if schools else (), self.academic_year + offset)
        return _place(self.rolls, roll)

    def place_criterion(self, rule_code: str, criterion: str, offset: int, column: int = 0) -> tuple[int, int]:
        """Place an identification rule of the pack for a list of one year; return it and the criterion by position."""
        rule = self.known_rules.get(rule_code)
        if rule is None:
            raise RuleFault(f"Нет правила «{rule_code}»{suggest(rule_code, self.known_rules)}.", column)
        codes = [one.code for one in rule.criteria]
        if criterion not in codes:
            raise RuleFault(f"Нет критерия «{criterion}»{suggest(criterion, codes)}.", column)
        return self._place_rule(rule, self.academic_year + offset), codes.index(criterion)

    def get_level(self, cell: int) -> Level:
        """Say whose cell it is."""
        return self.cells[cell].level

    def _place_rule(self, rule: Rule, year: int) -> int:
        for at, plan in enumerate(self.rules):
            if (plan.rule, plan.academic_year) == (rule.code, year):
                return at
        self.rules.append(resolve_rule(rule, {}, year, self.context.values(), self.catalogue))
        return len(self.rules) - 1

    def _place(self, cell: Cell) -> int:
        return _place(self.cells, cell)


def _place(known: list[_Placed], one: _Placed) -> int:
    if one not in known:
        known.append(one)
    return known.index(one)
