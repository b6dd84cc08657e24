"""Shapes of decisions."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import AfterValidator, ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from shared.http.orders import Order
from shared.http.schemas import LocalDate, RequestModel, ResponseModel
from shared.indicators.definition import IndicatorCode
from shared.reference.school_codes import SCHOOL_CODE_PATTERN, canonical_school_code

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
Passage = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]

SchoolCode = Annotated[str, Field(pattern=SCHOOL_CODE_PATTERN), AfterValidator(canonical_school_code)]
"""A code in any of its forms (C5), read as the key."""

_PLACE: JsonDict = {"municipality": "04729000", "school": None}
_CONTENT: JsonDict = {
    "title": "О мерах поддержки школ с низкими результатами обучения",
    "text": "На основании утверждённого перечня школ и в целях повышения качества образования",
    "clauses": [
        {
            "text": "Организовать методическое сопровождение школ перечня.",
            "responsible": "МБУ «Методический центр»",
            "due_on": "2022-12-20",
        }
    ],
    "run_id": None,
    "list_id": "3f0c1a52-3f7e-4c7e-9a53-0d5a9a1c1d11",
    "report_id": None,
    "computation_id": None,
    "indicator": None,
    "check_effect_on": "2023-06-01",
}
_ORDER: JsonDict = {"number": "301", "date": "2022-10-20", "title": None, "parties": []}


class DecisionState(StrEnum):
    """Where a decision stands."""

    draft = "draft"
    issued = "issued"
    checked = "checked"
    withdrawn = "withdrawn"


class DecisionBasis(StrEnum):
    """What a decision stands on."""

    run = "run"
    list = "list"
    report = "report"
    indicator = "indicator"


class FlagCode(StrEnum):
    """In which way the basis of a decision has changed."""

    list_superseded = "list-superseded"
    list_overruled = "list-overruled"
    run_corrected = "run-corrected"
    computation_renewed = "computation-renewed"
    pack_renewed = "pack-renewed"


class DecisionClause(RequestModel):
    """One point of an order: what is to be done, by whom, by when."""

    text: Passage
    responsible: Line | None = Field(default=None, description="Post or organisation, never a person's name.")
    due_on: LocalDate | None = Field(default=None, description="Last day, included.")


class DecisionUpdate(RequestModel):
    """All that a draft of a decision says; it takes the place of what stood there."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [_CONTENT]}
    )

    title: Line = Field(description="What is decided (о чём приказ).")
    text: Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)] = Field(
        default="", description="What stands before the points (констатирующая часть)."
    )
    clauses: list[DecisionClause] = Field(min_length=1, max_length=100, description="Its points (пункты), in order.")
    run_id: UUID | None = Field(
        default=None, description="Basis: a finished run (прогон) that covers the municipality."
    )
    list_id: UUID | None = Field(default=None, description="Basis: a published list (список школ).")
    report_id: UUID | None = Field(default=None, description="Basis: an approved report (аналитическая справка).")
    computation_id: UUID | None = Field(default=None, description="Basis: a computation; name its `indicator` too.")
    indicator: IndicatorCode | None = Field(default=None, description="The indicator (показатель) of the computation.")
    check_effect_on: LocalDate = Field(description="When its effect is to be checked (дата проверки эффекта).")


class DecisionCreate(DecisionUpdate):
    """A new draft of a decision of the department, or of one school."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [_PLACE | _CONTENT]}
    )

    municipality: str = Field(pattern="^[0-9]{8}$", description="ОКТМО, eight digits.")
    school: SchoolCode | None = Field(
        default=None, description="The school whose order it is (приказ ОО); none of the department's."
    )


class DecisionWithdraw(RequestModel):
    """Why a decision is withdrawn."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [{"reason": "Перечень школ заменён новым."}]}
    )

    reason: Passage


class DecisionCheck(RequestModel):
    """What the check of the effect of a decision found."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [{"finding": "Сопровождение получили 4 школы из 5; решение исполнено частично."}]
        },
    )

    finding: Passage


class DecisionFlag(ResponseModel):
    """One way in which the basis of a decision has changed since."""

    code: FlagCode
    replaced: str = Field(description="What it stands on: the id, of a pack its code and version.")
    by: str = Field(description="What has come instead.")
    since: datetime
    reason: str = Field(description="What has happened, in Russian.")
    advice: str = Field(description="What to do, in Russian.")


class DecisionRead(ResponseModel):
    """A decision (управленческое решение): an order, its basis, and what has become of both."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True,
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "id": "7d1b6c9e-1a4e-4f0e-8a53-5a2f6b1f7c33",
                    **_PLACE,
                    **_CONTENT,
                    "check_due": False,
                    "state": "issued",
                    "order": _ORDER,
                    "issued_at": "2022-10-20T05:00:00Z",
                    "finding": None,
                    "effect_checked_at": None,
                    "withdrawal_reason": None,
                    "withdrawn_at": None,
                    "flags": [],
                    "version": 2,
                    "created_at": "2022-10-18T05:00:00Z",
                    "updated_at": "2022-10-20T05:00:00Z",
                    "allowed_actions": ["withdraw", "check"],
                }
            ]
        },
    )

    id: UUID
    municipality: str
    school: str | None
    title: str
    text: str
    clauses: list[DecisionClause]
    run_id: UUID | None
    list_id: UUID | None
    report_id: UUID | None
    computation_id: UUID | None
    indicator: str | None
    check_effect_on: date
    check_due: bool = Field(description="Whether that day has come and nobody has checked.")
    state: DecisionState
    order: Order | None
    issued_at: datetime | None
    finding: str | None
    effect_checked_at: datetime | None
    withdrawal_reason: str | None
    withdrawn_at: datetime | None
    flags: list[DecisionFlag] = Field(description="How its basis has changed; none of what is withdrawn.")
    version: int
    created_at: datetime
    updated_at: datetime
    allowed_actions: list[Literal["update", "approve", "withdraw", "check"]] = Field(description="What you may do now.")
