"""The shapes an expression of the rule language can have."""

from dataclasses import dataclass, field
from fractions import Fraction
from typing import Literal, TypeAlias

Comparator = Literal[">", ">=", "<", "<=", "=="]


@dataclass(frozen=True, slots=True)
class Number:
    """An exact number, as printed: `33.3` is 333/10."""

    value: Fraction
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Text:
    """A quoted word: a code or an answer."""

    value: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Name:
    """A bare word: an option, a value or a family of the rule."""

    identifier: str
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Items:
    """Several expressions in brackets: `(-1, -2)`."""

    items: tuple["Expression", ...]
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Call:
    """A function with its arguments, the named ones apart."""

    function: str
    arguments: tuple["Expression", ...] = ()
    named: tuple[tuple[str, "Expression"], ...] = ()
    column: int = field(default=0, compare=False)


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two sides and a sign between them."""

    left: "Expression"
    comparator: Comparator
    right: "Expression"
    column: int = field(default=0, compare=False)


Expression: TypeAlias = Number | Text | Name | Items | Call | Comparison
