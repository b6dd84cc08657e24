"""Shapes of schedules of campaigns."""

from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field

from shared.http.schemas import RequestModel
from shared.indicators.periods import PeriodText
from shared.queue.schedules import PeriodPayload
from shared.schedules import schemas


class ScheduleCreate(schemas.ScheduleCreate):
    """What is to begin every year (расписание), and where; `participants` among the options: all or listed."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid",
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "pack": "norilsk-2022",
                    "calendar_entry": "CAL-4",
                    "month": 1,
                    "municipality": "04729000",
                    "options": {"participants": "all"},
                }
            ]
        },
    )

    month: Annotated[int, Field(ge=1, le=12)] | None = Field(
        None, description="Which window of the entry, where it has several."
    )


class PeriodStart(RequestModel):
    """The period to start."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [{"period": "2022/2023"}]}
    )

    period: PeriodText = Field(description="Academic year, or the month of a half-yearly monitoring: 2023-01.")


class PeriodRead(schemas.PeriodRead):
    """A period of a schedule (период расписания) that came or was asked for."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True,
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "period": "2023-01",
                    "state": "started",
                    "triggered_by": "schedule",
                    "due_at": "2022-12-31T17:00:00Z",
                    "created_at": "2022-12-31T17:00:04Z",
                    "campaign_id": "7d2f8f0e-6c1b-4f4b-9f53-2f7d3c1a9b10",
                    "failure": None,
                }
            ]
        },
    )

    campaign_id: UUID | None
    failure: str | None = Field(description="Why its campaign could not be planned, in Russian.")


class StartSchedulePeriod(PeriodPayload):
    """Plan the campaign of a period."""

    kind: ClassVar[str] = "monitoring.start_schedule_period"
    queue: ClassVar[str] = "monitoring"
