"""The jobs of monitoring: the table of contents of what happens in the background."""

from services.monitoring.campaigns.jobs import advance_campaign
from services.monitoring.computations.jobs import compute_indicators
from services.monitoring.imports.jobs import discard_staging, merge_import
from services.monitoring.reports.jobs import draft_report, plan_risk_reports, render_report
from services.monitoring.schedules.jobs import start_schedule_period
from services.monitoring.support.jobs import derive_measures, derive_support
from shared.queue.definition import AnyJob
from shared.queue.worker import QueueWorker
from shared.settings import Settings

QUEUE = "monitoring"
JOBS: tuple[AnyJob, ...] = (
    advance_campaign,  # moments: one row and its journal
    compute_indicators,  # seconds: every indicator of a programme over one territory
    derive_support,  # moments: the records of one municipality and year
    derive_measures,  # moments: the same, for the years of one roadmap
    merge_import,  # seconds: one file
    discard_staging,  # moments: rows that a merge left behind
    draft_report,  # seconds: one municipality, three periods of one set
    render_report,  # seconds: pictures are drawn
    plan_risk_reports,  # moments: a row and a job for each municipality on a list
    start_schedule_period,  # moments: a campaign is planned, its own jobs do the rest
)


def create_worker(settings: Settings) -> QueueWorker:
    """Return the worker of this service's queue; it connects when it is served."""
    return QueueWorker(QUEUE, JOBS, settings)
