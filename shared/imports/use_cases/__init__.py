"""What imports do: take rows in, merge them, tell what became of them."""

from shared.imports.use_cases.merging import discard_staging, merge_import
from shared.imports.use_cases.receipts import (
    describe_issue,
    describe_receipt,
    get_own_receipt,
    get_receipt,
    write_issues,
)
from shared.imports.use_cases.receiving import (
    ImportBatch,
    ImportFile,
    Sending,
    Subject,
    receive_batch,
    receive_import,
)

__all__ = [
    "ImportBatch",
    "ImportFile",
    "Sending",
    "Subject",
    "describe_issue",
    "describe_receipt",
    "discard_staging",
    "get_own_receipt",
    "get_receipt",
    "merge_import",
    "receive_batch",
    "receive_import",
    "write_issues",
]
