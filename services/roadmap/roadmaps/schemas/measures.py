"""Measures as people write and read them."""

from datetime import date
from typing import Annotated, Any, ClassVar
from uuid import UUID

from pydantic import AliasChoices, ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from shared.http.schemas import LocalDate, RequestModel, ResponseModel
from shared.indicators.documents import Document
from shared.roadmaps.parties import PartRole, PartyKind
from shared.terms.term import Recurrence

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Passage = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
CriterionKey = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60}/[a-z0-9-]{1,60}/[a-z0-9-]{1,60}$")]
DeficitKey = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60}/[a-z0-9-]{1,60}$")]
IndicatorKey = Annotated[str, Field(pattern=r"^[a-z0-9-]{1,60}/[A-Za-z0-9.-]{1,60}$")]

MOST_MEASURES = 1000
"""Of one roadmap: a hundred times the largest plan of the sources would still fit."""
_ID = "0c4f1f4e-8d0b-4b53-9a5c-2f4d0c9f1001"
EXAMPLE_WRITTEN: JsonDict = {
    "section": "Мероприятия с педагогическими и административными работниками",
    "number": "5",
    "title": "Проведение цикла практикориентированных мероприятий для педагогов",
    "items": [],
    "term": "Март – апрель 2023",
    "responsible": [{"kind": "organisation", "name": "МБУ «МЦ»"}],
    "expected_result": "Повышение профессиональных компетенций педагогов",
    "evidence": ["report"],
    "criteria": ["norilsk-2022/at-risk/results"],
    "indicators": ["norilsk-2022/2.3.3.1"],
}
EXAMPLE_MEASURE: JsonDict = {
    **EXAMPLE_WRITTEN,
    "id": _ID,
    "position": 5,
    "code": "II-5",
    "starts_on": "2023-03-01",
    "ends_on": "2023-04-30",
    "recurrence": None,
    "predecessors": [],
    "deficits": [],
    "recommendation_report_id": None,
    "recommendation_position": None,
}


class MeasureParty(RequestModel):
    """A responsible party (ответственный): a post or an organisation, never a person's name (B52)."""

    kind: PartyKind = Field(description="all_schools («ОУ», «Руководители ОУ») makes one task for every school.")
    name: Line = Field(description="As printed.", examples=["Руководители ОУ"])


class RoadmapParty(MeasureParty):
    """A party and its part in the whole roadmap (001)."""

    role: PartRole = Field(description="утверждает, исполняет, сопровождает, контролирует.")


class MeasureWrite(RequestModel):
    """A measure (мероприятие) as it shall be."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [EXAMPLE_WRITTEN]}
    )

    position: int | None = Field(None, ge=1, le=MOST_MEASURES, description="Place in the roadmap; left out: last.")
    section: Line | None = Field(None, description="Section (раздел).")
    number: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=40)] | None = Field(
        None, description="As printed (№ п/п).", examples=["5"]
    )
    title: Passage = Field(description="What is to be done (наименование мероприятия).")
    items: list[Passage] = Field([], max_length=100, description="What it consists of, point by point.")
    term: Line | None = Field(
        None,
        description="Term (срок) in words, read against the year of the roadmap (B49–B51). One that cannot be read is "
        "refused unless days are given.",
        examples=["Март – апрель 2023"],
    )
    starts_on: LocalDate | None = Field(None, description="First day; given, the days prevail over the words.")
    ends_on: LocalDate | None = Field(None, description="Last day, included.")
    recurrence: Recurrence | None = Field(None, description="yearly (ежегодно); with days only, words tell it else.")
    responsible: list[MeasureParty] = Field([], max_length=50)
    expected_result: Passage | None = Field(None, description="Expected result (ожидаемый результат).")
    evidence: list[Document] = Field(
        [], max_length=20, description="Kinds of documents of which one at least confirms that it is done."
    )
    predecessors: list[UUID] = Field([], max_length=100, description="Measures of this roadmap that come before it.")
    criteria: list[CriterionKey] = Field([], max_length=100, description="`pack/rule/criterion` that it answers.")
    deficits: list[DeficitKey] = Field([], max_length=100, description="`pack/deficit` that it answers.")
    indicators: list[IndicatorKey] = Field([], max_length=100, description="`pack/indicator` that shows its effect.")


class RoadmapMeasureRead(ResponseModel):
    """A measure (мероприятие) of a roadmap."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True, frozen=True, json_schema_extra={"examples": [EXAMPLE_MEASURE]}
    )

    id: UUID
    position: int = Field(description="Place in the roadmap, from 1 on.")
    section: str | None
    number: str | None = Field(description="As printed; null where the source has none (B53).")
    code: str | None = Field(description="What the pack calls it; null of what people wrote.")
    title: str
    items: list[str]
    term: str | None = Field(validation_alias=AliasChoices("term", "term_text"), description="As written.")
    starts_on: date | None
    ends_on: date | None = Field(description="Last day, included.")
    recurrence: Recurrence | None
    responsible: list[MeasureParty]
    expected_result: str | None
    evidence: list[Document]
    predecessors: list[UUID]
    criteria: list[str]
    deficits: list[str]
    indicators: list[str]
    recommendation_report_id: UUID | None = Field(description="The report (справка) whose recommendation it follows.")
    recommendation_position: int | None


def dump_measure(row: object) -> dict[str, Any]:
    """Return a measure as an edition keeps it."""
    return RoadmapMeasureRead.model_validate(row).model_dump(mode="json")
