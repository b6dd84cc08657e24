"""Shapes of imports: datasets, receipts, issues."""

from datetime import datetime
from enum import StrEnum
from typing import ClassVar
from uuid import UUID

from pydantic import ConfigDict, Field

from shared.http.schemas import Progress, ResponseModel
from shared.queue import JobPayload


class Dataset(StrEnum):
    """What a file holds."""

    schools = "schools"
    results = "results"
    context = "context"


class ReceiptState(StrEnum):
    """Where an import stands."""

    queued = "queued"
    running = "running"
    done = "done"
    failed = "failed"


class ReceiptRead(ResponseModel):
    """Receipt of an import (квитанция): received = created + updated + unchanged + rejected."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "id": "5b0f6d0e-6a0f-4f0c-9a55-3a54d6f5f6a1",
                    "dataset": "results",
                    "state": "done",
                    "progress": {"done": 1, "total": 1},
                    "received": 720,
                    "created": 718,
                    "updated": 0,
                    "unchanged": 0,
                    "rejected": 2,
                    "created_at": "2022-10-03T06:00:00Z",
                    "finished_at": "2022-10-03T06:00:02Z",
                    "failure": None,
                }
            ]
        }
    )

    id: UUID
    dataset: Dataset
    state: ReceiptState
    progress: Progress
    received: int = Field(description="Rows in the file, the header not counted.")
    created: int = Field(description="Rows that were new.")
    updated: int = Field(description="Rows that changed what was stored.")
    unchanged: int = Field(description="Rows equal to what was stored, and rows that say nothing.")
    rejected: int = Field(description="Rows with at least one issue.")
    created_at: datetime
    finished_at: datetime | None
    failure: str | None = Field(description="Why the import as a whole failed; nothing of it is stored then.")


class IssueRead(ResponseModel):
    """One fault of one row (замечание)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "row": 17,
                    "column": "below_threshold",
                    "code": "below_exceeds_participants",
                    "detail": "Ниже порога 12 чел., а участников 10: проверьте обе ячейки.",
                }
            ]
        }
    )

    row: int = Field(description="Row of the file as a spreadsheet shows it (in CSV the header is row 1).")
    column: str | None
    code: str
    detail: str


class MergeImport(JobPayload):
    """Validate what is staged and merge what is right."""

    kind: ClassVar[str] = "identification.merge_import"
    queue: ClassVar[str] = "identification"

    receipt_id: UUID


class DiscardStaging(JobPayload):
    """Remove staged rows that a merge no longer needs."""

    kind: ClassVar[str] = "identification.discard_staging"
    queue: ClassVar[str] = "identification"

    receipt_id: UUID
