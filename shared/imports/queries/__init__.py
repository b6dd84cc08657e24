"""The SQL of imports that is not of one dataset; services make theirs of `checks` and `datasets`."""

from shared.imports.queries.datasets import DatasetStatements, Importer
from shared.imports.queries.merging import MergeCounts, copy_to_staging, discard_staged, merge_staged, take_turn
from shared.imports.queries.receipts import (
    add_receipt,
    find_receipt,
    issues_of,
    list_issues,
    list_receipts,
    write_issues,
)

__all__ = [
    "DatasetStatements",
    "Importer",
    "MergeCounts",
    "add_receipt",
    "copy_to_staging",
    "discard_staged",
    "find_receipt",
    "issues_of",
    "list_issues",
    "list_receipts",
    "merge_staged",
    "take_turn",
    "write_issues",
]
