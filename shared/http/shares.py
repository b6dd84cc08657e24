"""Shares over HTTP: exact numbers, and a percentage for people."""

from typing import ClassVar

from pydantic import ConfigDict, Field

from shared.http.schemas import ResponseModel
from shared.rules.explanation import format_percent


class ShareRead(ResponseModel):
    """A share (доля), exact."""

    model_config: ClassVar[ConfigDict] = ConfigDict(
        from_attributes=True,
        frozen=True,
        json_schema_extra={"examples": [{"numerator": 3, "denominator": 8, "percent": "37.50"}]},
    )

    numerator: int
    denominator: int
    percent: str | None = Field(description="Two decimals, half up, for people; null where there is nothing to share.")


def describe_share(numerator: int, denominator: int) -> ShareRead:
    """Return a share as people and programs read it."""
    return ShareRead(numerator=numerator, denominator=denominator, percent=format_percent(numerator, denominator))
