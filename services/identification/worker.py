"""The jobs of identification: the table of contents of what happens in the background."""

from services.identification.imports.jobs import discard_staging, merge_import
from services.identification.packs.jobs import check_pack
from services.identification.runs.jobs import execute_run, verify_run
from services.identification.schedules.jobs import start_schedule_period
from shared.queue.definition import AnyJob
from shared.queue.worker import QueueWorker
from shared.settings import Settings

QUEUE = "identification"
JOBS: tuple[AnyJob, ...] = (
    merge_import,  # minutes at most: one file
    discard_staging,  # seconds: rows that a merge left behind
    execute_run,  # seconds: one rule over one territory
    verify_run,  # seconds: the same again, and a comparison
    check_pack,  # seconds: the golden cases of one version of a pack
    start_schedule_period,  # moments: a run is written, its job does the rest
)


def create_worker(settings: Settings) -> QueueWorker:
    """Return the worker of this service's queue; it connects when it is served."""
    return QueueWorker(QUEUE, JOBS, settings)
