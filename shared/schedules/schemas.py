"""Shapes of schedules that every service's have; a service adds what its periods start."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from shared.http.schemas import RequestModel, ResponseModel
from shared.rules.definition import Code, OptionValue, Word

Day = Annotated[int, Field(ge=1, le=31, description="Day of the month, inside the window of the calendar.")]
Options = Annotated[
    dict[Word, OptionValue],
    Field(max_length=20, description="Options of the rule; what is left out has its default.", examples=[{}]),
]


class ScheduleCreate(RequestModel):
    """What is to begin every year (расписание), and where."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [{"pack": "norilsk-2022", "calendar_entry": "CAL-2", "municipality": "04729000", "options": {}}]
        }
    )

    pack: Code = Field(description="Whose calendar.", examples=["norilsk-2022"])
    calendar_entry: str = Field(
        pattern="^CAL-[0-9]{1,3}$", description="Entry of the calendar (пункт календаря).", examples=["CAL-2"]
    )
    municipality: str = Field(pattern="^[0-9]{8}$", description="ОКТМО, eight digits.", examples=["04729000"])
    day: Day | None = Field(None, description="Day of the month on which it begins; left out: the calendar's own.")
    options: Options = Field(default_factory=dict)


class ScheduleUpdate(RequestModel):
    """A schedule as it shall be."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"enabled": True, "day": 20, "options": {}}]})

    enabled: bool = Field(description="False: nothing begins by itself; a period can still be asked for.")
    day: Day
    options: Options


class ScheduleRead(ResponseModel):
    """A schedule (расписание): what begins every year, and when next."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0c7c4c52-9a4f-4f0b-8c55-3d1b7e0d5a11",
                    "pack": "norilsk-2022",
                    "calendar_entry": "CAL-2",
                    "municipality": "04729000",
                    "month": 10,
                    "day": 16,
                    "timezone": "Asia/Krasnoyarsk",
                    "options": {},
                    "enabled": True,
                    "next_run_at": "2022-10-15T17:00:00Z",
                    "version": 1,
                    "created_at": "2022-09-01T02:00:00Z",
                    "updated_at": "2022-09-01T02:00:00Z",
                    "allowed_actions": ["update", "start_period"],
                }
            ]
        }
    )

    id: UUID
    pack: str
    calendar_entry: str
    municipality: str = Field(description="ОКТМО.")
    month: int
    day: int = Field(description="Of the month; it begins with the start of this day in its time zone.")
    timezone: str
    options: dict[str, str]
    enabled: bool
    next_run_at: datetime | None = Field(description="When the next period begins; null while it is not enabled.")
    version: int = Field(description="Also in `ETag`.")
    created_at: datetime
    updated_at: datetime
    allowed_actions: list[str] = Field(description="What you may do now: update, start_period.")


class PeriodState(StrEnum):
    """Where a period stands."""

    queued = "queued"
    """Due; what it starts is about to be made."""
    started = "started"
    skipped = "skipped"
    """It passed while nothing worked, and a later one was due as well."""
    failed = "failed"
    """What it starts could not be made."""


class PeriodRead(ResponseModel):
    """A period of a schedule (период расписания) that came or was asked for."""

    period: str
    state: PeriodState
    triggered_by: Literal["schedule", "request"] = Field(description="The schedule itself, or a request.")
    due_at: datetime | None = Field(description="When it was due; null where a request came of its own.")
    created_at: datetime
