"""A plan that was read: its measures, and what is wrong with its rows."""

from datetime import date
from enum import StrEnum

from pydantic import BaseModel, Field

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
