"""Shapes of results."""

from pydantic import ConfigDict, Field

from shared.http.schemas import ResponseModel


class ResultRead(ResponseModel):
    """Result of one assessment procedure (оценочная процедура) at one school."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "school_code": "edu240001",
                    "academic_year": "2021/2022",
                    "procedure": "vpr-math-5",
                    "participants": 20,
                    "below_threshold": 6,
                }
            ]
        }
    )

    school_code: str
    academic_year: str
    procedure: str
    participants: int = Field(description="Pupils who wrote the work.")
    below_threshold: int = Field(description="Of them, pupils with «2» or below the minimum threshold, before retakes.")
