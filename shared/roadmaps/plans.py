"""The shape in which a pack writes its plans of measures, and what it proposes for one school."""

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from shared.indicators.documents import Document
from shared.roadmaps.parties import Party, PartyRole
from shared.rules.definition import Ambiguity, Code, Part, Sentence

MeasureCode = Annotated[str, Field(pattern=r"^[A-Za-z0-9]+([.-][A-Za-z0-9]+)*$", max_length=40)]
"""What a measure is called inside its plan: `I-1`, `4.5-2`, `7`."""

CriterionPath = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60}/[a-z0-9-]{1,60}$")]
"""`rule/criterion` of the pack's identification: `at-risk/material-base`."""

IndicatorPath = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60}/[A-Za-z0-9.-]{1,60}$")]
"""`pack/indicator`: `norilsk-2022/2.3.3.1`."""

PlanYearText = Annotated[str, Field(pattern=r"^[0-9]{4}(/[0-9]{4})?$")]
"""`2022/2023` is an academic year, `2023` a calendar year."""


class MeasureDefinition(Part):
    """One measure in the words of its source."""

    code: MeasureCode
    number: Sentence | None = None
    """As printed; none where the column is empty (002, план на 2023 год)."""
    title: Sentence
    items: tuple[Sentence, ...] = ()
    """What it consists of, point by point (002, план II-3, II-7)."""
    term: Sentence | None = None
    """As printed; read by shared/terms."""
    responsible: tuple[Party, ...] = ()
    expected_result: Sentence | None = None
    evidence: tuple[Document, ...] = ()
    """Documents of which one at least confirms that it is done; none needed where it names none."""
    after: tuple[MeasureCode, ...] = ()
    """Measures of the same plan that come before it (001: 2 → 3 → 5 → 7)."""
    criteria: tuple[CriterionPath, ...] = ()
    """The criteria of a verdict whose failure it answers."""
    deficits: tuple[Code, ...] = ()
    """The deficits of monitoring.yaml it answers."""
    indicators: tuple[IndicatorPath, ...] = ()
    """The indicators that show what it does."""
    source: Sentence
    ambiguity: tuple[Ambiguity, ...] = ()


class PlanSection(Part):
    """A part of a plan with its heading; a plan without headings is one section without a title."""

    code: MeasureCode
    title: Sentence | None = None
    measures: Annotated[tuple[MeasureDefinition, ...], Field(min_length=1)]


class PlanDefinition(Part):
    """One plan of measures (план мероприятий, дорожная карта) of a municipality."""

    code: Code
    title: Sentence
    year: PlanYearText
    """The year it is written for; another year moves the years written in its terms along."""
    yearly: bool = False
    """Whether the programme carries it out every year (002 §4.5)."""
    starts_on: date | None = None
    ends_on: date | None = None
    """What it covers where that is more than its year (001: 2021–2022, B51)."""
    parties: tuple[PartyRole, ...] = ()
    """Who approves, accompanies and controls it."""
    sections: Annotated[tuple[PlanSection, ...], Field(min_length=1)]
    source: Sentence
    ambiguity: tuple[Ambiguity, ...] = ()

    @property
    def measures(self) -> tuple[MeasureDefinition, ...]:
        """List the measures of all sections in their order."""
        return tuple(measure for section in self.sections for measure in section.measures)


class SupportMeasure(MeasureDefinition):
    """A measure that a school gets proposed where it meets a criterion or has a deficit: one for each."""

    wording: Literal["source", "ours"] = "source"
    """Whether its title is the source's or our own."""


class SupportCatalogue(Part):
    """What is proposed to a listed school, by criterion and deficit."""

    title: Sentence
    measures: Annotated[tuple[SupportMeasure, ...], Field(min_length=1)]
    source: Sentence
    ambiguity: tuple[Ambiguity, ...] = ()
