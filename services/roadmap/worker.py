"""The jobs of the roadmap: the table of contents of what happens in the background."""

from services.roadmap.drafting.jobs import draft_school_roadmaps
from services.roadmap.effects.jobs import note_published_indicators
from services.roadmap.proposals.jobs import propose_measures
from services.roadmap.reminders.jobs import remind_responsibles
from shared.queue.definition import AnyJob
from shared.queue.worker import QueueWorker
from shared.settings import Settings

QUEUE = "roadmap"
JOBS: tuple[AnyJob, ...] = (
    draft_school_roadmaps,  # seconds: a few statements over all schools of a list
    note_published_indicators,  # moments: a line in the log
    propose_measures,  # moments: one statement over the schools of one municipality
    remind_responsibles,  # moments: one statement for all digests of a municipality
)


def create_worker(settings: Settings) -> QueueWorker:
    """Return the worker of this service's queue; it connects when it is served."""
    return QueueWorker(QUEUE, JOBS, settings)
