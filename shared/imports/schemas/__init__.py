"""Shapes of imports: terms, receipts and issues, payloads of jobs."""

from shared.imports.schemas.jobs import ReceiptJob
from shared.imports.schemas.receipts import ControlTotal, IssueRead, ReceiptDescription, ReceiptState
from shared.imports.schemas.terms import Atomicity, ImportMode, ImportOutcome, ImportTerms, Severity

__all__ = [
    "Atomicity",
    "ControlTotal",
    "ImportMode",
    "ImportOutcome",
    "ImportTerms",
    "IssueRead",
    "ReceiptDescription",
    "ReceiptJob",
    "ReceiptState",
    "Severity",
]
