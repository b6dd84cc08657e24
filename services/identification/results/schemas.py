"""Shapes of results."""

from pydantic import ConfigDict, Field

from services.identification.imports.schemas import FactOrigin, VersionOrigin


class ResultRead(FactOrigin):
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
                    "as_of": "2022-10-03T05:55:00Z",
                    "receipt_id": "5b0f6d0e-6a0f-4f0c-9a55-3a54d6f5f6a1",
                }
            ]
        }
    )

    school_code: str
    academic_year: str
    procedure: str
    participants: int = Field(description="Pupils who wrote the work.")
    below_threshold: int = Field(description="Of them, pupils with «2» or below the minimum threshold, before retakes.")


class ResultVersionRead(VersionOrigin):
    """What a result said for a time (версия результата)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "participants": 20,
                    "below_threshold": 6,
                    "as_of": "2022-10-03T05:55:00Z",
                    "receipt_id": "5b0f6d0e-6a0f-4f0c-9a55-3a54d6f5f6a1",
                    "recorded_at": "2022-10-03T06:00:02Z",
                    "superseded_at": "2022-10-10T06:00:02Z",
                    "superseding_receipt_id": "0d3b8a52-6f7e-4b57-8f0e-7c1f4c0f9a10",
                }
            ]
        }
    )

    participants: int
    below_threshold: int
