"""Shapes of runs and verdicts."""

from datetime import datetime
from enum import StrEnum
from typing import Annotated, ClassVar, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from shared.http.schemas import Progress, RequestModel, ResponseModel
from shared.queue import JobPayload
from shared.reference.academic_years import AcademicYearText

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


class VerdictStatus(StrEnum):
    """What a run says of a school."""

    identified = "identified"
    not_identified = "not_identified"
    undetermined = "undetermined"


class RunTerritory(RequestModel):
    """The schools a run looks at."""

    level: Literal["federal", "region", "municipality"]
    code: str | None = Field(
        None, max_length=8, description="Region (two digits) or ОКТМО (eight); none for the federation."
    )


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
    options: dict[str, str] = Field(
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

    id: UUID
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
    inputs_hash: str | None = Field(description="Over the facts the rule read; the order of rows does not matter.")
    result_hash: str | None = Field(description="Over inputs, rule, options, year and engine.")
    created_at: datetime
    finished_at: datetime | None
    failure: str | None = Field(description="Why the run failed, in Russian.")


class EvidenceRead(ResponseModel):
    """One cell a criterion looked at (основание), or the sum of several."""

    academic_year: str
    procedure: str | None = None
    element: str | None = None
    answer: str | None
    numerator: int | None
    denominator: int | None
    percent: str | None = Field(description="For display, two decimals, half up; verdicts compare exactly.")
    threshold: str | None = Field(description="Percent, a decimal string.")
    operator: str | None = Field(description="at-least or more-than.")
    met: bool | None


class MissingRead(ResponseModel):
    """A fact that is due and not there."""

    academic_year: str
    procedure: str | None = None
    element: str | None = None


class CriterionRead(ResponseModel):
    """A criterion (критерий) with its state, its place in the source and its evidence."""

    code: str
    state: Literal["met", "not_met", "undetermined"]
    source: str
    evidence: list[EvidenceRead]


class DistanceRead(ResponseModel):
    """Pupils whose outcome would have to differ; null where no number can, or where the rule has no distance."""

    to_enter: int | None
    to_leave: int | None


class VerdictSummary(ResponseModel):
    """A verdict (заключение) in a list."""

    school_code: str
    school_name: str
    municipality_oktmo: str
    status: VerdictStatus
    criteria: dict[str, Literal["met", "not_met", "undetermined"]]
    flags: list[Literal["small_n", "boundary", "partial"]]
    missing_count: int
    distance: DistanceRead
    reasons: list[str] = Field(description="What decided, or what is still open: short Russian sentences.")
    missing_names: list[str] = Field(description="What is missing, in Russian: «ВПР по математике (5 класс), …».")


class VerdictRead(ResponseModel):
    """A verdict (заключение) with its full explanation."""

    school_code: str
    school_name: str
    status: VerdictStatus
    flags: list[Literal["small_n", "boundary", "partial"]]
    missing: list[MissingRead]
    criteria: list[CriterionRead]
    distance: DistanceRead
    explanation: str = Field(description="The same in Russian, as a methodist reads it.")


class ExecuteRun(JobPayload):
    """Judge the schools of a run."""

    kind: ClassVar[str] = "identification.execute_run"
    queue: ClassVar[str] = "identification"

    run_id: UUID
