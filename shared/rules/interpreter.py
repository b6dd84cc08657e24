"""Gives expressions their meaning: functions of the language become cells, tests and quantifiers."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from shared.rules.definition import Rule
from shared.rules.errors import RuleFault
from shared.rules.families import FamilyReader
from shared.rules.plan import AnswerTest, AtLeast, CellHolds, Condition, CriterionHolds, Operator, ShareTest, SumTest
from shared.rules.registry import CellRegistry
from shared.rules.scope import Scope, named_arguments, read_text, read_year
from shared.rules.suggesting import suggest
from shared.rules.syntax import Call, Comparison, Expression, Name

_OPERATORS = {">": Operator.more_than, ">=": Operator.at_least}
_ANSWERS = ("yes", "no")


class Interpreter:
    """Reads the expressions of one rule for one year and one choice of options."""

    def __init__(self, rule: Rule, options: Mapping[str, str], registry: CellRegistry) -> None:
        self.rule = rule
        self.scope = Scope(rule, options)
        self.registry = registry
        self.families = FamilyReader(rule, self.scope, registry)
        self.quantifiers: dict[str, Callable[[Call], Condition]] = {
            "any": self._read_any,
            "all": self._read_all,
            "at_least": self._read_at_least,
            "enough": self._read_enough,
            "repeated": self.families.read_repeated,
        }

    def read_condition(self, expression: Expression) -> Condition:
        """Read an expression that is true, false or unknown."""
        if isinstance(expression, Comparison):
            return self._read_comparison(expression)
        if isinstance(expression, Call) and expression.function in self.quantifiers:
            return self.quantifiers[expression.function](expression)
        if isinstance(expression, Call) and expression.function in self.rule.families:
            raise RuleFault(
                f"«{expression.function}» — несколько результатов: скажите сколько, например "
                f"at_least(2, {expression.function}(year=-1)).",
                expression.column,
            )
        if isinstance(expression, Call):
            known = [*self.quantifiers, *self.rule.families]
            hint = suggest(expression.function, known)
            raise RuleFault(f"Нет функции «{expression.function}»{hint}.", expression.column)
        raise RuleFault("Ожидалось условие: сравнение или функция.", expression.column)

    def read_items(self, arguments: tuple[Expression, ...]) -> tuple[Condition, ...]:
        """Read the conditions a quantifier ranges over; families and `criteria` stand for several."""
        items: list[Condition] = []
        for argument in arguments:
            if isinstance(argument, Call) and argument.function in self.rule.families:
                items.extend(self.families.read_family(argument))
            elif isinstance(argument, Name) and argument.identifier == "criteria":
                items.extend(CriterionHolds(position) for position in range(len(self.rule.criteria)))
            else:
                items.append(self.read_condition(argument))
        return tuple(items)

    def _read_any(self, call: Call) -> Condition:
        return AtLeast(1, self._some(call, call.arguments))

    def _read_all(self, call: Call) -> Condition:
        items = self._some(call, call.arguments)
        return AtLeast(len(items), items)

    def _read_at_least(self, call: Call) -> Condition:
        if len(call.arguments) < 2:  # noqa: PLR2004 - the number and one item
            raise RuleFault("at_least(сколько, условие, …): нужны число и условия.", call.column)
        needed = self.scope.read_number(call.arguments[0])
        items = self._some(call, call.arguments[1:])
        return self._counted(needed, items, call.column)

    def _read_enough(self, call: Call) -> Condition:
        if len(call.arguments) < 2:  # noqa: PLR2004 - the option and one item
            raise RuleFault("enough(параметр, условие, …): нужны параметр и условия.", call.column)
        choice = self.scope.read_choice(call.arguments[0])
        items = self._some(call, call.arguments[1:])
        return AtLeast(read_quantifier(choice, len(items), call.column), items)

    def _some(self, call: Call, arguments: tuple[Expression, ...]) -> tuple[Condition, ...]:
        named_arguments(call)
        items = self.read_items(arguments)
        if not items:
            raise RuleFault(f"В скобках у «{call.function}» нет условий.", call.column)
        return items

    def _counted(self, needed: Fraction, items: tuple[Condition, ...], column: int) -> AtLeast:
        if needed.denominator != 1 or not 1 <= needed <= len(items):
            raise RuleFault(f"Нужно целое число от 1 до {len(items)}: столько здесь условий.", column)
        return AtLeast(int(needed), items)

    def _read_comparison(self, comparison: Comparison) -> Condition:
        left = comparison.left
        readers: dict[str, Callable[[Comparison, Call], Condition]] = {
            "share": self._read_share,
            "result": self._read_result,
            "sum": self._read_sum,
            "value": self._read_value,
            "count": self._read_count,
        }
        if not isinstance(left, Call) or left.function not in readers:
            names = ", ".join(readers)
            raise RuleFault(f"Слева от знака стоит одна из функций: {names}.", comparison.column)
        return readers[left.function](comparison, left)

    def _read_share(self, comparison: Comparison, left: Call) -> Condition:
        code = read_text(left, 0, "элемент")
        return CellHolds(self.registry.place_element(code, read_year(left), self._test(comparison), left.column))

    def _read_result(self, comparison: Comparison, left: Call) -> Condition:
        code = read_text(left, 0, "процедура")
        position = self.registry.place_result(code, read_year(left), self._test(comparison), column=left.column)
        return CellHolds(position)

    def _read_sum(self, comparison: Comparison, left: Call) -> Condition:
        named_arguments(left)
        parts: list[int] = []
        for part in left.arguments:
            if not isinstance(part, Call) or part.function != "share":
                raise RuleFault("Складываются только доли: sum(share('…'), …).", left.column)
            parts.append(self.registry.place_element(read_text(part, 0, "элемент"), read_year(part), None, part.column))
        if not parts or len(set(parts)) != len(parts):
            raise RuleFault("В сумме нужны доли, каждая один раз.", left.column)
        total = SumTest(tuple(parts), self._test(comparison, most=100 * len(parts)))
        self.registry.place_sum(total)
        return total

    def _read_value(self, comparison: Comparison, left: Call) -> Condition:
        code = read_text(left, 0, "элемент")
        answer = getattr(comparison.right, "value", None)
        if comparison.comparator != "==" or answer not in _ANSWERS:
            raise RuleFault("Ответ сравнивается так: value('…') == 'no' или == 'yes'.", comparison.column)
        return CellHolds(self.registry.place_element(code, read_year(left), AnswerTest(str(answer)), left.column))

    def _read_count(self, comparison: Comparison, left: Call) -> Condition:
        if comparison.comparator != ">=":
            raise RuleFault("Количество сравнивается знаком >=: count(…) >= 2.", comparison.column)
        return self._counted(self.scope.read_number(comparison.right), self._some(left, left.arguments), left.column)

    def _test(self, comparison: Comparison, most: int = 100) -> ShareTest:
        operator = _OPERATORS.get(comparison.comparator)
        if operator is None:
            # A rule must only become truer as shares of trouble grow; see shared/rules/plan.py.
            raise RuleFault("Доля в правиле выявления сравнивается знаком > или >=.", comparison.column)
        threshold = self.scope.read_number(comparison.right)
        low_enough = threshold < most if operator is Operator.more_than else 0 < threshold <= most
        if threshold < 0 or not low_enough:
            raise RuleFault("С таким порогом условие выполнено всегда или никогда.", comparison.column)
        return ShareTest(operator, threshold)


def read_quantifier(choice: str, items: int, column: int | None = None) -> int:
    """Turn `any`, `all` or `at-least-2` into the number of items that must hold."""
    if choice in ("any", "all"):
        return 1 if choice == "any" else items
    word, _, number = choice.rpartition("-")
    if word != "at-least" or not number.isdigit() or not 1 <= int(number) <= items:
        raise RuleFault(f"«{choice}» не подходит: any, all или at-least-k, где k от 1 до {items}.", column)
    return int(number)
