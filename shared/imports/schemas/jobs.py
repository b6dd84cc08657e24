"""Payloads of the jobs of imports; every service has two kinds of its own."""

from uuid import UUID

from shared.queue import JobPayload


class ReceiptJob(JobPayload):
    """A job that goes on with one receipt."""

    receipt_id: UUID
