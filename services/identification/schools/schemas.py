"""Shapes of the register, and which facts of its schools are wanted."""

from dataclasses import dataclass

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


@dataclass(frozen=True, slots=True)
class FactFilters:
    """Which facts are wanted: of one school (its key), of one academic year (its first calendar year), or all."""

    school_code: str | None = None
    academic_year: int | None = None
