"""Shapes of reports: asked for, edited, approved, published."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, HttpUrl, StringConstraints
from pydantic.config import JsonDict

from services.monitoring.reports.schemas.content import EXAMPLE_CONTENT, Advice, ReportContent
from shared.http.schemas import LocalDate, RequestModel, ResponseModel
from shared.indicators.deficits import Addressee
from shared.reference.school_codes import SCHOOL_CODE_PATTERN

Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=300)]
Passage = Annotated[str, StringConstraints(strip_whitespace=True, max_length=20_000)]
_EXAMPLE_ADVICE: JsonDict = {
    "addressee": "school",
    "text": "Принять школьную программу антирисковых мер.",
    "measure": "Разработка и внедрение примерной программы антирисковых мер",
    "deficit": "no-prevention-system",
    "schools": ["edu240001"],
}
_EXAMPLE_TEXTS: JsonDict = {"introduction": "Мониторинг проведён на основании приказа.", "conclusion": ""}
_EXAMPLE_EDIT: JsonDict = {
    "letterhead": ["Управление образования"],
    "signatory": "Начальник управления образования",
    "texts": _EXAMPLE_TEXTS,
    "recommendations": [_EXAMPLE_ADVICE],
    "protocol": {"number": "3", "date": "2023-06-08"},
}


class ReportKind(StrEnum):
    """What a report is about."""

    campaign = "campaign"
    """аналитическая справка по итогам мониторинга"""
    effectiveness = "effectiveness"
    """справка об эффективности принятых мер, 1–10 июня (002 §4.6)"""
    risk_list = "risk_list"
    """справка по перечню рисковых школ (002 §3.2)"""


class ReportState(StrEnum):
    """Where a report stands; what is being drafted or could not be is told by its job."""

    queued = "queued"
    drafting = "drafting"
    failed = "failed"
    drafted = "drafted"
    approved = "approved"
    published = "published"


class ReportCreate(RequestModel):
    """A report that is wanted: of a closed campaign, or of a published list of at-risk schools in a municipality."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"examples": [{"kind": "campaign", "campaign_id": "5d8a0a52-3f7e-4c7e-9a53-0d5a9a1c1d01"}]},
    )

    kind: ReportKind
    campaign_id: UUID | None = Field(default=None, description="The campaign (кампания); not of a list.")
    list_id: UUID | None = Field(default=None, description="The list of at-risk schools (перечень рисковых школ).")
    municipality: Annotated[str, Field(pattern="^[0-9]{8}$")] | None = Field(
        default=None, description="ОКТМО: whose schools of the list.", examples=["04729000"]
    )


class Protocol(RequestModel):
    """The protocol (протокол) of the meeting that considered the results."""

    number: Line = Field(examples=["3"])
    date: LocalDate


class Texts(RequestModel):
    """The sections of a report in words; empty ones are left out of the document."""

    introduction: Passage = ""
    facts: Passage = ""
    factors: Passage = ""
    deficits: Passage = ""
    practices: Passage = ""
    groups: Passage = ""
    conclusion: Passage = ""


class AdviceWrite(RequestModel):
    """A recommendation (рекомендация) and the schools it is meant for."""

    addressee: Addressee = Field(description="school, leaders (управленцы) or teachers (педагоги).")
    text: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)]
    measure: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=4000)] | None = None
    deficit: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$", max_length=60)] | None = None
    schools: list[Annotated[str, StringConstraints(pattern=SCHOOL_CODE_PATTERN)]] = Field(max_length=10_000)


class ReportUpdate(RequestModel):
    """All that people write in a report; it takes the place of what stood there."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [_EXAMPLE_EDIT]}
    )

    letterhead: list[Line] = Field(min_length=1, max_length=6, description="Who issues it, line by line.")
    signatory: Line = Field(description="The post that signs (должность), never a person's name.")
    texts: Texts
    recommendations: list[AdviceWrite] = Field(max_length=500)
    protocol: Protocol | None = Field(description="Of the meeting that considered the results, once it took place.")


class ReportPublish(RequestModel):
    """Where a report is published."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [{"url": "https://example.org/monitoring/2023-06"}]}
    )

    url: HttpUrl = Field(description="Address on the site of the department.")


class ReportRead(ResponseModel):
    """A report (аналитическая справка): of what, where it stands, who signs."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True,
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "id": "8c6d1d4e-6c0a-4b53-9a5c-6f4d0c9f1001",
                    "kind": "campaign",
                    "municipality": "04729000",
                    "pack": "norilsk-2022",
                    "pack_version": "1.1.1",
                    "indicator_set": "prevention",
                    "period": "2023-06",
                    "campaign_id": "5d8a0a52-3f7e-4c7e-9a53-0d5a9a1c1d01",
                    "list_id": None,
                    "computation_id": "0d5b0d5a-77aa-4c0f-8f5e-1c2d3e4f5a60",
                    "state": "drafted",
                    "failure": None,
                    **{name: _EXAMPLE_EDIT[name] for name in ("letterhead", "signatory", "protocol")},
                    "approved_at": None,
                    "published_at": None,
                    "published_url": None,
                    "created_at": "2023-07-03T03:00:00Z",
                    "version": 2,
                    "allowed_actions": ["update", "approve"],
                }
            ]
        },
    )

    id: UUID
    kind: ReportKind
    municipality: str = Field(description="ОКТМО.")
    pack: str
    pack_version: str
    indicator_set: str | None = Field(description="Code of the set; null of a list.")
    period: str
    campaign_id: UUID | None
    list_id: UUID | None
    computation_id: UUID | None = Field(
        description="The computation (вычисление) whose values these are: open them down to the schools there."
    )
    state: ReportState
    failure: str | None = Field(description="Why the draft could not be made.")
    letterhead: list[str]
    signatory: str
    protocol: Protocol | None
    approved_at: datetime | None
    published_at: datetime | None
    published_url: str | None
    created_at: datetime
    version: int = Field(description="Counts the edits; as ETag.")
    allowed_actions: list[Literal["draft", "update", "approve", "publish"]] = Field(
        description="What you may do with it now."
    )


class ReportText(ResponseModel):
    """What a report says (содержание справки); a school reads what concerns it, without other schools' numbers."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True,
        frozen=True,
        json_schema_extra={
            "examples": [{"content": EXAMPLE_CONTENT, "texts": _EXAMPLE_TEXTS, "recommendations": [_EXAMPLE_ADVICE]}]
        },
    )

    content: ReportContent
    texts: Texts
    recommendations: list[Advice]
