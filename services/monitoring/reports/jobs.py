"""Background entry points of reports."""

from datetime import timedelta

from services.monitoring.reports import use_cases
from services.monitoring.reports.schemas import DraftReport, RenderReport
from shared.queue import JobContext, job
from shared.queue.messages import ListApprovedToMonitoring


# Seconds: one municipality, three periods of one set.
@job(DraftReport, limit=timedelta(minutes=5))
async def draft_report(context: JobContext, payload: DraftReport) -> None:
    """Draft a report from what is there now."""
    await use_cases.draft_report(context.session, payload.report_id)


# Seconds: pictures are drawn.
@job(RenderReport, limit=timedelta(minutes=5))
async def render_report(context: JobContext, payload: RenderReport) -> None:
    """Render the files of a report."""
    await use_cases.render_report(context.session, payload.report_id)


# A row and a job for each municipality; the federation has 2,300.
@job(ListApprovedToMonitoring, limit=timedelta(minutes=5))
async def plan_risk_reports(context: JobContext, payload: ListApprovedToMonitoring) -> None:
    """Plan the reports of a list of at-risk schools; other lists need none."""
    await use_cases.plan_risk_reports(context.session, payload.list_id)
