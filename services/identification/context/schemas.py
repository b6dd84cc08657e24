"""Shapes of context values."""

from typing import Literal

from pydantic import ConfigDict, Field

from services.identification.imports.schemas import FactOrigin, VersionOrigin

Answer = Literal["yes", "no", "not_applicable"]


class ContextValueRead(FactOrigin):
    """One context element (контекстный показатель) of one school: an answer, or an exact share."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "school_code": "edu240001",
                    "academic_year": "2022/2023",
                    "element": "internet",
                    "answer": "yes",
                    "numerator": None,
                    "denominator": None,
                    "as_of": "2022-10-03T05:55:00Z",
                    "receipt_id": "5b0f6d0e-6a0f-4f0c-9a55-3a54d6f5f6a1",
                }
            ]
        }
    )

    school_code: str
    academic_year: str
    element: str
    answer: Answer | None
    numerator: int | None = Field(description="People or pupils the share counts.")
    denominator: int | None = Field(description="People or pupils in all.")


class ContextValueVersionRead(VersionOrigin):
    """What a context value said for a time (версия показателя)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "answer": "yes",
                    "numerator": None,
                    "denominator": None,
                    "as_of": "2022-10-03T05:55:00Z",
                    "receipt_id": "5b0f6d0e-6a0f-4f0c-9a55-3a54d6f5f6a1",
                    "recorded_at": "2022-10-03T06:00:02Z",
                    "superseded_at": "2022-10-10T06:00:02Z",
                    "superseding_receipt_id": "0d3b8a52-6f7e-4b57-8f0e-7c1f4c0f9a10",
                }
            ]
        }
    )

    answer: Answer | None
    numerator: int | None
    denominator: int | None
