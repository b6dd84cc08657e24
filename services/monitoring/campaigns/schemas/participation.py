"""Who takes part, and who has answered."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Literal

from pydantic import ConfigDict, Field

from services.monitoring.campaigns.schemas.choosing import Participants
from shared.http.schemas import RequestModel, ResponseModel


class Answered(StrEnum):
    """Whether a participant answered, told from its submission and the last day."""

    on_time = "on_time"
    late = "late"
    no_answer = "no_answer"
    """The campaign is over and nothing was submitted."""
    not_yet = "not_yet"


class ParticipantsWrite(RequestModel):
    """The schools that take part, all of them (участники)."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [{"participants": "all"}]}
    )

    participants: Participants


class ParticipantRead(ResponseModel):
    """A participant and its answer."""

    level: Literal["school", "municipality"]
    code: str = Field(description="Key of the school, or ОКТМО.", examples=["edu240001"])
    name: str = Field(examples=["МБОУ «СШ № 1»"])
    answered: Answered
    state: Literal["draft", "submitted", "accepted", "returned"] = Field(description="Of its submission.")
    first_submitted_at: datetime | None
    submitted_at: datetime | None


class ParticipationCounts(ResponseModel):
    """How many participants stand where."""

    on_time: int
    late: int
    no_answer: int
    not_yet: int


class ParticipationRead(ResponseModel):
    """Who takes part and who has answered (участие): counts over all, and a page of participants."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True,
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "counts": {"on_time": 31, "late": 4, "no_answer": 5, "not_yet": 0},
                    "items": [
                        {
                            "level": "school",
                            "code": "edu240001",
                            "name": "МБОУ «СШ № 1»",
                            "answered": "on_time",
                            "state": "accepted",
                            "first_submitted_at": "2023-09-12T04:10:00Z",
                            "submitted_at": "2023-09-14T02:30:00Z",
                        }
                    ],
                    "next_cursor": None,
                }
            ]
        },
    )

    counts: ParticipationCounts = Field(description="Over every page.")
    items: list[ParticipantRead] = Field(description="The municipality first, then schools by code.")
    next_cursor: str | None = Field(description="Pass it as `cursor` to go on; null on the last page.")
