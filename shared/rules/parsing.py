"""Reads the text of an expression: Python's syntax, of which only a short list of forms is let in."""

import ast
from collections.abc import Callable
from fractions import Fraction
from typing import Any

from shared.rules.errors import RuleFault
from shared.rules.syntax import Call, Comparator, Comparison, Expression, Items, Name, Number, Text

_LONGEST = 4000  # characters; the longest rule of the packs has some 400
_DEEPEST = 20  # levels of nesting; keeps hostile text from exhausting the stack

_COMPARATORS: dict[type[ast.cmpop], Comparator] = {
    ast.Gt: ">",
    ast.GtE: ">=",
    ast.Lt: "<",
    ast.LtE: "<=",
    ast.Eq: "==",
}


def parse_expression(text: str) -> Expression:
    """Parse one expression; raise `RuleFault` with a Russian sentence and the column."""
    if len(text) > _LONGEST:
        raise RuleFault(f"Выражение длиннее {_LONGEST} знаков: разделите его на критерии.")
    try:
        tree = ast.parse(text.strip(), mode="eval")
    except (SyntaxError, ValueError, RecursionError, MemoryError) as fault:
        column = getattr(fault, "offset", None)
        raise RuleFault("Выражение не разобрано: проверьте скобки, запятые и кавычки.", column) from fault
    return _Reader(text.strip()).read(tree.body, 0)


class _Reader:
    """Turns nodes of Python's syntax tree into expressions; whatever is not listed is refused."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.forms: dict[type[ast.expr], Callable[[Any, int], Expression]] = {
            ast.Constant: self._read_constant,
            ast.UnaryOp: self._read_sign,
            ast.Name: self._read_name,
            ast.Tuple: self._read_items,
            ast.List: self._read_items,
            ast.Call: self._read_call,
            ast.Compare: self._read_comparison,
            ast.BoolOp: self._read_junction,
        }

    def read(self, node: ast.expr, depth: int) -> Expression:
        if depth > _DEEPEST:
            raise RuleFault(f"Вложенность больше {_DEEPEST} уровней: разделите выражение на критерии.", _column(node))
        form = self.forms.get(type(node))
        if form is None:
            raise RuleFault(
                "Такая запись в правилах не допускается: используйте функции языка, сравнения и числа.", _column(node)
            )
        return form(node, depth + 1)

    def _read_constant(self, node: ast.Constant, _: int) -> Expression:
        if isinstance(node.value, str):
            return Text(node.value, _column(node))
        if isinstance(node.value, int | float) and not isinstance(node.value, bool):
            return Number(self._exact(node), _column(node))
        raise RuleFault("Ожидалось число или слово в кавычках.", _column(node))

    def _exact(self, node: ast.expr) -> Fraction:
        # The text, not the float: 33.3 must stay 333/10.
        printed = ast.get_source_segment(self.text, node) or ""
        try:
            return Fraction(printed)
        except ValueError as fault:
            raise RuleFault(f"«{printed}» — не десятичное число.", _column(node)) from fault

    def _read_sign(self, node: ast.UnaryOp, _: int) -> Expression:
        if not isinstance(node.op, ast.USub) or not isinstance(node.operand, ast.Constant):
            raise RuleFault("Минус ставится только перед числом; «not» в правилах нет.", _column(node))
        number = self._read_constant(node.operand, 0)
        if not isinstance(number, Number):
            raise RuleFault("Минус ставится только перед числом.", _column(node))
        return Number(-number.value, _column(node))

    def _read_name(self, node: ast.Name, _: int) -> Expression:
        return Name(node.id, _column(node))

    def _read_items(self, node: ast.Tuple | ast.List, depth: int) -> Expression:
        return Items(tuple(self.read(item, depth) for item in node.elts), _column(node))

    def _read_call(self, node: ast.Call, depth: int) -> Expression:
        if not isinstance(node.func, ast.Name):
            raise RuleFault("Функция называется одним словом.", _column(node))
        named: list[tuple[str, Expression]] = []
        for keyword in node.keywords:
            if keyword.arg is None:
                raise RuleFault("Запись «**» в правилах не допускается.", _column(keyword.value))
            named.append((keyword.arg, self.read(keyword.value, depth)))
        arguments = tuple(self.read(argument, depth) for argument in node.args)
        return Call(node.func.id, arguments, tuple(named), _column(node))

    def _read_comparison(self, node: ast.Compare, depth: int) -> Expression:
        comparator = _COMPARATORS.get(type(node.ops[0]))
        if len(node.ops) != 1 or comparator is None:
            raise RuleFault("Сравнивают две стороны одним из знаков > >= < <= ==.", _column(node))
        left = self.read(node.left, depth)
        return Comparison(left, comparator, self.read(node.comparators[0], depth), _column(node))

    def _read_junction(self, node: ast.BoolOp, depth: int) -> Expression:
        function = "any" if isinstance(node.op, ast.Or) else "all"
        return Call(function, tuple(self.read(value, depth) for value in node.values), (), _column(node))


def _column(node: ast.expr) -> int:
    return node.col_offset + 1
