"""Payloads of the jobs of imports."""

from typing import ClassVar

from shared.imports.schemas import ReceiptJob


class MergeImport(ReceiptJob):
    """Validate what is staged and merge what is right."""

    kind: ClassVar[str] = "identification.merge_import"
    queue: ClassVar[str] = "identification"


class DiscardStaging(ReceiptJob):
    """Remove staged rows that a merge no longer needs."""

    kind: ClassVar[str] = "identification.discard_staging"
    queue: ClassVar[str] = "identification"
