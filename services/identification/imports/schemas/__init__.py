"""Shapes of imports: datasets and terms, receipts and issues, batches, payloads of jobs."""

from services.identification.imports.schemas.batches import (
    LARGEST_BATCH,
    ContextBatch,
    ResultBatch,
    SchoolBatch,
)
from services.identification.imports.schemas.facts import FactOrigin, VersionOrigin
from services.identification.imports.schemas.jobs import DiscardStaging, MergeImport
from services.identification.imports.schemas.receipts import ControlTotal, IssueRead, ReceiptRead, ReceiptState
from services.identification.imports.schemas.terms import (
    Atomicity,
    Dataset,
    ImportMode,
    ImportOutcome,
    ImportTerms,
    Severity,
)

__all__ = [
    "LARGEST_BATCH",
    "Atomicity",
    "ContextBatch",
    "ControlTotal",
    "Dataset",
    "DiscardStaging",
    "FactOrigin",
    "ImportMode",
    "ImportOutcome",
    "ImportTerms",
    "IssueRead",
    "MergeImport",
    "ReceiptRead",
    "ReceiptState",
    "ResultBatch",
    "SchoolBatch",
    "Severity",
    "VersionOrigin",
]
