"""Every SQL statement of imports; `receipts` is what others call, the rest is what it is made of."""

from services.identification.imports.queries.receipts import (
    Elements,
    MergeCounts,
    Reach,
    add_receipt,
    copy_to_staging,
    discard_staged,
    find_receipt,
    issues_of,
    list_elements,
    list_issues,
    list_receipts,
    merge_staged,
)

__all__ = [
    "Elements",
    "MergeCounts",
    "Reach",
    "add_receipt",
    "copy_to_staging",
    "discard_staged",
    "find_receipt",
    "issues_of",
    "list_elements",
    "list_issues",
    "list_receipts",
    "merge_staged",
]
