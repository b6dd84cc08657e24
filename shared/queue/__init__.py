"""Jobs: rows in Postgres are the truth, ARQ only delivers (docs/decisions/0001-job-row-and-claim.md)."""

from shared.queue.definition import AnyJob, JobContext, JobDefinition, job
from shared.queue.enqueueing import enqueue
from shared.queue.payload import JobPayload
from shared.queue.state import JobState, JobStatus, WorkState, find_job_state, tell_work_state

__all__ = [
    "AnyJob",
    "JobContext",
    "JobDefinition",
    "JobPayload",
    "JobState",
    "JobStatus",
    "WorkState",
    "enqueue",
    "find_job_state",
    "job",
    "tell_work_state",
]
