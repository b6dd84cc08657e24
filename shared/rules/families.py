"""Families of procedures: `low(year=-1)` and `repeated(low, years=(-1, -2), same=same_procedure)`."""

from collections.abc import Sequence

from shared.rules.definition import Family, Rule
from shared.rules.errors import RuleFault
from shared.rules.parsing import parse_expression
from shared.rules.plan import AtLeast, CellHolds, Condition, Operator, ShareTest
from shared.rules.registry import CellRegistry
from shared.rules.scope import Scope, named_arguments, read_offset, read_year
from shared.rules.suggesting import suggest
from shared.rules.syntax import Call, Items, Name

Groups = tuple[tuple[int, ...], ...]
"""Positions of cells; the cells of one group count once."""


class FamilyReader:
    """Turns a family and a year into groups of cells."""

    def __init__(self, rule: Rule, scope: Scope, registry: CellRegistry) -> None:
        self.rule = rule
        self.scope = scope
        self.registry = registry

    def read_family(self, call: Call) -> tuple[Condition, ...]:
        """Read `family(year=-1)` as one condition a group."""
        if call.arguments:
            raise RuleFault(f"Пишите {call.function}(year=-1).", call.column)
        return tuple(_holds(group) for group in self.place_groups(call.function, read_year(call)))

    def place_groups(self, name: str, offset: int) -> Groups:
        """Place the family's cells of one year and return them by groups, both in the listed order."""
        family = self.rule.families[name]
        test = self._read_test(family)
        minimum = int(self.scope.read_number(Name(family.minimum))) if family.minimum else 0
        groups: dict[object, list[int]] = {}
        for code in family.procedures:
            procedure = self.registry.vocabulary.get_procedure(code)
            once = self.scope.is_on(family.once_per_subject)
            key: object = (procedure.kind, procedure.subject) if once else code
            groups.setdefault(key, []).append(self.registry.place_result(code, offset, test, minimum=minimum))
        return tuple(tuple(group) for group in groups.values())

    def read_repeated(self, call: Call) -> Condition:
        """Read "in each of these years": by any group, or by the same one."""
        name, offsets, same = self.read_repetition(call)
        years = [self.place_groups(name, offset) for offset in offsets]
        if same:
            by_group = zip(*years, strict=True)
            return AtLeast(1, tuple(_all([_holds(cells) for cells in group]) for group in by_group))
        return _all([_any(groups) for groups in years])

    def read_repetition(self, call: Call) -> tuple[str, tuple[int, ...], bool]:
        """Read the arguments of `repeated`: family, years and whether it must be the same procedure."""
        named = named_arguments(call, "years", "same")
        family = call.arguments[0] if len(call.arguments) == 1 else None
        years = named.get("years")
        if not isinstance(family, Name) or not isinstance(years, Items) or len(years.items) < 2:  # noqa: PLR2004 - to repeat takes two
            raise RuleFault("Пишите repeated(семейство, years=(-1, -2), same=параметр).", call.column)
        if family.identifier not in self.rule.families:
            hint = suggest(family.identifier, self.rule.families)
            raise RuleFault(f"Нет семейства «{family.identifier}»{hint}.", family.column)
        offsets = tuple(read_offset(item) for item in years.items)
        if len(set(offsets)) != len(offsets):
            raise RuleFault("Годы повторяются: назовите каждый один раз.", call.column)
        return family.identifier, offsets, "same" in named and self.scope.read_switch(named["same"])

    def _read_test(self, family: Family) -> ShareTest:
        call = parse_expression(family.when)
        if not isinstance(call, Call) or call.function != "meets" or len(call.arguments) != 2:  # noqa: PLR2004 - operator, threshold
            raise RuleFault("Пишите meets(сравнение, порог).", call.column)
        named_arguments(call)
        choice = self.scope.read_choice(call.arguments[0])
        if choice not in set(Operator):
            raise RuleFault("Сравнение — at-least или more-than.", call.column)
        threshold = self.scope.read_number(call.arguments[1])
        if not 0 <= threshold <= 100:  # noqa: PLR2004 - percent
            raise RuleFault("Порог — от 0 до 100 %.", call.column)
        return ShareTest(Operator(choice), threshold)


def _holds(group: Sequence[int]) -> Condition:
    return CellHolds(group[0]) if len(group) == 1 else AtLeast(1, tuple(CellHolds(cell) for cell in group))


def _any(groups: Groups) -> Condition:
    return AtLeast(1, tuple(_holds(group) for group in groups))


def _all(items: Sequence[Condition]) -> Condition:
    return AtLeast(len(items), tuple(items))
