"""Campaigns as they are asked for, edited and read."""

from datetime import date, datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from services.monitoring.campaigns.schemas.choosing import Participants
from shared.http.orders import Order, OrderParty
from shared.http.schemas import LocalDate, RequestModel, ResponseModel
from shared.indicators.periods import PeriodText
from shared.rules.definition import Code, OptionValue, Word

_ORDER: JsonDict = {
    "number": "135",
    "date": "2023-08-25",
    "title": "О проведении мониторинга",
    "parties": [{"role": "controls", "name": "МБУ «Методический центр»"}],
}
_RESPONSIBLE: list[JsonDict] = [{"role": "carries_out", "name": "МБУ «Методический центр»"}]
_DAYS: JsonDict = {
    "order": _ORDER,
    "responsible": list(_RESPONSIBLE),
    "starts_on": "2023-09-01",
    "ends_on": "2023-09-30",
    "remind_on": "2023-09-25",
    "analysis_on_working_day": False,
    "options": {},
}
_WHAT: JsonDict = {
    "pack": "norilsk-2022",
    "set": "low-results",
    "period": "2022/2023",
    "municipality": "04729000",
}

Responsible = Annotated[
    tuple[OrderParty, ...],
    Field(min_length=1, max_length=50, description="Who carries it out: posts and organisations (ответственные)."),
]
Options = Annotated[
    dict[Word, OptionValue],
    Field(max_length=20, description="Options of the programme's indicators that differ from their defaults."),
]


class CampaignState(StrEnum):
    """How far a campaign has come."""

    planned = "planned"
    open = "open"
    closed = "closed"
    """Nobody is waited for any more; late answers still come in and are told as late."""
    analysed = "analysed"
    published = "published"


CampaignAction = Literal["update", "replace_participants", "open", "close"]


class CampaignCreate(RequestModel):
    """A campaign to plan (кампания мониторинга)."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [{**_WHAT, **_DAYS, "participants": "all"}]}
    )

    pack: Code = Field(description="Whose indicators.")
    set: Code = Field(description="Set of indicators of the pack (набор показателей).")
    period: PeriodText = Field(description="Academic year, or the month of a half-yearly monitoring: 2023-01.")
    municipality: str = Field(pattern="^[0-9]{8}$", description="ОКТМО, eight digits.")
    order: Order | None = Field(None, description="Приказ; required where the programme says so (B64).")
    responsible: Responsible
    participants: Participants
    starts_on: LocalDate | None = Field(None, description="First day; left out: as the programme's calendar says.")
    ends_on: LocalDate | None = Field(None, description="Last day for answers, included; left out: the same.")
    remind_on: LocalDate | None = Field(None, description="The day on which those without an answer are reminded.")
    analysis_on_working_day: bool = Field(
        default=False, description="Move a term of analysis that ends on a weekend to the next working day (B48)."
    )
    options: Options = Field(default_factory=dict)


class CampaignUpdate(RequestModel):
    """A planned or open campaign as it shall be."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [_DAYS]}
    )

    order: Order | None
    responsible: Responsible
    starts_on: LocalDate = Field(description="First day; of an open campaign it stays.")
    ends_on: LocalDate = Field(description="Last day for answers, included.")
    remind_on: LocalDate | None
    analysis_on_working_day: bool
    options: Options


class ParticipantCounts(ResponseModel):
    """Who takes part."""

    schools: int
    municipality: bool = Field(description="Whether the municipality itself answers too.")


class CampaignRead(ResponseModel):
    """A campaign (кампания мониторинга): what, when, by whose order, and how far it has come."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True,
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    **_WHAT,
                    **_DAYS,
                    "id": "7d2f8f0e-6c1b-4f4b-9f53-2f7d3c1a9b10",
                    "pack_version": "1.1.1",
                    "title": "Показатели мониторинга по работе со ШНОР",
                    "timezone": "Asia/Krasnoyarsk",
                    "analysis_due_on": None,
                    "participants": {"schools": 40, "municipality": False},
                    "state": "open",
                    "waits_for_order": False,
                    "is_overdue": False,
                    "is_analysis_overdue": False,
                    "opened_at": "2023-08-31T17:00:04Z",
                    "reminded_at": None,
                    "closed_at": None,
                    "analysed_at": None,
                    "published_at": None,
                    "published_url": None,
                    "schedule_id": None,
                    "created_at": "2023-08-28T03:00:00Z",
                    "updated_at": "2023-08-31T17:00:04Z",
                    "version": 2,
                    "allowed_actions": ["update", "replace_participants", "close"],
                }
            ]
        },
    )

    id: UUID
    pack: str
    pack_version: str = Field(description="Its definitions are used to the end; later versions do not touch it.")
    set: str
    title: str = Field(description="Name of the set.")
    period: str
    municipality: str = Field(description="ОКТМО.")
    order: Order | None
    responsible: tuple[OrderParty, ...]
    participants: ParticipantCounts
    starts_on: date
    ends_on: date = Field(description="Last day for answers, included.")
    remind_on: date | None
    analysis_due_on: date | None = Field(description="Last day for the analysis, where the programme prints a term.")
    analysis_on_working_day: bool
    options: dict[str, str]
    timezone: str = Field(description="Its days begin and end there.")
    state: CampaignState
    waits_for_order: bool = Field(description="It does not open before its order is entered.")
    is_overdue: bool = Field(description="It should have been opened, closed or analysed by now.")
    is_analysis_overdue: bool
    opened_at: datetime | None
    reminded_at: datetime | None
    closed_at: datetime | None
    analysed_at: datetime | None
    published_at: datetime | None
    published_url: str | None
    schedule_id: UUID | None = Field(description="The schedule (расписание) that planned it; null where people did.")
    created_at: datetime
    updated_at: datetime
    version: int = Field(description="Also in `ETag`.")
    allowed_actions: list[CampaignAction] = Field(description="What you may do with it now.")
