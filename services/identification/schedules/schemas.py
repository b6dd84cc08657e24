"""Shapes of schedules of runs."""

from typing import ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field

from shared.http.schemas import RequestModel
from shared.queue.schedules import PeriodPayload
from shared.reference.academic_years import AcademicYearText
from shared.schedules import schemas


class PeriodStart(RequestModel):
    """The period to start."""

    model_config = ConfigDict(json_schema_extra={"examples": [{"period": "2022/2023"}]})

    period: AcademicYearText = Field(description="The academic year in which the list is made.")


class PeriodRead(schemas.PeriodRead):
    """A period of a schedule (период расписания) that came or was asked for."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "period": "2022/2023",
                    "state": "started",
                    "triggered_by": "schedule",
                    "due_at": "2022-10-15T17:00:00Z",
                    "created_at": "2022-10-15T17:00:04Z",
                    "run_id": "6f2b0f0c-6f0f-4a53-9a3c-0d5a9a1c1d01",
                    "failure": None,
                }
            ]
        }
    )

    run_id: UUID | None
    failure: str | None = Field(description="Why its run could not be made, in Russian.")


class StartSchedulePeriod(PeriodPayload):
    """Start the run of a period."""

    kind: ClassVar[str] = "identification.start_schedule_period"
    queue: ClassVar[str] = "identification"
