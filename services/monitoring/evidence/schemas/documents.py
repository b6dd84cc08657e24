"""Shapes of evidence documents."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from shared.filing.schemas import FileRead
from shared.http.schemas import LocalDate, RequestModel, ResponseModel
from shared.indicators.documents import Document

EvidenceLevel = Literal["school", "municipality"]
EvidenceAction = Literal["update", "replace_file", "withdraw", "accept", "return"]
_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
_MOST = 200
_EXAMPLE_DETAILS: JsonDict = {
    "kind": "order",
    "title": "Приказ «Об утверждении школьной программы по повышению качества образования»",
    "number": "47-од",
    "issued_on": "2022-09-12",
    "valid_until": None,
    "requirements": [],
    "indicators": [],
    "link": None,
}


class EvidenceState(StrEnum):
    """Where a document stands."""

    attached = "attached"
    accepted = "accepted"
    returned = "returned"
    withdrawn = "withdrawn"


class EvidenceUpdate(RequestModel):
    """A document (подтверждающий документ) without its file, which is sent by `PUT …/file`."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [_EXAMPLE_DETAILS]}
    )

    kind: Document = Field(description="Kind of document (вид документа); that of its requirements.")
    title: _Text = Field(description="As printed. No names of pupils or teachers (B58).")
    number: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=100)] | None = Field(
        default=None, description="As printed."
    )
    issued_on: LocalDate | None = None
    valid_until: LocalDate | None = Field(default=None, description="Last day on which it is valid; null: no end.")
    requirements: list[Annotated[int, Field(ge=1, le=1000)]] = Field(
        default=[],
        max_length=_MOST,
        description="Numbers of the rows of the evidence contract that it answers: of its kind, of this level. "
        "Without any it is additional and counts for none.",
    )
    indicators: list[Annotated[str, StringConstraints(min_length=1, max_length=60)]] = Field(
        default=[],
        max_length=_MOST,
        description="Further indicators of the campaign that it confirms; those of its requirements are added.",
    )
    link: Annotated[str, StringConstraints(pattern=r"^https?://[^\s/$.?#][^\s]*$", max_length=2000)] | None = Field(
        default=None, description="Where it is published (ссылка на публикацию), instead of a file or beside it."
    )


class EvidenceWrite(EvidenceUpdate):
    """A document (подтверждающий документ) of one participant, without its file, which is sent by `PUT …/file`."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"examples": [{"object_code": "edu240001", **_EXAMPLE_DETAILS}]},
    )

    object_code: str = Field(
        pattern="^((sch|edu|ksh|spo)[0-9]{6}|[0-9]{8})$",
        description="Code of the school (код школы), or ОКТМО where the municipality itself answers.",
    )


class EvidenceReturn(RequestModel):
    """Why a document goes back (замечания)."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [{"remarks": "Приложите подписанный приказ."}]}
    )

    remarks: Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)] = Field(
        description="What has to be put right. No names of pupils or teachers (B58)."
    )


class EvidenceFile(FileRead):
    """The file of a document; `GET …/file` returns it."""


class EvidenceRead(ResponseModel):
    """A document (подтверждающий документ) that a participant attached, and what was decided on it."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True,
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "id": "5c0b6f0e-2f43-4a0a-9b1c-8f0f5d1c7a11",
                    "campaign_id": "7d8a2d52-0f3e-4f5a-8a53-5a2f6b1f7c02",
                    "level": "school",
                    "object_code": "edu240001",
                    **_EXAMPLE_DETAILS,
                    "reference_only": False,
                    "file": {
                        "name": "Приказ 47-од.pdf",
                        "media_type": "application/pdf",
                        "size_bytes": 184320,
                        "sha256": "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08",
                    },
                    "is_complete": True,
                    "is_expired": False,
                    "state": "attached",
                    "remarks": None,
                    "decided_at": None,
                    "created_at": "2022-09-14T03:00:00Z",
                    "updated_at": "2022-09-14T03:01:00Z",
                    "version": 2,
                    "allowed_actions": ["update", "replace_file", "withdraw"],
                }
            ]
        },
    )

    id: UUID
    campaign_id: UUID
    level: EvidenceLevel
    object_code: str
    kind: Document
    title: str
    number: str | None
    issued_on: date | None
    valid_until: date | None
    requirements: list[int] = Field(description="Rows of the evidence contract that it answers.")
    indicators: list[str] = Field(description="Indicators it confirms.")
    reference_only: bool = Field(description="Its source names people, so only number and date are kept (B58).")
    link: str | None
    file: EvidenceFile | None
    is_complete: bool = Field(description="It has a file or a link, or needs none; others count as missing.")
    is_expired: bool = Field(description="It is not valid on the last day of answers, or today.")
    state: EvidenceState
    remarks: str | None = Field(description="Why it was returned.")
    decided_at: datetime | None
    created_at: datetime
    updated_at: datetime
    version: int = Field(description="Counts the edits; as ETag.")
    allowed_actions: list[EvidenceAction] = Field(description="What you may do with it now.")
