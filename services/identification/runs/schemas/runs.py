"""Shapes of runs."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field

from shared.http.schemas import Progress, RequestModel, ResponseModel
from shared.http.territories import WantedTerritory
from shared.queue import JobPayload
from shared.reference.academic_years import AcademicYearText
from shared.rules.definition import OptionValue, Word

RuleName = Annotated[
    str,
    Field(
        pattern="^[a-z0-9-]+/[a-z0-9-]+$",
        max_length=200,
        description="Pack and rule.",
        examples=["norilsk-2022/low-results"],
    ),
]


class RunState(StrEnum):
    """Where a run stands."""

    queued = "queued"
    running = "running"
    finished = "finished"
    failed = "failed"


class RunTerritory(WantedTerritory):
    """The schools a run looks at."""


class RunCreate(RequestModel):
    """What to run (прогон правила)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "rule": "norilsk-2022/low-results",
                    "academic_year": "2022/2023",
                    "territory": {"level": "municipality", "code": "04729000"},
                    "options": {"threshold": "30"},
                }
            ]
        }
    )

    rule: RuleName
    academic_year: AcademicYearText = Field(description="The year in which the list is made (B8).")
    territory: RunTerritory
    options: dict[Word, OptionValue] = Field(
        default_factory=dict, max_length=20, description="Options of the rule; what is left out has its default."
    )


class Summary(ResponseModel):
    """Counts of a run, in schools."""

    schools: int
    identified: int
    not_identified: int
    undetermined: int


class RunRead(ResponseModel):
    """A run (прогон) with its counts and hashes."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "6f2b0f0c-6f0f-4a53-9a3c-0d5a9a1c1d01",
                    "rule": "norilsk-2022/low-results",
                    "pack_version": "1.0.0",
                    "academic_year": "2022/2023",
                    "territory": {"level": "municipality", "code": "04729000"},
                    "options": {"threshold": "30", "comparison": "at-least"},
                    "state": "finished",
                    "progress": {"done": 40, "total": 40},
                    "summary": {"schools": 40, "identified": 6, "not_identified": 32, "undetermined": 2},
                    "combinations": {},
                    "engine_version": "1",
                    "inputs_hash": "sha256:9b0c5d3e",
                    "result_hash": "sha256:41f7a2c8",
                    "created_at": "2022-10-03T02:00:00Z",
                    "finished_at": "2022-10-03T02:00:01Z",
                    "failure": None,
                }
            ]
        }
    )

    id: UUID = Field(
        description="An earlier run's where nothing differs from it: the same of everything is the same run."
    )
    rule: str
    pack_version: str
    academic_year: str
    territory: RunTerritory
    options: dict[str, str]
    state: RunState
    progress: Progress
    summary: Summary
    combinations: dict[str, int] = Field(
        description="How many schools each choice of the rule's `combination` would identify; empty without one."
    )
    engine_version: str | None = Field(description="What judged the schools; null before it did.")
    inputs_hash: str | None = Field(description="Over the facts the rule read; the order of rows does not matter.")
    result_hash: str | None = Field(description="Over inputs, rule, options, year and engine.")
    created_at: datetime
    finished_at: datetime | None
    failure: str | None = Field(description="Why the run failed, in Russian.")


class ExecuteRun(JobPayload):
    """Judge the schools of a run."""

    kind: ClassVar[str] = "identification.execute_run"
    queue: ClassVar[str] = "identification"

    run_id: UUID
