"""Every SQL statement of imports; `receipts` and `merging` are what others call, the rest is what these are made of."""

from services.identification.imports.queries.merging import (
    Elements,
    MergeCounts,
    Reach,
    copy_to_staging,
    discard_staged,
    list_elements,
    merge_staged,
    take_turn,
    total_names,
)
from services.identification.imports.queries.receipts import (
    add_receipt,
    find_receipt,
    issues_of,
    list_issues,
    list_receipts,
    write_issues,
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
    "take_turn",
    "total_names",
    "write_issues",
]
