"""Shapes of forms: what one participant is asked, beside what it answered last time."""

from typing import ClassVar, Literal
from uuid import UUID

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from services.monitoring.submissions.schemas.submissions import SubmissionLevel
from shared.http.schemas import ResponseModel
from shared.indicators.definition import Kind

_EXAMPLE_VALUE: JsonDict = {
    "answer": None,
    "numerator": 12,
    "denominator": 40,
    "percent": "30.00",
    "comment": None,
}
_EXAMPLE_ELEMENT: JsonDict = {
    "code": "s-2.4.4",
    "title": "Доля педагогов ОО, имеющих ИОМ",
    "kind": "share",
    "state": "asked",
    "required": True,
    "numerator_words": None,
    "denominator_words": "все педагоги школы",
    "source": "004 §2.4, показатель ОО 4",
    "evidence": ["Аналитическая справка ОО о методической работе по повышению качества образования"],
    "derived_answer": None,
    "derived_share": None,
    "value": _EXAMPLE_VALUE,
    "previous": {**_EXAMPLE_VALUE, "numerator": 8, "percent": "20.00"},
}
_EXAMPLE: JsonDict = {
    "campaign_id": "b1d0a3a6-7f0e-4a55-8f43-0c6c4d0c9f10",
    "level": "school",
    "object_code": "edu240001",
    "period": "2022/2023",
    "previous_period": "2021/2022",
    "groups": [
        {"code": "2.4", "title": "Показатели по оказанию методической помощи", "elements": [_EXAMPLE_ELEMENT]},
    ],
    "version": 2,
}

QuestionState = Literal["asked", "derived", "not_applicable"]


class FormValue(ResponseModel):
    """A value (значение): an answer, a count in `numerator`, or a share."""

    answer: Literal["yes", "no", "not_applicable"] | None
    numerator: int | None
    denominator: int | None
    percent: str | None = Field(description="The share with two decimals, for display only.")
    comment: str | None = Field(description="What the participant says of it.")


class FormElement(ResponseModel):
    """One element of a form (строка формы)."""

    code: str
    title: str
    kind: Kind
    state: QuestionState = Field(
        description="asked: it is to be answered. derived: the system knows it, nothing is to be done. not_applicable: "
        "no indicator of the set looks at this participant."
    )
    required: bool = Field(
        description="Whether it must be answered before submission; false also where the sum over schools stands in."
    )
    numerator_words: str | None = Field(description="Whom the numerator counts, as the programme says.")
    denominator_words: str | None = Field(description="Whom the denominator counts, as the programme says.")
    source: str
    evidence: list[str] = Field(
        description="Titles of the documents that confirm it (подтверждающие документы).",
    )
    derived_answer: Literal["yes", "no"] | None = Field(description="What the system knows, where `state` is derived.")
    derived_share: FormValue | None = Field(
        default=None, description="What records of support (меры поддержки) come to, where `state` is derived."
    )
    value: FormValue | None = Field(description="What stands in the form.")
    previous: FormValue | None = Field(description="What was accepted for the period before.")


class FormGroup(ResponseModel):
    """The elements under one heading of the set."""

    code: str | None = Field(description="Null: elements that no indicator names.")
    title: str | None
    elements: list[FormElement]


class FormRead(ResponseModel):
    """The form of one participant (форма участника): groups of elements in the order of the programme."""

    model_config: ClassVar[ConfigDict] = ConfigDict(frozen=True, json_schema_extra={"examples": [_EXAMPLE]})

    campaign_id: UUID
    level: SubmissionLevel
    object_code: str
    period: str
    previous_period: str | None = Field(description="The period whose values stand beside.")
    groups: list[FormGroup]
    version: int = Field(description="Version of the submission; as ETag.")
