"""Shapes of computations, their values, and the rows of schools behind them."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import ConfigDict, Field
from pydantic.config import JsonDict

from shared.http.schemas import Progress, RequestModel, ResponseModel
from shared.http.territories import WantedTerritory
from shared.indicators.periods import PeriodText
from shared.queue import JobPayload, WorkState
from shared.rules.definition import Code, Word

_PERCENT = "For display, two decimals, half up; points compare exactly."


class ComputationTerritory(WantedTerritory):
    """The municipalities whose indicators are computed."""


class ComputationCreate(RequestModel):
    """What to compute (вычисление показателей)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "pack": "indicator-points",
                    "period": "2022/2023",
                    "territory": {"level": "municipality", "code": "04729000"},
                    "options": {"score_2_2_1": "no"},
                }
            ]
        }
    )

    pack: Code = Field(description="Code of the programme (программа).")
    set: Code | None = Field(default=None, description="One set (набор показателей); all of the period without it.")
    period: PeriodText = Field(description="Academic year, or the month of a half-yearly monitoring: 2023-01.")
    territory: ComputationTerritory
    options: dict[Word, str] = Field(
        default_factory=dict, max_length=20, description="Options of the indicators; what is left out has its default."
    )


class ComputationRead(ResponseModel):
    """A computation (вычисление показателей) with its counts; a finished one never changes."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "3c0d7f0e-5a4b-4c1e-9f53-7f3d1f6f5c10",
                    "pack": "indicator-points",
                    "pack_version": "1.0.0",
                    "set": None,
                    "period": "2022/2023",
                    "territory": {"level": "municipality", "code": "04729000"},
                    "options": {"score_2_2_1": "no"},
                    "campaign_id": None,
                    "state": "finished",
                    "progress": {"done": 40, "total": 40},
                    "schools": 40,
                    "municipalities": 1,
                    "engine_version": "1",
                    "inputs_hash": "sha256:9b0c5d3e",
                    "created_at": "2023-10-03T02:00:00Z",
                    "finished_at": "2023-10-03T02:00:01Z",
                    "failure": None,
                }
            ]
        }
    )

    id: UUID
    pack: str
    pack_version: str = Field(description="Its definitions the values are computed by and read with.")
    set: str | None
    period: str
    territory: ComputationTerritory
    options: dict[str, str]
    campaign_id: UUID | None = Field(description="The campaign (кампания) whose answers these are.")
    state: WorkState
    progress: Progress = Field(description="In schools.")
    schools: int
    municipalities: int
    engine_version: str | None = Field(description="What computed the values; null before it did.")
    inputs_hash: str | None = Field(description="Over what the indicators read; the order of rows does not matter.")
    created_at: datetime
    finished_at: datetime | None
    failure: str | None = Field(description="Why the computation failed, in Russian.")


class FactorRead(ResponseModel):
    """A factor (фактор) and how many schools it was found at."""

    code: str
    schools: int


class ValuePartRead(ResponseModel):
    """A part of an indicator, shown beside it (B28)."""

    code: str
    numerator: int | None
    denominator: int | None
    percent: str | None = Field(description=_PERCENT)


class ValueRead(ResponseModel):
    """The value (значение показателя) of one indicator for one object, as `opora indicators` prints it, with origin."""

    indicator: str
    level: Literal["region", "municipality", "school"]
    code: str
    numerator: int | None
    denominator: int | None
    percent: str | None = Field(description=_PERCENT)
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


class EvidenceRead(ResponseModel):
    """One row a school's part of a value stands on (основание)."""

    source: Literal["answer", "context", "result", "list", "criterion"] = Field(
        description="What the school answered, its context, its results, a list of schools, an identification rule."
    )
    code: str = Field(description="Element, procedure, set of schools, or rule/criterion.")
    academic_year: str | None = Field(description="Null for answers: they are those of the period.")
    answer: str | None = Field(description="An answer; yes or no for a list; met or not_met for a criterion.")
    numerator: int | None = Field(description="Of results those below the threshold.")
    denominator: int | None = Field(description="Of results the participants.")
    campaign_id: UUID | None = Field(description="The campaign in which the answer was accepted.")


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
    evidence: list[EvidenceRead]


@dataclass(frozen=True, slots=True)
class ValuesWanted:
    """Which of the values are asked for; what is left out narrows nothing."""

    level: Literal["region", "municipality", "school"] | None = None
    code: str | None = None
    """Code of the object as people write it."""
    indicator: str | None = None
    municipality: str | None = None
    """ОКТМО of the municipality whose schools are asked for."""


class ComputeIndicators(JobPayload):
    """Compute the indicators of a computation."""

    kind: ClassVar[str] = "monitoring.compute_indicators"
    queue: ClassVar[str] = "monitoring"

    computation_id: UUID
