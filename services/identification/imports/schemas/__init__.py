"""Shapes of imports: datasets, receipts, batches, payloads of jobs."""

from services.identification.imports.schemas.batches import (
    LARGEST_BATCH,
    ContextBatch,
    ResultBatch,
    SchoolBatch,
)
from services.identification.imports.schemas.datasets import Dataset
from services.identification.imports.schemas.facts import FactOrigin, VersionOrigin
from services.identification.imports.schemas.jobs import DiscardStaging, MergeImport
from services.identification.imports.schemas.receipts import ReceiptRead

__all__ = [
    "LARGEST_BATCH",
    "ContextBatch",
    "Dataset",
    "DiscardStaging",
    "FactOrigin",
    "MergeImport",
    "ReceiptRead",
    "ResultBatch",
    "SchoolBatch",
    "VersionOrigin",
]
