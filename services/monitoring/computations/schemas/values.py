"""Shapes of values and of the rows of schools behind them."""

from typing import Literal
from uuid import UUID

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from shared.http.schemas import ResponseModel

PERCENT = "For display, two decimals, half up; points compare exactly."


class FactorRead(ResponseModel):
    """A factor (фактор) and how many schools it was found at."""

    code: str
    schools: int


class ValuePartRead(ResponseModel):
    """A part of an indicator, shown beside it (B28)."""

    code: str
    numerator: int | None
    denominator: int | None
    percent: str | None = Field(description=PERCENT)


class ValueRead(ResponseModel):
    """The value (значение показателя) of one indicator for one object, as `opora indicators` prints it, with origin."""

    indicator: str
    level: Literal["region", "municipality", "school"]
    code: str
    numerator: int | None
    denominator: int | None
    percent: str | None = Field(description=PERCENT)
    value: Literal["yes", "no", "not_applicable"] | int | None = Field(description="An answer or a count.")
    points: int | None
    flags: list[str]
    reason: str | None = Field(description="Why there is no value, in Russian (B41).")
    missing_schools: int = Field(description="Schools whose answer is missing.")
    factors: list[FactorRead]
    parts: list[ValuePartRead] = Field(default_factory=list)
    origin: Literal["answered", "list", "derived"] = Field(
        description="Answered by the object itself, read off the lists of schools, or derived from rows of schools."
    )
    campaign_id: UUID | None = Field(description="The campaign in which an answer was accepted.")


_VALUE_EXAMPLE: JsonDict = {
    "indicator": "m-2.1.5",
    "level": "municipality",
    "code": "04729000",
    "numerator": 6,
    "denominator": 40,
    "percent": "15.00",
    "value": None,
    "points": None,
    "flags": [],
    "reason": None,
    "missing_schools": 0,
    "factors": [],
    "parts": [],
    "origin": "list",
    "campaign_id": None,
}


class TotalRead(ResponseModel):
    """Points of an object (сумма баллов) and the most it could have."""

    model_config = ConfigDict(
        from_attributes=True,
        json_schema_extra={
            "examples": [{"level": "municipality", "code": "04729000", "points": 2, "maximum": 3, "flags": []}]
        },
    )

    level: Literal["municipality", "school"]
    code: str
    points: int
    maximum: int
    flags: list[str]


class ObjectRead(ResponseModel):
    """One object (школа, муниципалитет, регион) with its values in the order of the programme."""

    model_config = ConfigDict(
        from_attributes=True,
        json_schema_extra={
            "examples": [
                {
                    "level": "municipality",
                    "code": "04729000",
                    "name": "Городской округ город Норильск",
                    "municipality_oktmo": "04729000",
                    "values": [_VALUE_EXAMPLE],
                    "total": {"level": "municipality", "code": "04729000", "points": 2, "maximum": 3, "flags": []},
                }
            ]
        },
    )

    level: Literal["region", "municipality", "school"]
    code: str
    name: str
    municipality_oktmo: str | None = Field(description="Null for a region.")
    values: list[ValueRead]
    total: TotalRead | None = Field(description="Null where nothing is scored.")


class GroundRead(ResponseModel):
    """One row a school's part of a value stands on (основание)."""

    source: Literal["answer", "context", "result", "list", "criterion", "support"] = Field(
        description="What the school answered, its context, its results, a list of schools, an identification rule, "
        "records of support and measures (меры поддержки) that go before its answer."
    )
    code: str = Field(description="Element, procedure, set of schools, rule/criterion, or what records stand for.")
    academic_year: str | None = Field(description="Null for answers: they are those of the period.")
    answer: str | None = Field(description="An answer; yes or no for a list; met or not_met for a criterion.")
    numerator: int | None = Field(description="Of results those below the threshold.")
    denominator: int | None = Field(description="Of results the participants.")
    campaign_id: UUID | None = Field(description="The campaign in which the answer was accepted.")
    actions: int | None = Field(default=None, description="Of support on how many records it stands.")


class SchoolContribution(ResponseModel):
    """What one school added to a municipal value (вклад школы), and what that stands on."""

    model_config = ConfigDict(
        from_attributes=True,
        json_schema_extra={
            "examples": [
                {
                    "school_code": "edu240001",
                    "school_name": "МБОУ «СШ № 1»",
                    "municipality_oktmo": "04729000",
                    "numerator": 1,
                    "denominator": 1,
                    "missing": False,
                    "reason": None,
                    "evidence": [
                        {
                            "source": "list",
                            "code": "listed",
                            "academic_year": "2022/2023",
                            "answer": "yes",
                            "numerator": None,
                            "denominator": None,
                            "campaign_id": None,
                            "actions": None,
                        }
                    ],
                }
            ]
        },
    )

    school_code: str
    school_name: str
    municipality_oktmo: str
    numerator: int | None = Field(description="What it added; null where it added nothing.")
    denominator: int | None
    missing: bool = Field(description="Its answer is missing.")
    reason: str | None = Field(description="Why nothing was added, in Russian.")
    evidence: list[GroundRead]
