"""Payloads of the jobs of imports."""

from typing import ClassVar
from uuid import UUID

from shared.queue import JobPayload


class MergeImport(JobPayload):
    """Validate what is staged and merge what is right."""

    kind: ClassVar[str] = "identification.merge_import"
    queue: ClassVar[str] = "identification"

    receipt_id: UUID


class DiscardStaging(JobPayload):
    """Remove staged rows that a merge no longer needs."""

    kind: ClassVar[str] = "identification.discard_staging"
    queue: ClassVar[str] = "identification"

    receipt_id: UUID
