"""Batches: the rows of a dataset as JSON. Their fields are the columns of the files."""

from typing import Annotated

from pydantic import ConfigDict, Field, StringConstraints

from shared.http.schemas import RequestModel

LARGEST_BATCH = 10_000

# Postgres text holds no NUL; what a text says beyond that is for validation to judge, row by row, as in files.
Text = Annotated[str, StringConstraints(strip_whitespace=True, max_length=1000, pattern=r"^[^\x00]*$")]
Number = Annotated[int, Field(strict=True)]


class SchoolRow(RequestModel):
    """One school (школа)."""

    school_code: Text
    school_name: Text
    municipality_oktmo: Text
    municipality_name: Text
    grades_from: Number | None = None
    grades_to: Number | None = None


class ResultRow(RequestModel):
    """Result of one procedure at one school (результат процедуры); both counts null is no row."""

    school_code: Text
    academic_year: Text
    procedure: Text
    participants: Number | None
    below_threshold: Number | None


class ContextRow(RequestModel):
    """One context element of one school (контекстный показатель): an answer or a share."""

    school_code: Text
    academic_year: Text
    element: Text
    answer: Text | None = None
    numerator: Number | None = None
    denominator: Number | None = None


class SchoolBatch(RequestModel):
    """Schools to be stored (реестр школ)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "rows": [
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
            ]
        }
    )

    rows: list[SchoolRow] = Field(max_length=LARGEST_BATCH)


class ResultBatch(RequestModel):
    """Results to be stored (результаты оценочных процедур)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "rows": [
                        {
                            "school_code": "edu240001",
                            "academic_year": "2021/2022",
                            "procedure": "vpr-math-5",
                            "participants": 20,
                            "below_threshold": 6,
                        }
                    ]
                }
            ]
        }
    )

    rows: list[ResultRow] = Field(max_length=LARGEST_BATCH)


class ContextBatch(RequestModel):
    """Context values to be stored (контекстные показатели)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "rows": [
                        {
                            "school_code": "edu240001",
                            "academic_year": "2022/2023",
                            "element": "pupils-failing",
                            "numerator": 12,
                            "denominator": 400,
                        }
                    ]
                }
            ]
        }
    )

    rows: list[ContextRow] = Field(max_length=LARGEST_BATCH)
