"""What programmes offer, as other programs read it."""

from datetime import date
from typing import ClassVar, Literal

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from services.roadmap.programmes.schemas import EXAMPLE_PASSPORT, ProgrammePassport
from shared.http.schemas import ResponseModel
from shared.indicators.documents import Document
from shared.roadmaps.cycles import Finding
from shared.roadmaps.parties import PartRole, PartyKind
from shared.terms.term import Recurrence

_PARTY: JsonDict = {"kind": "all_schools", "name": "Руководители ОУ"}
_MEASURE: JsonDict = {
    "code": "4.5-2",
    "number": "2.",
    "title": "Разработка и внедрение примерной программы антирисковых мер профилактики учебной неуспешности",
    "items": [],
    "term": "Октябрь",
    "starts_on": "2022-10-01",
    "ends_on": "2022-10-31",
    "recurrence": None,
    "responsible": [_PARTY],
    "expected_result": "Программа антирисковых мер",
    "evidence": ["programme"],
    "after": [],
    "criteria": ["norilsk-2022/at-risk/pupils"],
    "deficits": ["norilsk-2022/no-prevention"],
    "indicators": ["norilsk-2022/4.3.1"],
    "wording": "source",
    "source": "002 §4.5, мера 2",
    "ambiguity": ["B49", "B52"],
}
_HEAD: JsonDict = {
    "pack": "norilsk-2022",
    "pack_version": "1.2.0",
    "title": "Программа повышения качества образования в школах г. Норильска на 2022-2024 годы",
    "first_year": 2022,
    "last_year": 2024,
}
_PLAN: JsonDict = {
    "code": "prevention",
    "title": "Профилактика учебной неуспешности: меры и мероприятия",
    "year": "2022/2023",
    "yearly": True,
    "starts_on": None,
    "ends_on": None,
    "parties": [],
    "sections": [{"code": "4.5", "title": None, "measures": [_MEASURE]}],
    "source": "002 §4.5",
    "ambiguity": ["B46"],
}
_CYCLE: JsonDict = {
    "title": "Этапы управленческого цикла",
    "stages": [
        {
            "code": "decisions",
            "title": "Управленческие решения",
            "points": [
                {
                    "text": "Приказы ОО о принятых управленческих решениях",
                    "found_by": ["school_decisions"],
                    "reconstructed": None,
                    "source": "000, Управленческие решения",
                }
            ],
            "responsible": [{"kind": "organisation", "name": "Информационно-методический отдел"}],
            "term": None,
            "source": "000, Управленческие решения",
            "ambiguity": [],
        }
    ],
    "source": "000, 1.2",
}


class OfferedParty(ResponseModel):
    """A responsible party (ответственный) as printed."""

    kind: PartyKind
    name: str


class OfferedRole(ResponseModel):
    """A party and its part in the whole plan (001)."""

    role: PartRole = Field(description="утверждает, исполняет, сопровождает, контролирует (001).")
    party: OfferedParty
    source: str | None


class OfferedMeasure(ResponseModel):
    """A measure (мероприятие) in the words of its source, with its term as days."""

    code: str
    number: str | None = Field(description="As printed; null where the source prints none.")
    title: str
    items: list[str] = Field(description="What it consists of, point by point.")
    term: str | None = Field(description="Term (срок) as printed.")
    starts_on: date | None = Field(description="First day; null for «до …» and where no term is printed.")
    ends_on: date | None = Field(description="Last day, included.")
    recurrence: Recurrence | None = Field(description="`yearly` for «ежегодно».")
    responsible: list[OfferedParty]
    expected_result: str | None
    evidence: list[Document] = Field(description="Documents of which one at least confirms that it is done.")
    after: list[str] = Field(description="Codes of the measures that come before it.")
    criteria: list[str] = Field(description="Criteria of verdicts that it answers: `pack/rule/criterion`.")
    deficits: list[str] = Field(description="Deficits of reports that it answers: `pack/deficit`.")
    indicators: list[str] = Field(description="Indicators that show its effect: `pack/indicator`.")
    wording: Literal["source", "ours"] = Field(description="Whether the title is the source's or the product's own.")
    source: str
    ambiguity: list[str] = Field(description="Places that can be read in more than one way, B1–B64.")


class OfferedSection(ResponseModel):
    """A part of a plan (раздел) with its heading."""

    code: str
    title: str | None
    measures: list[OfferedMeasure]


class OfferedPlan(ResponseModel):
    """A plan of measures (план мероприятий, дорожная карта) of a municipality."""

    code: str
    title: str
    year: str = Field(description="The year it is written for: `2022/2023`, or `2023` of a calendar year.")
    yearly: bool = Field(description="Whether the programme carries it out every year.")
    starts_on: date | None = Field(description="What it covers where that is more than its year (B51).")
    ends_on: date | None
    parties: list[OfferedRole] = Field(description="Who approves, executes, accompanies and controls it.")
    sections: list[OfferedSection]
    source: str
    ambiguity: list[str]


class PrintedClause(ResponseModel):
    """One point of the order that approved the programme's plan."""

    number: str
    text: str
    role: OfferedRole | None


class PrintedOrder(ResponseModel):
    """The order (приказ) that approved the programme's plan, as printed."""

    number: str
    date: date
    title: str
    basis: list[str]
    clauses: list[PrintedClause]
    source: str


class OfferedPoint(ResponseModel):
    """One thing that a stage consists of, and what of the system confirms it."""

    text: str
    found_by: list[Finding] = Field(description="Any of these confirms it.")
    reconstructed: str | None = Field(description="What was lost in print and restored.")
    source: str


class OfferedStage(ResponseModel):
    """A stage (этап) of the management cycle."""

    code: str
    title: str
    points: list[OfferedPoint]
    responsible: list[OfferedParty]
    term: str | None
    source: str
    ambiguity: list[str]


class OfferedCycle(ResponseModel):
    """The management cycle (управленческий цикл) of a programme."""

    title: str
    stages: list[OfferedStage]
    source: str


class CatalogueEntry(ResponseModel):
    """A programme with how much it offers."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True,
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    **_HEAD,
                    "plans": ["prevention", "plan-2023"],
                    "tasks": 13,
                    "measures": 32,
                    "support_measures": 19,
                    "stages": 0,
                }
            ]
        },
    )

    pack: str
    pack_version: str = Field(description="The version in force for the academic year.")
    title: str
    first_year: int | None = Field(description="First calendar year of the programme; null where none is printed.")
    last_year: int | None
    plans: list[str] = Field(description="Codes of its plans.")
    tasks: int
    measures: int = Field(description="Measures of all its plans.")
    support_measures: int = Field(description="Measures it proposes to one school.")
    stages: int = Field(description="Stages of its management cycle.")


class CatalogueRead(ResponseModel):
    """All that a programme offers to plan by (программа, планы, меры поддержки, управленческий цикл)."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True,
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    **_HEAD,
                    "academic_year": "2022/2023",
                    "passport": EXAMPLE_PASSPORT,
                    "order": None,
                    "plans": [_PLAN],
                    "support": [_MEASURE],
                    "cycle": _CYCLE,
                }
            ]
        },
    )

    pack: str
    pack_version: str
    title: str
    academic_year: str = Field(description="The version is in force for it, terms of proposals are read against it.")
    first_year: int | None
    last_year: int | None
    passport: ProgrammePassport = Field(description="As a programme takes it over.")
    order: PrintedOrder | None
    plans: list[OfferedPlan]
    support: list[OfferedMeasure] = Field(
        description="What a listed school gets proposed, by criterion and deficit (меры поддержки школы)."
    )
    cycle: OfferedCycle | None
