"""The timings of a worker."""

from dataclasses import dataclass
from datetime import timedelta


@dataclass(frozen=True, slots=True)
class WorkerPace:
    """How often a worker looks, and how long it waits; the defaults suit production."""

    poll_every: timedelta = timedelta(seconds=0.5)
    """Between looks into Redis: the usual wait of a job."""
    sweep_every: timedelta = timedelta(seconds=3)
    """Between looks for due jobs nobody pushed: the longest wait when Redis lost them."""
    push_again_after: timedelta = timedelta(seconds=15)
    """A push older than this is taken for lost: the longest wait of a job whose worker was killed."""
    schedule_every: timedelta = timedelta(seconds=10)
    """Between looks for schedules that are due: the longest a yearly list waits for its day."""
    watch_every: timedelta = timedelta(seconds=5)
    """Between looks for jobs that outlive their limit."""
    grace_over_limit: timedelta = timedelta(seconds=10)
    """A worker cuts its own jobs at their limit; past this grace the others take it for frozen."""
    completion_wait: timedelta = timedelta(seconds=20)
    """For running jobs at a stop; below the 30 s that containers are given by default, so that nothing is killed."""
    restart_delay: timedelta = timedelta(seconds=1)
    """Before ARQ is started again when Redis was gone."""
