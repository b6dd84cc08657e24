"""Shapes of the register."""

from pydantic import ConfigDict, Field

from shared.http.schemas import ResponseModel


class SchoolRead(ResponseModel):
    """A school (общеобразовательная организация) of the register."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "school_code": "edu240001",
                    "school_name": "МБОУ «СОШ № 1»",
                    "municipality_oktmo": "04729000",
                    "municipality_name": "Норильск",
                    "grades_from": 1,
                    "grades_to": 11,
                }
            ]
        }
    )

    school_code: str = Field(description="As the sender writes it; `sch` and `edu` are the same school.")
    school_name: str
    municipality_oktmo: str = Field(description="ОКТМО, eight digits.")
    municipality_name: str
    grades_from: int | None = Field(description="Lowest grade taught; null where not told.")
    grades_to: int | None = Field(description="Highest grade taught; null where not told.")
