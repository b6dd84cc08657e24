"""Shapes of verifications: what recomputing a run from the current facts came to."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar, Literal
from uuid import UUID

from pydantic import ConfigDict, Field

from services.identification.runs.schemas.runs import RunState
from services.identification.runs.schemas.verdicts import VerdictStatus
from shared.http.schemas import Progress, ResponseModel
from shared.queue import JobPayload


class VerificationResult(StrEnum):
    """What a verification found."""

    identical = "identical"
    inputs_changed = "inputs_changed"
    result_differs = "result_differs"


class VerificationRead(ResponseModel):
    """A verification (проверка прогона): the run recomputed from the facts of now, beside what it stored."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "0d0f6c9e-1a4e-4f0e-8a53-5a2f6b1f7c02",
                    "run_id": "6f2b0f0c-6f0f-4a53-9a3c-0d5a9a1c1d01",
                    "state": "finished",
                    "progress": {"done": 40, "total": 40},
                    "result": "inputs_changed",
                    "engine_version": "1",
                    "inputs_hash": "sha256:77a1e0b4",
                    "result_hash": "sha256:c05d9e12",
                    "schools": 40,
                    "schools_with_other_inputs": 2,
                    "schools_with_other_verdict": 1,
                    "created_at": "2022-10-05T02:00:00Z",
                    "finished_at": "2022-10-05T02:00:01Z",
                    "failure": None,
                }
            ]
        }
    )

    id: UUID
    run_id: UUID
    state: RunState
    progress: Progress = Field(description="In schools.")
    result: VerificationResult | None = Field(
        description="`identical`: the facts of now give this run again. `inputs_changed`: facts are no longer those "
        "the run was made on. `result_differs`: the same facts gave another verdict, or what is stored no longer fits "
        "its hashes; call the administrator. Null until finished."
    )
    engine_version: str | None = Field(description="What recomputed; the run names its own.")
    inputs_hash: str | None = Field(description="Over the facts of now.")
    result_hash: str | None = Field(description="Over the facts of now with the run's rule, options, year and engine.")
    schools: int = Field(description="Schools judged again.")
    schools_with_other_inputs: int
    schools_with_other_verdict: int = Field(description="Another status, criterion, flag or distance.")
    created_at: datetime
    finished_at: datetime | None
    failure: str | None = Field(description="Why the verification failed, in Russian.")


class InputState(ResponseModel):
    """One fact as the rule saw it."""

    state: Literal["given", "missing", "not_considered"]
    answer: str | None
    numerator: int | None
    denominator: int | None


class ChangedInput(ResponseModel):
    """A fact that is not what it was."""

    academic_year: str
    procedure: str | None = None
    element: str | None = None
    before: InputState
    now: InputState


class VerificationDifference(ResponseModel):
    """A school that a verification found changed (расхождение)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "school_code": "edu240001",
                    "school_name": "МБОУ «СШ № 1»",
                    "municipality_oktmo": "04729000",
                    "inputs_differ": True,
                    "verdict_differs": True,
                    "status_before": "not_identified",
                    "status_now": "identified",
                    "changed_inputs": [
                        {
                            "academic_year": "2021/2022",
                            "procedure": "vpr-math-5",
                            "element": None,
                            "before": {"state": "given", "answer": None, "numerator": 5, "denominator": 20},
                            "now": {"state": "given", "answer": None, "numerator": 6, "denominator": 20},
                        }
                    ],
                }
            ]
        }
    )

    school_code: str
    school_name: str
    municipality_oktmo: str
    inputs_differ: bool
    verdict_differs: bool
    status_before: VerdictStatus | None = Field(description="Null where the run did not know the school.")
    status_now: VerdictStatus | None = Field(description="Null where the school is no longer of the territory.")
    changed_inputs: list[ChangedInput] = Field(description="Facts that changed; empty for a school new or gone.")


class VerifyRun(JobPayload):
    """Recompute a run and compare."""

    kind: ClassVar[str] = "identification.verify_run"
    queue: ClassVar[str] = "identification"

    verification_id: UUID
