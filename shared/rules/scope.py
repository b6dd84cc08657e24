"""Words and arguments inside an expression: options, sourced values, numbers, years."""

from collections.abc import Mapping
from fractions import Fraction

from shared.rules.definition import Rule
from shared.rules.errors import RuleFault
from shared.rules.suggesting import suggest
from shared.rules.syntax import Call, Expression, Name, Number, Text

_FURTHEST = 9  # years a rule may look back


class Scope:
    """What the bare words of one rule mean under the chosen options."""

    def __init__(self, rule: Rule, options: Mapping[str, str]) -> None:
        self.rule = rule
        self.options = options

    def read_number(self, expression: Expression) -> Fraction:
        """Read a number: as printed, or by the name of a value or of an option."""
        if isinstance(expression, Number):
            return expression.value
        if not isinstance(expression, Name):
            raise RuleFault("Ожидалось число или название значения.", expression.column)
        word = expression.identifier
        if word in self.rule.values:
            return Fraction(self.rule.values[word].value)
        if word in self.rule.options and self.rule.options[word].kind != "choice":
            return Fraction(self.options[word])
        raise self._unknown(expression)

    def read_choice(self, expression: Expression) -> str:
        """Read a choice: a quoted word, or the name of an option with choices."""
        if isinstance(expression, Text):
            return expression.value
        if not isinstance(expression, Name):
            raise RuleFault("Ожидался параметр с вариантами.", expression.column)
        option = self.rule.options.get(expression.identifier)
        if option is None or option.kind != "choice":
            raise self._unknown(expression)
        return self.options[expression.identifier]

    def is_on(self, word: str | None) -> bool:
        """Say whether a yes/no option is on; no option is off."""
        return word is not None and self.read_switch(Name(word))

    def read_switch(self, expression: Expression) -> bool:
        """Read a yes/no choice."""
        choice = self.read_choice(expression)
        if choice not in ("yes", "no"):
            raise RuleFault("Здесь нужен параметр с вариантами no и yes.", expression.column)
        return choice == "yes"

    def _unknown(self, name: Name) -> RuleFault:
        known = [*self.rule.options, *self.rule.values]
        detail = f"Нет подходящего параметра или значения «{name.identifier}»{suggest(name.identifier, known)}."
        return RuleFault(detail, name.column)


def named_arguments(call: Call, *allowed: str) -> dict[str, Expression]:
    """Return the named arguments of a call; refuse names it does not have."""
    for name, value in call.named:
        if name not in allowed:
            raise RuleFault(f"У «{call.function}» нет аргумента «{name}»{suggest(name, allowed)}.", value.column)
    return dict(call.named)


def read_text(call: Call, position: int, what: str) -> str:
    """Read a quoted code that is the call's only unnamed argument."""
    if len(call.arguments) != position + 1:
        raise RuleFault(f"{call.function}('{what}'): нужен ровно один код в кавычках.", call.column)
    argument = call.arguments[position]
    if not isinstance(argument, Text):
        raise RuleFault(f"Код ({what}) пишется в кавычках.", argument.column)
    return argument.value


def read_year(call: Call) -> int:
    """Read `year=-1`: years from the run's year, 0 where it is not named."""
    named = named_arguments(call, "year")
    return read_offset(named["year"]) if "year" in named else 0


def read_offset(expression: Expression) -> int:
    """Read one year offset."""
    if not isinstance(expression, Number) or expression.value.denominator != 1:
        raise RuleFault("Год — целое число: 0 — год списка, -1 — предыдущий.", expression.column)
    if not -_FURTHEST <= expression.value <= 0:
        raise RuleFault(f"Год — от -{_FURTHEST} до 0.", expression.column)
    return int(expression.value)
