"""Shapes of reminders."""

from datetime import date, datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field

from shared.http.schemas import ResponseModel
from shared.queue import JobPayload


class RemindResponsibles(JobPayload):
    """Make the digests of a municipality for whatever has come up since a day."""

    kind: ClassVar[str] = "roadmap.remind_responsibles"
    queue: ClassVar[str] = "roadmap"

    municipality_id: int
    day: date


class ReminderCause(StrEnum):
    """Why a task stands in a digest."""

    begins = "begins"
    due_soon = "due_soon"
    """Its last day is within a week."""
    due_today = "due_today"
    overdue = "overdue"


class ReminderItem(ResponseModel):
    """A task of a digest, as it was on that day."""

    task_id: UUID
    why: ReminderCause
    number: str | None = Field(description="Of the measure, as printed.")
    title: str
    school_code: str | None
    ends_on: date | None = Field(description="Last day, included.")


class ReminderRead(ResponseModel):
    """A digest (напоминание): what one responsible party or school was told on one day."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True,
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "id": "8a2f4a64-2a1c-4d0b-9d51-3e4a1c8d1f77",
                    "municipality": "04729000",
                    "day": "2023-04-23",
                    "school_code": None,
                    "responsible": "МБУ «МЦ»",
                    "escalated": False,
                    "items": [
                        {
                            "task_id": "3f0f4a64-2a1c-4d0b-9d51-3e4a1c8d1f01",
                            "why": "due_soon",
                            "number": "5",
                            "title": "Проведение цикла практикориентированных мероприятий для педагогов",
                            "school_code": None,
                            "ends_on": "2023-04-30",
                        }
                    ],
                    "created_at": "2023-04-23T01:00:02Z",
                }
            ]
        },
    )

    id: UUID
    municipality: str = Field(description="ОКТМО.")
    day: date = Field(description="Local to the municipality.")
    school_code: str | None = Field(description="The school that is reminded.")
    responsible: str | None = Field(
        description="The party that is reminded, as printed; with neither, it is for the municipality itself."
    )
    escalated: bool = Field(description="For whoever controls: overdue for two weeks and more.")
    items: list[ReminderItem] = Field(description="What is due first in front.")
    created_at: datetime
