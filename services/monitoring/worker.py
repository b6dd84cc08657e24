"""The jobs of monitoring: the table of contents of what happens in the background."""

from services.monitoring.campaigns.jobs import advance_campaign
from services.monitoring.computations.jobs import compute_indicators
from shared.queue.definition import AnyJob
from shared.queue.worker import QueueWorker
from shared.settings import Settings

QUEUE = "monitoring"
JOBS: tuple[AnyJob, ...] = (
    advance_campaign,  # moments: one row and its journal
    compute_indicators,  # seconds: every indicator of a programme over one territory
)


def create_worker(settings: Settings) -> QueueWorker:
    """Return the worker of this service's queue; it connects when it is served."""
    return QueueWorker(QUEUE, JOBS, settings)
