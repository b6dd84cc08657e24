"""Editions of a roadmap, and what two of them have different."""

from datetime import date, datetime
from typing import ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field, JsonValue
from pydantic.config import JsonDict

from services.roadmap.roadmaps.schemas.measures import EXAMPLE_MEASURE, RoadmapMeasureRead
from services.roadmap.tasks.schemas import MeasureState
from shared.http.schemas import ResponseModel

_EDITION: JsonDict = {
    "edition": 2,
    "reason": "Перенос сроков по решению совещания",
    "order_number": None,
    "order_date": None,
    "order_title": None,
    "client_id": "0b2f1c7e-4f61-4d0f-8a3b-5b8f3f0f7c11",
    "created_at": "2023-04-03T03:00:00Z",
}
_STANDING: JsonDict = {
    "measure_id": "0c4f1f4e-8d0b-4b53-9a5c-2f4d0c9f1001",
    "state": "in_progress",
    "tasks": 40,
    "done": 12,
    "overdue": 0,
    "documents": 12,
}
_ID = "0c4f1f4e-8d0b-4b53-9a5c-2f4d0c9f1001"


class EditionSummary(ResponseModel):
    """An edition (редакция): why and on whose ground, without its measures."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True, frozen=True, json_schema_extra={"examples": [_EDITION]}
    )

    edition: int = Field(description="1 is the baseline (утверждённая редакция).")
    reason: str | None = Field(description="Why (обоснование); null of the baseline.")
    order_number: str | None = Field(description="Приказ, where there is one.")
    order_date: date | None
    order_title: str | None
    client_id: UUID | None = Field(description="Who made it.")
    created_at: datetime


class EditionRead(EditionSummary):
    """An edition with all its measures, as they were."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True, frozen=True, json_schema_extra={"examples": [{**_EDITION, "measures": [EXAMPLE_MEASURE]}]}
    )

    measures: list[RoadmapMeasureRead]


class FieldDifference(ResponseModel):
    """One field that changed."""

    field: str = Field(description="Name of the field, as measures have it.", examples=["term"])
    before: JsonValue = Field(examples=["Март 2023"])
    after: JsonValue = Field(examples=["Апрель 2023"])


class ChangedMeasure(ResponseModel):
    """A measure that both editions have, but not alike."""

    id: UUID
    number: str | None
    title: str = Field(description="As it is in the later edition.")
    fields: list[FieldDifference]


class MeasureStanding(ResponseModel):
    """How far a measure has come, and what confirms it (подтверждения)."""

    measure_id: UUID
    state: MeasureState = Field(description="Of its tasks; planned where it has none.")
    tasks: int = Field(description="Its tasks, cancelled ones too.")
    done: int
    overdue: int = Field(description="Tasks whose last day has passed.")
    documents: int = Field(description="Documents attached to its tasks.")


class RoadmapDifference(ResponseModel):
    """What changed between two editions (отличия от утверждённой редакции)."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True,
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    "from_edition": 1,
                    "to_edition": 2,
                    "editions": [_EDITION],
                    "added": [EXAMPLE_MEASURE],
                    "removed": [],
                    "changed": [
                        {
                            "id": _ID,
                            "number": "4",
                            "title": "Подготовка методических рекомендаций",
                            "fields": [{"field": "term", "before": "Март 2023", "after": "Апрель 2023"}],
                        }
                    ],
                    "standing": [_STANDING],
                }
            ]
        },
    )

    from_edition: int
    to_edition: int
    editions: list[EditionSummary] = Field(description="What was changed in between, and why; earliest first.")
    added: list[RoadmapMeasureRead]
    removed: list[RoadmapMeasureRead]
    changed: list[ChangedMeasure]
    standing: list[MeasureStanding] = Field(
        description="How far every measure has come by now, with evidence; removed ones too."
    )
