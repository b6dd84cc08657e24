"""The shape in which a pack writes its management cycle (управленческий цикл: 000, 001 §2.1, 003)."""

from enum import StrEnum
from typing import Annotated

from pydantic import Field

from shared.roadmaps.parties import Party
from shared.rules.definition import Ambiguity, Code, Part, Sentence


class Finding(StrEnum):
    """What of the system confirms a point of the cycle; each is one question to the tables of one municipality."""

    programme = "programme"
    """an approved programme"""
    targets = "targets"
    """targets of indicators for the year"""
    indicators = "indicators"
    """a pack with indicators in force"""
    campaign_order = "campaign_order"
    """an order for a monitoring of the year"""
    campaigns = "campaigns"
    """monitorings conducted in the year"""
    documents = "documents"
    """documents that confirm answers"""
    computations = "computations"
    """indicators computed"""
    lists = "lists"
    """lists of schools in force for the year"""
    risk_list = "risk_list"
    """a list of at-risk schools"""
    reports = "reports"
    """approved analytical reports"""
    reports_in_time = "reports_in_time"
    """reports approved within the term of the programme (CAL-7)"""
    publications = "publications"
    """published reports"""
    recommendations = "recommendations"
    """addressed recommendations issued"""
    roadmaps = "roadmaps"
    """approved municipal roadmaps"""
    school_roadmaps = "school_roadmaps"
    """approved roadmaps of schools"""
    measures_done = "measures_done"
    """measures done, with evidence"""
    support = "support"
    """support actions"""
    agreements = "agreements"
    """agreements with leading schools"""
    decisions = "decisions"
    """orders of the department on a stated basis"""
    school_decisions = "school_decisions"
    """orders of schools (000)"""
    effectiveness = "effectiveness"
    """reports on effectiveness"""
    amendments = "amendments"
    """later versions of roadmaps, with a reason"""
    carry_over = "carry_over"
    """proposals for the next year's plan that people decided on"""


class StagePoint(Part):
    """One thing that a stage consists of, as printed."""

    text: Sentence
    found_by: Annotated[tuple[Finding, ...], Field(min_length=1)]
    """Any of these confirms it."""
    reconstructed: Sentence | None = None
    """What is lost in print and was restored: the words in ⟦ ⟧."""
    source: Sentence


class Stage(Part):
    """One stage of the cycle."""

    code: Code
    title: Sentence
    """As printed; ⟦ ⟧ what is restored."""
    points: Annotated[tuple[StagePoint, ...], Field(min_length=1)]
    responsible: tuple[Party, ...] = ()
    term: Sentence | None = None
    """«в конце учебного года» (000, CAL-10)."""
    source: Sentence
    ambiguity: tuple[Ambiguity, ...] = ()


class CycleDefinition(Part):
    """The stages of a management cycle in the order of the source."""

    title: Sentence
    stages: Annotated[tuple[Stage, ...], Field(min_length=1)]
    source: Sentence
