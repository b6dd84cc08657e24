"""Gives the expressions of indicators their meaning: the language of the rules, with sets of schools and results."""

from collections.abc import Callable, Mapping
from fractions import Fraction

from shared.indicators.plan import (
    AnswerIs,
    Compared,
    Condition,
    Counted,
    CriterionIs,
    Denominator,
    FirstKnown,
    Known,
    Negated,
    Numerator,
    OnRoll,
    Pooled,
    Several,
    Side,
)
from shared.indicators.registry import Registry
from shared.rules.definition import Option
from shared.rules.errors import RuleFault
from shared.rules.parsing import parse_expression
from shared.rules.scope import named_arguments, read_offset, read_text, read_year
from shared.rules.suggesting import suggest
from shared.rules.syntax import Call, Comparison, Expression, Items, Name, Number, Text

_NUMBERS = ("share", "count")
_TWO = 2


class Reader:
    """Reads the expressions of one set of indicators under the chosen options."""

    def __init__(self, registry: Registry, options: Mapping[str, Option], chosen: Mapping[str, str]) -> None:
        self.registry = registry
        self.options = options
        self.chosen = chosen
        self.conditions: dict[str, Callable[[Call], Condition]] = {
            "any": lambda call: Several(1, self._items(call)),
            "all": self._read_all,
            "at_least": self._read_at_least,
            "first_known": lambda call: FirstKnown(self._items(call)),
            "known": lambda call: Known(self._items(call)[0]),
            "none": lambda call: Negated(Several(1, self._items(call))),
            "improved": self._read_improved,
        }
        self.sides: dict[str, Callable[[Call], Side]] = {
            "share": self._read_share,
            "result": self._read_result,
            "numerator": lambda call: Numerator(self._element(call, _NUMBERS)),
            "denominator": lambda call: Denominator(self._element(call, ("share",))),
        }

    def read_counted(self, text: str) -> Counted:
        """Read what a school adds to a sum: a number of its own, or a condition that counts as one."""
        expression = parse_expression(text)
        if isinstance(expression, Call) and expression.function in ("numerator", "denominator"):
            side = self.sides[expression.function](expression)
            assert isinstance(side, Numerator | Denominator), "these two functions return nothing else"
            return side
        return self.read_condition(expression)

    def read_condition(self, expression: Expression) -> Condition:
        """Read an expression that is true, false or unknown."""
        if isinstance(expression, Comparison):
            return self._read_comparison(expression)
        if isinstance(expression, Call) and expression.function in self.conditions:
            return self.conditions[expression.function](expression)
        if isinstance(expression, Call):
            known = [*self.conditions, *self.sides, "value", "member", "criterion"]
            raise RuleFault(f"Нет функции «{expression.function}»{suggest(expression.function, known)}.", 0)
        raise RuleFault("Ожидалось условие: сравнение или функция.", expression.column)

    def is_on(self, word: str) -> bool:
        """Say whether a yes/no option is on."""
        return self._switch(Name(word))

    def _items(self, call: Call) -> tuple[Condition, ...]:
        named_arguments(call)
        if not call.arguments:
            raise RuleFault(f"В скобках у «{call.function}» нет условий.", call.column)
        return tuple(self.read_condition(argument) for argument in call.arguments)

    def _read_all(self, call: Call) -> Condition:
        items = self._items(call)
        return Several(len(items), items)

    def _read_at_least(self, call: Call) -> Condition:
        needed, *rest = call.arguments or (Text(""),)
        items = self._items(Call("at_least", tuple(rest), call.named, call.column))
        if not isinstance(needed, Number) or needed.value not in range(1, len(items) + 1):
            raise RuleFault(f"at_least(сколько, условие, …): сколько — от 1 до {len(items)}.", call.column)
        return Several(int(needed.value), items)

    def _read_improved(self, call: Call) -> Condition:
        """Fewer below the threshold than before, by exact pooled shares (B25, B27)."""
        named = named_arguments(call, "years", "zero_stays_zero", "same")
        years, family = named.get("years"), call.arguments[0] if len(call.arguments) == 1 else None
        if not isinstance(family, Name) or not isinstance(years, Items) or len(years.items) != _TWO:
            raise RuleFault("Пишите improved(семейство, years=(-1, 0), zero_stays_zero=параметр).", call.column)
        known = self.registry.monitoring.families
        if family.identifier not in known:
            raise RuleFault(f"Нет семейства «{family.identifier}»{suggest(family.identifier, known)}.", family.column)
        codes = known[family.identifier].procedures
        before, after = (
            tuple(self.registry.place_result(code, read_offset(year), call.column) for code in codes)
            for year in years.items
        )
        same = "same" in named and self._switch(named["same"])
        earlier = Pooled(before, after if same else ())
        later = Pooled(after, before if same else ())
        fell = Compared(later, "<", earlier)
        if "zero_stays_zero" not in named or not self._switch(named["zero_stays_zero"]):
            return fell
        stayed = (Compared(later, "==", Fraction(0)), Compared(earlier, "==", Fraction(0)))
        return Several(1, (fell, Several(2, stayed)))

    def _read_comparison(self, comparison: Comparison) -> Condition:
        left = comparison.left
        words: dict[str, Callable[[Call, Comparison], Condition]] = {
            "value": self._read_value,
            "member": self._read_member,
            "criterion": self._read_criterion,
        }
        if isinstance(left, Call) and left.function in words:
            return words[left.function](left, comparison)
        sides = self._read_side(left), self._read_side(comparison.right)
        shares = [isinstance(side, Pooled) for side in sides]
        if any(shares) and any(isinstance(side, Numerator | Denominator) for side in sides):
            raise RuleFault("Долю сравнивают с долей или с процентом.", comparison.column)
        return Compared(sides[0], comparison.comparator, sides[1])

    def _read_value(self, call: Call, comparison: Comparison) -> Condition:
        answer = _read_word(comparison, ("yes", "no"))
        return AnswerIs(self._element(call, ("answer",)), answer)

    def _read_member(self, call: Call, comparison: Comparison) -> Condition:
        inside = _read_word(comparison, ("yes", "no")) == "yes"
        return OnRoll(self.registry.place_roll(read_text(call, 0, "набор"), read_year(call), call.column), inside)

    def _read_criterion(self, call: Call, comparison: Comparison) -> Condition:
        met = _read_word(comparison, ("met", "not_met")) == "met"
        codes = [argument.value for argument in call.arguments if isinstance(argument, Text)]
        if len(codes) != _TWO or len(call.arguments) != _TWO:
            raise RuleFault("Пишите criterion('правило', 'критерий', year=-1) == 'met'.", call.column)
        rule, criterion = self.registry.place_criterion(codes[0], codes[1], read_year(call), call.column)
        return CriterionIs(rule, criterion, met)

    def _read_side(self, expression: Expression) -> Side:
        if isinstance(expression, Number):
            return expression.value
        if isinstance(expression, Call) and expression.function in self.sides:
            return self.sides[expression.function](expression)
        raise RuleFault(f"Сравнивают числа и функции: {', '.join(self.sides)}.", expression.column)

    def _read_share(self, call: Call) -> Side:
        return Pooled((self._element(call, ("share",)),))

    def _read_result(self, call: Call) -> Side:
        return Pooled((self.registry.place_result(read_text(call, 0, "процедура"), read_year(call), call.column),))

    def _element(self, call: Call, kinds: tuple[str, ...]) -> int:
        code = read_text(call, 0, "элемент")
        return self.registry.place_element(code, read_year(call), kinds, call.column)

    def _switch(self, expression: Expression) -> bool:
        word = expression.identifier if isinstance(expression, Name) else ""
        if set(getattr(self.options.get(word), "choices", ())) != {"no", "yes"}:
            raise RuleFault(f"Нужен параметр с вариантами no и yes, а не «{word}».", expression.column)
        return self.chosen[word] == "yes"


def _read_word(comparison: Comparison, words: tuple[str, str]) -> str:
    word = comparison.right.value if isinstance(comparison.right, Text) else None
    if comparison.comparator != "==" or word not in words:
        raise RuleFault(f"Здесь сравнивают так: == '{words[0]}' или == '{words[1]}'.", comparison.column)
    return word
