"""What a rule comes to for one academic year and one choice of options: cells, tests and conditions.

Every condition is a quantifier ("at least k of") over independent tests of cells, so it is monotone in them.
For monotone conditions Kleene's three-valued logic is exact: a condition is true (false) precisely when it is
true (false) for every admissible value of what is missing. The resolver keeps the two premises: no cell has two
different tests, and nothing negates.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import TypeAlias


class CellKind(StrEnum):
    """What a cell holds."""

    result = "result"
    """Participants and those below the threshold of one procedure."""
    share = "share"
    """A context element with numerator and denominator."""
    answer = "answer"
    """A context element answered yes, no or not applicable."""


class CellState(StrEnum):
    """One letter for what became of a cell; `verdict.cell_states` holds one a cell, in plan order."""

    missing = "m"
    """Due and not there: may be anything admissible."""
    not_considered = "-"
    """Not held, not in the school's grades, not taught, or the alternative was taken."""
    nobody = "0"
    """Participants or denominator 0: the condition is false."""
    too_few = "x"
    """Fewer participants than `min_participants`: does not count."""
    holds = "t"
    fails = "f"
    known = "k"
    """A known share that has no test of its own: part of a sum."""
    not_applicable = "n"
    """Answered «not applicable»: the condition is false."""


class Operator(StrEnum):
    """How a share is held against its threshold."""

    at_least = "at-least"
    more_than = "more-than"


@dataclass(frozen=True, slots=True)
class ShareTest:
    """A share against a threshold in percent, exact."""

    operator: Operator
    threshold: Fraction

    def accepts(self, share: Fraction) -> bool:
        """Compare a share (1 is 100 %) with the threshold."""
        limit = self.threshold / 100
        return share >= limit if self.operator is Operator.at_least else share > limit


@dataclass(frozen=True, slots=True)
class AnswerTest:
    """An answer against the one that counts as a risk: `yes` or `no`."""

    answer: str


@dataclass(frozen=True, slots=True)
class Cell:
    """One number or answer that the rule looks at."""

    kind: CellKind
    code: str
    title: str
    academic_year: int
    test: ShareTest | AnswerTest | None
    minimum: int = 0
    """Result cells with fewer participants do not count (B5)."""
    grade: int | None = None
    held: bool = True
    alternatives: tuple[int, ...] = ()
    """Cells of the same year of which one is taken instead of this one."""


@dataclass(frozen=True, slots=True)
class CellHolds:
    """The test of a cell."""

    cell: int


@dataclass(frozen=True, slots=True)
class SumTest:
    """The sum of several shares against a threshold."""

    cells: tuple[int, ...]
    test: ShareTest


@dataclass(frozen=True, slots=True)
class CriterionHolds:
    """A criterion of the rule, in its verdict."""

    criterion: int


@dataclass(frozen=True, slots=True)
class AtLeast:
    """At least `needed` of the items hold: 1 is "any", all of them is "all"."""

    needed: int
    items: tuple["Condition", ...]


Condition: TypeAlias = CellHolds | SumTest | CriterionHolds | AtLeast


@dataclass(frozen=True, slots=True)
class CriterionPlan:
    """A criterion with what it looks at, in pack order: cells by position, and sums after their cells."""

    code: str
    title: str
    wording: str
    source: str
    condition: Condition
    evidence: tuple[int | SumTest, ...]


@dataclass(frozen=True, slots=True)
class DistanceGroup:
    """Cells of the distance year that count once, and what makes one low group enough by itself."""

    cells: tuple[int, ...]
    repeated: Condition | None


@dataclass(frozen=True, slots=True)
class DistancePlan:
    """A school is identified if `needed` groups are low, or one low group was low before as well."""

    needed: int
    groups: tuple[DistanceGroup, ...]


@dataclass(frozen=True, slots=True)
class Quantifier:
    """The option that says how many criteria the verdict needs, and how many each choice means."""

    option: str
    needed_by_choice: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True, eq=False)
class RulePlan:
    """A rule made definite: same rule, options and year, same plan, cell by cell.

    Two plans are told apart by identity: what is prepared once a plan is found again without comparing it.
    """

    rule: str
    title: str
    source: str
    academic_year: int
    options: tuple[tuple[str, str], ...]
    cells: tuple[Cell, ...]
    criteria: tuple[CriterionPlan, ...]
    verdict: Condition
    quantifier: Quantifier | None = None
    distance: DistancePlan | None = None

    @property
    def reads_results(self) -> bool:
        """Say whether the rule needs results of procedures."""
        return any(cell.kind is CellKind.result for cell in self.cells)

    @property
    def reads_context(self) -> bool:
        """Say whether the rule needs context elements."""
        return any(cell.kind is not CellKind.result for cell in self.cells)

    @property
    def procedures(self) -> tuple[str, ...]:
        """List the procedures of the rule, each once, in pack order."""
        return tuple(dict.fromkeys(cell.code for cell in self.cells if cell.kind is CellKind.result))

    @property
    def elements(self) -> tuple[str, ...]:
        """List the context elements of the rule, each once, in pack order."""
        return tuple(dict.fromkeys(cell.code for cell in self.cells if cell.kind is not CellKind.result))
