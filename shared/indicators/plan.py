"""What the indicators of a pack come to for one period and one choice of options: cells, conditions and items.

Conditions are three-valued: null is unknown. A cell without a row is unknown; `not_applicable` is neither yes nor no.
"""

from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction
from typing import Literal, TypeAlias

from shared.indicators.definition import Kind, Level
from shared.indicators.periods import MonitoredPeriod
from shared.rules.plan import RulePlan


class Source(StrEnum):
    """Where a cell's row stands."""

    value = "value"
    """monitoring_value: what a school or a municipality answered for the period."""
    context = "context"
    result = "result"
    """assessment_result: numerator is those below the threshold, denominator the participants."""


@dataclass(frozen=True, slots=True)
class Cell:
    """One answer or pair of numbers that an indicator looks at."""

    source: Source
    code: str
    level: Level = "school"
    academic_year: int = 0
    """Of results and context; values are those of the period."""
    set_code: str = ""
    """Of values: the set of indicators that asks for it."""
    kind: Kind = "share"
    support: str = ""
    """Of values: the element of derived_value that goes before the answer; none where records say nothing of it."""

    @property
    def letters(self) -> str:
        """Name the columns it has in the statement: answer, numerator, denominator."""
        return {"answer": "a", "share": "nd", "count": "n"}[self.kind]


@dataclass(frozen=True, slots=True)
class Roll:
    """The schools on the lists of any of the categories in one academic year; no categories: all schools."""

    name: str
    categories: tuple[str, ...]
    academic_year: int


@dataclass(frozen=True, slots=True)
class AnswerIs:
    """The answer of a cell is this one."""

    cell: int
    answer: str


@dataclass(frozen=True, slots=True)
class OnRoll:
    """The school is on the roll, or certainly is not; unknown where there is no list."""

    roll: int
    inside: bool


@dataclass(frozen=True, slots=True)
class CriterionIs:
    """A criterion of an identification rule is met, or certainly is not."""

    rule: int
    criterion: int
    met: bool


@dataclass(frozen=True, slots=True)
class Known:
    """The condition is true or false, whichever; never unknown itself."""

    condition: "Condition"


@dataclass(frozen=True, slots=True)
class Negated:
    """The condition does not hold; unknown where it is unknown."""

    condition: "Condition"


@dataclass(frozen=True, slots=True)
class Numerator:
    """The numerator of a cell, or its count."""

    cell: int


@dataclass(frozen=True, slots=True)
class Denominator:
    """The denominator of a cell."""

    cell: int


@dataclass(frozen=True, slots=True)
class Pooled:
    """Shares of several cells taken as one: Σ numerators / Σ denominators over the cells that are known.

    `partners`: a cell counts only where its partner is known as well, position by position (B27).
    """

    cells: tuple[int, ...]
    partners: tuple[int, ...] = ()


Quantity: TypeAlias = Numerator | Denominator | Fraction
Side: TypeAlias = Numerator | Denominator | Pooled | Fraction


@dataclass(frozen=True, slots=True)
class Compared:
    """Two numbers or shares and a sign between them; a bare number beside a share is percent."""

    left: Side
    comparator: str
    right: Side


@dataclass(frozen=True, slots=True)
class Several:
    """At least `needed` of the items hold."""

    needed: int
    items: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class FirstKnown:
    """The first item that is not unknown: what the system derives goes before what a school answers."""

    items: tuple["Condition", ...]


Test: TypeAlias = AnswerIs | OnRoll | CriterionIs | Compared
Condition: TypeAlias = Test | Several | FirstKnown | Known | Negated
Counted: TypeAlias = Condition | Numerator | Denominator


@dataclass(frozen=True, slots=True)
class PointsPlan:
    """When an item scores its point."""

    answer: str | None
    operator: Literal["at-least", "more-than"] | None
    threshold: Fraction | None
    gap_from: Fraction | None


@dataclass(frozen=True, slots=True)
class FactorPlan:
    """One factor to list and what makes a school count for it."""

    code: str
    when: Condition


@dataclass(frozen=True, slots=True)
class Item:
    """One value to compute for every object of its level.

    `own`: the object's own cell. `over`: the roll over which numerators and denominators are summed. A school's item
    without either is the condition `numerator` itself.
    """

    code: str
    level: Level
    kind: Kind
    own: int | None = None
    over: int | None = None
    numerator: Counted | None = None
    denominator: Counted | None = None
    applies: Condition | None = None
    derived_flag: str | None = None
    factors: tuple[FactorPlan, ...] = ()
    points: PointsPlan | None = None
    part_of: str | None = None
    rolls: tuple[int, ...] = ()
    """Rolls without whose lists there is no value at all."""


@dataclass(frozen=True, slots=True, eq=False)
class IndicatorPlan:
    """The indicators of a pack for one period, made definite. Two plans are told apart by identity."""

    pack: str
    period: MonitoredPeriod
    options: tuple[tuple[str, str], ...]
    cells: tuple[Cell, ...]
    rolls: tuple[Roll, ...]
    rules: tuple[RulePlan, ...]
    items: tuple[Item, ...]
    deficits: tuple[Item, ...] = ()
    """What schools may lack, counted over them for reports; no indicators, but of the same cells."""

    @property
    def sets(self) -> tuple[str, ...]:
        """List the sets whose answers are read; in each an answer belongs to one campaign of its municipality."""
        return tuple(dict.fromkeys(cell.set_code for cell in self.cells if cell.source is Source.value))

    def list_cells(self, level: Level) -> tuple[tuple[int, Cell], ...]:
        """List the cells of a level with their positions."""
        return tuple((at, cell) for at, cell in enumerate(self.cells) if cell.level == level)

    def list_summed_items(self) -> tuple[tuple[int, Item], ...]:
        """List the items that are summed over schools, with their positions."""
        return tuple((at, item) for at, item in self.list_items("municipality") if item.numerator is not None)

    def list_items(self, level: Level) -> tuple[tuple[int, Item], ...]:
        """List the items of a level with their positions."""
        return tuple((at, item) for at, item in enumerate(self.items) if item.level == level)
