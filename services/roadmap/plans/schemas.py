"""A plan that was read: its measures, and what is wrong with its rows."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import ClassVar

from pydantic import BaseModel, ConfigDict, Field

from shared.roadmaps.parties import PartyKind
from shared.terms import PlanYear
from shared.terms.term import Recurrence


class PlanForm(StrEnum):
    """The forms of files in which plans come."""

    csv = "csv"
    xlsx = "xlsx"
    docx = "docx"


class MeasureRead(BaseModel):
    """One measure (мероприятие) of a plan; what its row leaves empty is null."""

    section: str | None = Field(description="Section (раздел) of the plan under which the measure stands.")
    number: str | None = Field(description="Number as printed.")
    title: str | None = Field(description="What is to be done.")
    term_text: str | None = Field(description="Term (срок) as printed.")
    starts_on: date | None = Field(description="First day of the term; null for «до …».")
    ends_on: date | None = Field(description="Last day of the term, included; null for «с …».")
    recurrence: Recurrence | None = Field(description="`yearly` for «ежегодно».")
    responsible: list[str] = Field(description="Responsible parties (ответственные) as printed.")
    expected_result: str | None = Field(description="Expected result (ожидаемый результат).")


class PlanIssue(BaseModel):
    """One fault of a plan: the row as the program shows it, the column by its header, what is wrong in Russian."""

    row: int
    column: str | None
    code: str
    detail: str


class PlanRead(BaseModel):
    """The measures of a plan in their order, and every fault by row."""

    measures: list[MeasureRead]
    issues: list[PlanIssue]


class PlannedParty(BaseModel):
    """A responsible party and what it is by its words (B52)."""

    kind: PartyKind = Field(description="all_schools makes one task for every school; role is a post.")
    name: str


class PlannedMeasure(MeasureRead):
    """A measure of a plan with what its responsible parties are."""

    parties: list[PlannedParty] = Field(description="The same parties, each with its kind.")


class PlanPreview(BaseModel):
    """What was read from a file (предпросмотр): measures in their order, every fault by row."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "measures": [
                        {
                            "section": None,
                            "number": "1",
                            "title": "Анализ результатов независимых оценочных процедур",
                            "term_text": "Январь 2023",
                            "starts_on": "2023-01-01",
                            "ends_on": "2023-01-31",
                            "recurrence": None,
                            "responsible": ["МБУ «МЦ»"],
                            "expected_result": "Выявление дефицитов",
                            "parties": [{"kind": "organisation", "name": "МБУ «МЦ»"}],
                        }
                    ],
                    "issues": [],
                }
            ]
        }
    )

    measures: list[PlannedMeasure]
    issues: list[PlanIssue]


@dataclass(frozen=True, slots=True)
class PlanTarget:
    """What shall become of a plan that was read."""

    oktmo: str
    title: str
    year: PlanYear
    school_code: str | None
    accepts_issues: bool
