"""The shape in which a pack writes its indicators: monitoring.yaml."""

from typing import Annotated, Any, Literal

from pydantic import Field

from shared.indicators.deficits import Deficit
from shared.indicators.documents import Document
from shared.reference.academic_years import AcademicYearText
from shared.rules.definition import Ambiguity, Code, Option, Part, Sentence, Word
from shared.support.derived import DerivedElement

IndicatorCode = Annotated[str, Field(pattern=r"^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*$", max_length=60)]
"""The number of an indicator in its source, Latin: `m-2.4.1`, `2.3.1.1`, `U1`."""

Level = Literal["school", "municipality"]
Kind = Literal["share", "count", "answer"]


DERIVED_FROM: Any = Field(default=None, exclude_if=lambda support: support is None)
"""What records of the roadmap say goes before the answer. Left out of the definition where there is none (deficits)."""


class AskedElement(Part):
    """What is asked besides the indicators that are asked as they stand: an answer, a share or a count."""

    code: IndicatorCode
    title: Sentence
    kind: Kind
    level: Level
    numerator: Sentence | None = None
    denominator: Sentence | None = None
    support: DerivedElement | None = DERIVED_FROM
    source: Sentence
    valid_from: AcademicYearText
    ambiguity: tuple[Ambiguity, ...] = ()


class SchoolSet(Part):
    """A set of schools: those on the lists of any of the categories, each once (B23)."""

    title: Sentence
    categories: Annotated[tuple[Literal["low_results", "disadvantaged", "at_risk"], ...], Field(min_length=1)]
    source: Sentence
    ambiguity: tuple[Ambiguity, ...] = ()


class ProcedureFamily(Part):
    """Procedures whose results are pooled: `improved(gia_math, years=(-1, 0))`."""

    title: Sentence
    procedures: Annotated[tuple[Code, ...], Field(min_length=1)]
    source: Sentence
    ambiguity: tuple[Ambiguity, ...] = ()


class Points(Part):
    """When a row scores its one point (1б), else none (0б)."""

    answer: Literal["yes", "no"] | None = None
    """The answer that scores: «Да – 0б; нет – 1б» scores `no`."""
    operator: Literal["at-least", "more-than"] | None = None
    threshold: Annotated[str, Field(pattern=r"^[0-9]{1,3}(\.[0-9]{1,6})?$")] | None = None
    """Percent, compared exactly."""
    gap_from: Annotated[str, Field(pattern=r"^[0-9]{1,3}(\.[0-9]{1,6})?$")] | None = None
    """Percent: from here up to the threshold the source prints nothing; no point, flag `in_gap` (B33)."""
    scored: Word | None = None
    """An option (no, yes) that decides whether the row scores at all."""
    wording: Sentence
    source: Sentence
    ambiguity: tuple[Ambiguity, ...] = ()


class Factor(Part):
    """One item of what the source wants listed («с перечислением …»): how many schools of the set it is true of."""

    code: Code
    title: Sentence
    when: Sentence


class SubValue(Part):
    """A part of an indicator that is shown beside it: one kind of diagnostics (B28)."""

    code: Code
    title: Sentence
    kind: Kind | None = None
    """That of the indicator where it is left out."""
    own: IndicatorCode | None = None
    numerator: Sentence | None = None
    denominator: Sentence | None = None


class Indicator(Part):
    """One indicator in the words of its source, and how it is computed.

    `asked`: the object answers it itself. With `over` it is summed over the schools of a set: `numerator` is a number
    or a condition (1 where it holds), `denominator` the same (1 where it is left out). An own answer goes first.
    """

    code: IndicatorCode
    group: IndicatorCode
    title: Sentence
    level: Level
    kind: Kind
    asked: bool = False
    support: DerivedElement | None = DERIVED_FROM
    over: Word | None = None
    """`all`, or a set of schools of this file."""
    numerator: Sentence | None = None
    denominator: Sentence | None = None
    applies: Sentence | None = None
    """Where this is false the row has no points and leaves the maximum (B40)."""
    derived_flag: Word | None = None
    """Raised when the value is summed though the object could have answered itself (B29)."""
    parts: tuple[SubValue, ...] = ()
    factors: tuple[Factor, ...] = ()
    direction: Literal["up", "down"] | None = None
    """Which way is better; none where the source does not say."""
    counted: Sentence | None = None
    """Whom or what numerator and denominator count."""
    reconstructed: Sentence | None = None
    """What of the title is lost in print and was restored: the words in ⟦ ⟧."""
    formula: Sentence | None = None
    """«Методика расчёта» as printed."""
    points: Points | None = None
    source: Sentence
    ambiguity: tuple[Ambiguity, ...] = ()


class Evidence(Part):
    """A document that confirms one or several rows."""

    by: Level
    kind: Document
    title: Sentence
    indicators: Annotated[tuple[IndicatorCode, ...], Field(min_length=1)]
    reference_only: bool = False
    """The document names people: its number and date are kept, never its text (B58)."""
    source: Sentence


class Group(Part):
    """A heading of the source over several indicators."""

    code: IndicatorCode
    title: Sentence
    source: Sentence


class Period(Part):
    """What one monitoring covers: an academic year, or the half-year that ends in one of the months."""

    kind: Literal["academic_year", "month"]
    months: tuple[Annotated[int, Field(ge=1, le=12)], ...] = ()
    """Months in which the monitoring takes place; a half-yearly one is named by its month."""
    calendar: Annotated[str, Field(pattern=r"^CAL-[0-9]{1,3}$")] | None = None
    wording: Sentence | None = None
    source: Sentence
    ambiguity: tuple[Ambiguity, ...] = ()


class Conduct(Part):
    """How a monitoring is carried out, as far as the source prints it (B64)."""

    order_required: bool = False
    """Whether an order names dates, participants and responsible persons."""
    analysis_days: Annotated[int, Field(ge=1, le=366)] | None = None
    """Calendar days after the end within which the results are analysed (B48)."""
    analysed_by: Sentence | None = None
    document: Sentence | None = None
    """What comes out, in the words of the source."""
    publication: Sentence | None = None
    source: Sentence
    ambiguity: tuple[Ambiguity, ...] = ()


class IndicatorSet(Part):
    """Indicators that are monitored together, at the same time."""

    code: Code
    title: Sentence
    period: Period
    conduct: Conduct | None = None
    groups: Annotated[tuple[Group, ...], Field(min_length=1)]
    indicators: Annotated[tuple[Indicator, ...], Field(min_length=1)]
    elements: tuple[AskedElement, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    deficits: tuple[Deficit, ...] = Field(default=(), exclude_if=lambda found: not found)
    """Left out of the definition where there are none, so that packs published without them keep their hash."""


class Monitoring(Part):
    """monitoring.yaml: sets of schools, options, and the sets of indicators of a programme."""

    schools: dict[Word, SchoolSet] = Field(default_factory=dict)
    options: dict[Word, Option] = Field(default_factory=dict)
    families: dict[Word, ProcedureFamily] = Field(default_factory=dict)
    sets: Annotated[tuple[IndicatorSet, ...], Field(min_length=1)]

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        """List the indicators of all sets in pack order."""
        return tuple(indicator for one in self.sets for indicator in one.indicators)

    def list_elements(self) -> tuple[AskedElement, ...]:
        """List everything that is asked: indicators answered as they stand, then elements of their own."""
        return tuple(element for one in self.sets for element in list_set_elements(one))


def list_set_elements(one: IndicatorSet) -> tuple[AskedElement, ...]:
    """List what one set asks for."""
    asked = tuple(
        AskedElement(
            code=indicator.code,
            title=indicator.title,
            kind=indicator.kind,
            level=indicator.level,
            support=indicator.support,
            source=indicator.source,
            valid_from="2021/2022",
            ambiguity=indicator.ambiguity,
        )
        for indicator in one.indicators
        if indicator.asked
    )
    return asked + one.elements
