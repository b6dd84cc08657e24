"""The jobs of monitoring: the table of contents of what happens in the background. There are none yet."""

from shared.queue.definition import AnyJob
from shared.queue.worker import QueueWorker

QUEUE = "monitoring"
JOBS: tuple[AnyJob, ...] = ()


def create_worker(database_url: str, redis_url: str) -> QueueWorker:
    """Return the worker of this service's queue; it connects when it is served."""
    return QueueWorker(QUEUE, JOBS, database_url=database_url, redis_url=redis_url)
