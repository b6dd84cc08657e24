"""Shapes of imports: what a file asks, receipts, payloads of jobs."""

from services.monitoring.imports.schemas.asking import SUBMIT, AskedElements, Submitting
from services.monitoring.imports.schemas.jobs import DiscardStaging, MergeImport
from services.monitoring.imports.schemas.receipts import Dataset, ReceiptRead

__all__ = ["SUBMIT", "AskedElements", "Dataset", "DiscardStaging", "MergeImport", "ReceiptRead", "Submitting"]
