"""Payloads of the jobs of imports."""

from typing import ClassVar

from shared.imports.schemas import ReceiptJob


class MergeImport(ReceiptJob):
    """Validate what is staged and merge what is right."""

    kind: ClassVar[str] = "monitoring.merge_import"
    queue: ClassVar[str] = "monitoring"


class DiscardStaging(ReceiptJob):
    """Remove staged rows that a merge no longer needs."""

    kind: ClassVar[str] = "monitoring.discard_staging"
    queue: ClassVar[str] = "monitoring"
