"""Shapes of calendar feeds."""

from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from shared.http.schemas import RequestModel, ResponseModel
from shared.reference.school_codes import SCHOOL_CODE_PATTERN

_Line = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=500)]
_EXAMPLE_WRITTEN: JsonDict = {
    "name": "План мероприятий: Методический центр",
    "territory": {"level": "municipality", "code": "04729000"},
    "responsible": "МБУ «МЦ»",
}


class FeedTerritory(RequestModel):
    """Whose tasks a calendar shows."""

    level: Literal["municipality", "school"]
    code: str = Field(
        pattern=f"{SCHOOL_CODE_PATTERN}|^[0-9]{{8}}$",
        description="ОКТМО (eight digits) or code of the school (код школы).",
        examples=["04729000"],
    )


class CalendarFeedCreate(RequestModel):
    """A calendar to be subscribed to (подписка на календарь)."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        extra="forbid", frozen=True, json_schema_extra={"examples": [_EXAMPLE_WRITTEN]}
    )

    name: _Line = Field(description="What calendars show as its name.")
    territory: FeedTerritory
    responsible: _Line | None = Field(None, description="Only tasks for which this party answers, as printed.")


class CalendarFeedRead(ResponseModel):
    """A calendar feed (календарь); its address was told once."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True,
        frozen=True,
        json_schema_extra={
            "examples": [
                {
                    **_EXAMPLE_WRITTEN,
                    "id": "9a1f4a64-2a1c-4d0b-9d51-3e4a1c8d1f99",
                    "created_at": "2023-01-17T03:00:00Z",
                    "address": None,
                }
            ]
        },
    )

    id: UUID
    name: str
    territory: FeedTerritory
    responsible: str | None
    created_at: datetime
    address: str | None = Field(
        description="Path under which it is read, without a key: whoever knows it reads it. Only in the answer that "
        "made it; it is kept nowhere and cannot be told again, not to a repeated Idempotency-Key either."
    )


@dataclass(frozen=True, slots=True)
class CalendarEvent:
    """A task as calendars show it."""

    task_id: UUID
    number: str | None
    title: str
    first_day: date
    last_day: date
    """Included."""
    is_cancelled: bool
    categories: tuple[str, ...]
    lines: tuple[str, ...]
    """What its description says."""
    version: int
    updated_at: datetime
