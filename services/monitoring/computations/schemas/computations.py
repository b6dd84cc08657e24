"""Shapes of computations."""

from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from shared.http.schemas import Progress, RequestModel, ResponseModel
from shared.http.territories import WantedTerritory
from shared.indicators.periods import PeriodText
from shared.queue import JobPayload, WorkState
from shared.rules.definition import Code, Word


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
