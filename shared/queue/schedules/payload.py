"""What the job of a period is told."""

from uuid import UUID

from shared.queue.payload import JobPayload


class PeriodPayload(JobPayload):
    """The period that is due; a service subclasses this for the kind of work its schedules ask for."""

    schedule_id: UUID
    period: str
