"""Shapes of context values."""

from typing import Literal

from pydantic import ConfigDict, Field

from shared.http.schemas import ResponseModel


class ContextValueRead(ResponseModel):
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
                }
            ]
        }
    )

    school_code: str
    academic_year: str
    element: str
    answer: Literal["yes", "no", "not_applicable"] | None
    numerator: int | None = Field(description="People or pupils the share counts.")
    denominator: int | None = Field(description="People or pupils in all.")
