"""What senders read of their imports."""

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from pydantic import ConfigDict, Field

from shared.http.schemas import Progress, ResponseModel
from shared.imports.schemas.terms import Atomicity, ImportMode, ImportOutcome, Severity


class ReceiptState(StrEnum):
    """Where an import stands."""

    queued = "queued"
    running = "running"
    done = "done"
    failed = "failed"


class ControlTotal(ResponseModel):
    """A total the sender declared (контрольная сумма), beside that of the accepted rows."""

    name: str = Field(description="rows, participants or below_threshold.")
    declared: int
    accepted: int | None = Field(description="Over the rows without errors; null until they are counted.")
    agrees: bool | None = Field(description="Whether the two are equal; null until the rows are counted.")


class ReceiptDescription(ResponseModel):
    """Receipt of an import (квитанция): received = created + updated + unchanged + rejected."""

    id: UUID
    dataset: str
    mode: ImportMode = Field(description="commit, or validate: the same counts and issues, and nothing is stored.")
    atomic: Atomicity = Field(description="row: what is right is stored; all: one fault refuses the whole.")
    as_of: datetime = Field(description="Moment of truth of the rows; the arrival where the sender told none.")
    state: ReceiptState
    outcome: ImportOutcome | None = Field(description="What became of it; null until `state` is done.")
    refusal: str | None = Field(description="Why it was refused as a whole (atomic=all), in Russian; else null.")
    progress: Progress
    received: int = Field(description="Rows that came in, the header not counted.")
    created: int = Field(description="Rows that were new.")
    updated: int = Field(description="Rows that changed what was stored.")
    unchanged: int = Field(description="Rows equal to what was stored, rows that say nothing, and stale ones.")
    stale: int = Field(description="Of the unchanged: rows older than what is stored, each with a warning.")
    rejected: int = Field(description="Rows with an error; all of them where the whole was refused.")
    totals: list[ControlTotal] = Field(description="The control totals that the sender declared.")
    created_at: datetime
    finished_at: datetime | None
    failure: str | None = Field(description="Why the import as a whole failed; nothing of it is stored then.")


class IssueRead(ResponseModel):
    """One issue of one row (замечание)."""

    model_config = ConfigDict(
        json_schema_extra={
            "examples": [
                {
                    "row": 17,
                    "column": "below_threshold",
                    "pointer": None,
                    "severity": "error",
                    "code": "below_exceeds_participants",
                    "detail": "Ниже порога 12 чел., а участников 10: проверьте обе ячейки.",
                }
            ]
        }
    )

    row: int = Field(
        description="Row of the file as a spreadsheet shows it (in CSV the header is row 1); of NDJSON and of a batch, "
        "counted from 1."
    )
    column: str | None
    pointer: str | None = Field(description="Of a batch: JSON Pointer into its body, e.g. `/body/rows/16`.")
    severity: Severity = Field(description="An error rejects the row, a warning does not.")
    code: str
    detail: str
