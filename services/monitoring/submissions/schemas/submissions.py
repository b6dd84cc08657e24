"""Shapes of submissions themselves."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from services.monitoring.campaigns.schemas import Answered
from services.monitoring.submissions.schemas.assessing import Severity
from shared.http.schemas import RequestModel, ResponseModel

SubmissionLevel = Literal["school", "municipality"]
SubmissionAction = Literal["save_values", "submit", "accept", "return"]

_EXAMPLE: JsonDict = {
    "campaign_id": "b1d0a3a6-7f0e-4a55-8f43-0c6c4d0c9f10",
    "level": "school",
    "object_code": "edu240001",
    "name": "МБОУ «СШ № 1»",
    "state": "draft",
    "timeliness": "not_yet",
    "asked": 17,
    "filled": 2,
    "errors": 0,
    "warnings": 1,
    "remarks": None,
    "first_submitted_at": None,
    "submitted_at": None,
    "decided_at": None,
    "updated_at": "2022-09-05T03:00:00Z",
    "version": 2,
    "allowed_actions": ["save_values", "submit"],
}
_EXAMPLE_ISSUE: JsonDict = {
    "element": "s-2.4.1",
    "column": "numerator",
    "severity": "warning",
    "code": "jump",
    "detail": "Было 4 из 40, стало 30 из 40: доля изменилась больше чем на 20 процентных пунктов. Поясните, почему.",
    "explained": False,
}


class SubmissionState(StrEnum):
    """How far an answer has come."""

    draft = "draft"
    submitted = "submitted"
    accepted = "accepted"
    returned = "returned"


class ValueIssueRead(ResponseModel):
    """What is wrong with one value (замечание к значению)."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True, frozen=True, json_schema_extra={"examples": [_EXAMPLE_ISSUE]}
    )

    element: str
    column: str | None = Field(description="answer, numerator or denominator; null where the whole is meant.")
    severity: Severity = Field(description="An error keeps it from being submitted, a warning until it is explained.")
    code: str
    detail: str = Field(description="What is wrong and what to do, in Russian.")
    explained: bool = Field(description="Whether a comment explains the warning.")


class SubmissionSummary(ResponseModel):
    """The answer of one participant (ответ участника), in a list."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, json_schema_extra={"examples": [_EXAMPLE]})

    campaign_id: UUID
    level: SubmissionLevel
    object_code: str = Field(description="Code of the school, or ОКТМО of the municipality.")
    name: str | None = Field(description="Its name in the register.")
    state: SubmissionState
    timeliness: Answered = Field(description="Told from the first submission and the campaign's last local day.")
    asked: int = Field(description="Elements it is asked for: what the system knows itself is not among them.")
    filled: int = Field(description="Of these, how many are answered.")
    errors: int
    warnings: int = Field(description="Explained ones too.")
    remarks: str | None = Field(description="Why it was last returned (замечания).")
    first_submitted_at: datetime | None
    submitted_at: datetime | None
    decided_at: datetime | None = Field(description="When it was last accepted or returned.")
    updated_at: datetime
    version: int = Field(description="Counts the edits of the submission and its values; as ETag.")
    allowed_actions: list[SubmissionAction] = Field(description="What you may do with it now.")


class SubmissionRead(SubmissionSummary):
    """The answer of one participant (ответ участника) with what is wrong with its values."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True, json_schema_extra={"examples": [{**_EXAMPLE, "issues": [_EXAMPLE_ISSUE]}]}
    )

    issues: list[ValueIssueRead]


class SubmissionReturn(RequestModel):
    """Why an answer is returned (возврат на доработку)."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"examples": [{"remarks": "Приложите приказ и проверьте число педагогов."}]},
    )

    remarks: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)] = Field(
        description="What to put right (замечания)."
    )


class Acceptance(ResponseModel):
    """What accepting a whole campaign did (приём всех ответов)."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        frozen=True, json_schema_extra={"examples": [{"accepted": 38, "left": 2}]}
    )

    accepted: int = Field(description="Submitted answers without errors and warnings: they count from now on.")
    left: int = Field(description="Submitted answers with warnings, explained or not: people decide on each.")
