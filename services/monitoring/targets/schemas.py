"""Shapes of targets."""

from datetime import datetime
from typing import Annotated, Literal
from uuid import UUID

from pydantic import ConfigDict, Field, StringConstraints
from pydantic.config import JsonDict

from shared.http.schemas import RequestModel, ResponseModel
from shared.indicators.definition import IndicatorCode
from shared.indicators.periods import PeriodText
from shared.rules.definition import Code

PercentText = Annotated[str, Field(pattern=r"^(100(\.0{1,6})?|[0-9]{1,2}(\.[0-9]{1,6})?)$", examples=["50", "33.5"])]
"""Percent as a decimal string, exact."""
SourceText = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1, max_length=1000)]
_CONTENT: JsonDict = {"percent": "50", "count": None, "answer": None, "source": "Муниципальная программа, раздел 5"}
_WHAT: JsonDict = {
    "municipality": "04729000",
    "pack": "norilsk-2022",
    "indicator": "2.3.1.1",
    "period": "2022/2023",
}


class TargetUpdate(RequestModel):
    """What is meant to be reached (целевое значение): one of percent, count and answer, as the indicator is."""

    model_config = ConfigDict(json_schema_extra={"examples": [_CONTENT]})

    percent: PercentText | None = Field(default=None, description="Of a share (доля).")
    count: int | None = Field(default=None, ge=0, le=9_999_999, description="Of a count (количество).")
    answer: Literal["yes", "no"] | None = Field(default=None, description="Of an answer (да/нет).")
    source: SourceText = Field(description="The document that sets it: programme, order, paragraph.")


class TargetCreate(TargetUpdate):
    """A new target (целевое значение) of a municipality."""

    model_config = ConfigDict(json_schema_extra={"examples": [_WHAT | _CONTENT]})

    municipality: str = Field(pattern="^[0-9]{8}$", description="ОКТМО, eight digits.")
    pack: Code
    indicator: IndicatorCode = Field(description="An indicator of municipalities.")
    period: PeriodText


class TargetRead(ResponseModel):
    """A target (целевое значение) of a municipality."""

    model_config = ConfigDict(
        from_attributes=True,
        json_schema_extra={
            "examples": [
                {
                    **_WHAT,
                    **_CONTENT,
                    "id": "5b0f6c9e-1a4e-4f0e-8a53-5a2f6b1f7c09",
                    "version": 1,
                    "created_at": "2022-10-05T02:00:00Z",
                    "updated_at": "2022-10-05T02:00:00Z",
                    "allowed_actions": ["update"],
                }
            ]
        },
    )

    id: UUID
    municipality: str
    pack: str
    indicator: str
    period: str
    percent: str | None
    count: int | None
    answer: Literal["yes", "no"] | None
    source: str
    version: int
    created_at: datetime
    updated_at: datetime
    allowed_actions: list[Literal["update"]] = Field(description="What you may do now.")
