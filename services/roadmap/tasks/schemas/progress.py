"""How far a roadmap has come."""

from datetime import date
from typing import ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from shared.http.schemas import ResponseModel
from shared.http.shares import ShareRead

_COUNTS: JsonDict = {
    "planned": 5,
    "in_progress": 2,
    "done": 3,
    "cancelled": 1,
    "progress": {"numerator": 3, "denominator": 10, "percent": "30.00"},
}
_PART: JsonDict = {"measures": _COUNTS, "tasks": {**_COUNTS, "overdue": 1, "due_soon": 2}}


class ProgressCounts(ResponseModel):
    """How many stand where; what is cancelled is left out of the share."""

    planned: int
    in_progress: int
    done: int
    cancelled: int
    progress: ShareRead = Field(description="Done of those that are not cancelled.")


class TaskProgress(ProgressCounts):
    """The same of tasks, and which of them press."""

    overdue: int = Field(description="Unfinished, the last day has passed.")
    due_soon: int = Field(description="Unfinished, the last day is today or in the next `soon_days` days.")


class RoadmapTotal(ResponseModel):
    """Measures and tasks."""

    measures: ProgressCounts
    tasks: TaskProgress


class SectionProgress(RoadmapTotal):
    """Measures and tasks of one section."""

    section: str | None = Field(description="As printed; null where the roadmap has no headings.")


class RoadmapProgress(ResponseModel):
    """How far a roadmap has come (ход исполнения), by section and in all; without measures that were taken out."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True,
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "roadmap_id": "5d8a0a52-3f7e-4c7e-9a53-0d5a9a1c2d02",
                    "day": "2023-04-18",
                    "soon_days": 14,
                    "sections": [{"section": "Организационные мероприятия", **_PART}],
                    "total": _PART,
                }
            ]
        },
    )

    roadmap_id: UUID
    day: date = Field(description="Today where the municipality is.")
    soon_days: int
    sections: list[SectionProgress] = Field(description="In the order of the roadmap.")
    total: RoadmapTotal
