"""Roadmaps as they are asked for, edited and read."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from services.roadmap.roadmaps.schemas.measures import EXAMPLE_WRITTEN, Line, MeasureWrite, Passage, RoadmapParty
from shared.http.orders import Order
from shared.http.schemas import LocalDate, RequestModel, ResponseModel
from shared.reference.school_codes import SCHOOL_CODE_PATTERN
from shared.rules.definition import Code

_ORDER: JsonDict = {
    "number": "280-36",
    "date": "2023-01-16",
    "title": "Об утверждении плана мероприятий",
    "parties": [],
}
_PARTIES: list[JsonDict] = [{"role": "controls", "kind": "role", "name": "Заведующий ИДЦ"}]
_HEAD: JsonDict = {
    "title": "План мероприятий по повышению качества общего образования",
    "starts_on": "2023-01-01",
    "ends_on": "2023-12-31",
    "parties": list(_PARTIES),
}
EXAMPLE_ROADMAP: JsonDict = {
    **_HEAD,
    "id": "5d8a0a52-3f7e-4c7e-9a53-0d5a9a1c2d02",
    "municipality": "04729000",
    "kind": "municipal",
    "school_code": None,
    "origin": "pack",
    "pack": "norilsk-2022",
    "pack_version": "1.2.0",
    "plan": "plan-2023",
    "programme_id": None,
    "list_id": None,
    "year": "2023",
    "timezone": "Asia/Krasnoyarsk",
    "measures": 25,
    "state": "approved",
    "edition": 1,
    "order": _ORDER,
    "approved_at": "2023-01-16T03:00:00Z",
    "closed_at": None,
    "closing_reason": None,
    "created_at": "2022-12-20T03:00:00Z",
    "updated_at": "2023-01-16T03:00:00Z",
    "version": 4,
    "allowed_actions": ["amend", "close"],
}
PlanYearWritten = Annotated[str, StringConstraints(pattern=r"^[0-9]{4}(/[0-9]{4})?$")]
Oktmo = Annotated[str, StringConstraints(pattern=r"^[0-9]{8}$")]
Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=2000)]


class RoadmapKind(StrEnum):
    """Whose roadmap it is."""

    municipal = "municipal"
    school = "school"


class RoadmapState(StrEnum):
    """How far a roadmap has come."""

    draft = "draft"
    approved = "approved"
    closed = "closed"


RoadmapAction = Literal["update", "edit_measures", "delete", "approve", "amend", "close"]


class RoadmapCreate(RequestModel):
    """A roadmap to draft: from a plan of a programme, or empty, for people to fill."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [
                {"municipality": "04729000", "title": "План мероприятий", "year": "2023"},
                {"municipality": "04729000", "pack": "norilsk-2022", "plan": "plan-2023", "year": "2024"},
            ]
        },
    )

    municipality: Oktmo = Field(description="ОКТМО, eight digits.")
    pack: Code | None = Field(None, description="Programme whose plan it is made from; with `plan`.")
    plan: Code | None = Field(None, description="Plan of the programme; see the catalogue.")
    kind: RoadmapKind = Field(RoadmapKind.municipal, description="Of the municipality or of one school.")
    school_code: Annotated[str, StringConstraints(pattern=SCHOOL_CODE_PATTERN)] | None = Field(
        None, description="The school of a school roadmap."
    )
    title: Line | None = Field(None, description="Left out: the plan's.")
    year: PlanYearWritten | None = Field(
        None, description="Academic (2022/2023) or calendar year (2023); left out: the plan's.", examples=["2023"]
    )


class RoadmapUpdate(RequestModel):
    """The head of a draft as it shall be."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [_HEAD]}
    )

    title: Line
    starts_on: LocalDate = Field(description="First day it covers.")
    ends_on: LocalDate = Field(description="Last day; measures that come every year occur in between (B51).")
    parties: list[RoadmapParty] = Field(max_length=50, description="Who approves, executes, accompanies, controls.")


class RoadmapApproval(RequestModel):
    """On whose ground a roadmap is approved."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [{"order": _ORDER}]}
    )

    order: Order = Field(description="Приказ.")


class MeasureChange(MeasureWrite):
    """A measure of an approved roadmap as it shall be."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"examples": [{**EXAMPLE_WRITTEN, "id": "0c4f1f4e-8d0b-4b53-9a5c-2f4d0c9f1001"}]},
    )

    id: UUID


class RoadmapAmendment(RequestModel):
    """A change of an approved roadmap (изменение), with its reason."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={"examples": [{"reason": "Перенос сроков по решению совещания", "add": [EXAMPLE_WRITTEN]}]},
    )

    reason: Reason = Field(description="Why (обоснование).")
    order: Order | None = Field(None, description="Приказ, where there is one.")
    add: list[MeasureWrite] = Field([], max_length=200)
    change: list[MeasureChange] = Field([], max_length=200, description="Measures as they shall be, whole.")
    remove: list[UUID] = Field([], max_length=200)


class RoadmapClosing(RequestModel):
    """Why a roadmap is closed."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [{"reason": "Год завершён, итоги подведены"}]}
    )

    reason: Reason


class RoadmapRead(ResponseModel):
    """A roadmap (дорожная карта, план мероприятий): whose, for when, how far it has come."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True, frozen=True, json_schema_extra={"examples": [EXAMPLE_ROADMAP]}
    )

    id: UUID
    municipality: str = Field(description="ОКТМО.")
    kind: RoadmapKind
    school_code: str | None
    title: str
    origin: Literal["pack", "file", "list", "people"] = Field(
        description="A plan of a programme, an imported table, drafted for a listed school, or written by people."
    )
    pack: str | None
    pack_version: str | None
    plan: str | None
    programme_id: UUID | None
    list_id: UUID | None
    year: str = Field(description="2022/2023 is an academic year, 2023 a calendar year; yearless terms are of it.")
    starts_on: date
    ends_on: date
    timezone: str = Field(description="Its days begin and end there.")
    parties: list[RoadmapParty]
    measures: int = Field(description="How many measures it has now.")
    state: RoadmapState
    edition: int = Field(
        description="0 of a draft, 1 the baseline (утверждённая редакция), one more with every change."
    )
    order: Order | None
    approved_at: datetime | None
    closed_at: datetime | None
    closing_reason: str | None
    created_at: datetime
    updated_at: datetime
    version: int = Field(description="Counts the edits of the roadmap and of its measures; as ETag.")
    allowed_actions: list[RoadmapAction] = Field(description="What you may do with it now.")


class RoadmapDrafted(RoadmapRead):
    """A roadmap that was just drafted, with what was done to the words of its plan."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True,
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    **EXAMPLE_ROADMAP,
                    "state": "draft",
                    "edition": 0,
                    "order": None,
                    "approved_at": None,
                    "version": 1,
                    "allowed_actions": ["update", "edit_measures", "delete", "approve"],
                    "notes": ["Годы в сроках сдвинуты на 1: план написан на 2023 год."],
                }
            ]
        },
    )

    notes: list[Passage] = Field(description="For people, in Russian.")
