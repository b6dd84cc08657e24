"""Reports as callers read them: a municipality the whole, a school what concerns it."""

from typing import Literal

from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.reports import queries, rules
from services.monitoring.reports.errors import ReportFileNotReady, ReportNotDrafted
from services.monitoring.reports.queries import FoundReport
from services.monitoring.reports.schemas import ReportKind, ReportRead, ReportState, ReportText
from services.monitoring.reports.use_cases.rendering import read_protocol, read_text, write_extract
from shared.access.principals import Principal
from shared.models import Report
from shared.queue import JobState, JobStatus, find_job_state

_STATES = {
    JobStatus.ready: ReportState.queued,
    JobStatus.running: ReportState.drafting,
    # Its row was read a moment before the job committed: only the row itself says that the draft is there.
    JobStatus.done: ReportState.drafting,
    JobStatus.dead: ReportState.failed,
    JobStatus.cancelled: ReportState.failed,
}
_Action = Literal["draft", "update", "approve", "publish"]
_ACTIONS: dict[str, tuple[tuple[_Action, str], ...]] = {
    "planned": (("draft", "monitoring:conduct"),),
    "drafted": (("draft", "monitoring:conduct"), ("update", "monitoring:conduct"), ("approve", "monitoring:approve")),
    "approved": (("publish", "monitoring:approve"),),
    "published": (),
}


async def describe_report(session: AsyncSession, principal: Principal, found: FoundReport) -> ReportRead:
    """Return a report as people read it, with the state of its job and what the caller may do."""
    report = found.report
    job = None
    if report.state == "planned" and report.job_id:
        job = await find_job_state(session, report.job_id)
    state = _tell_state(report, job)
    actions = _ACTIONS[report.state] if found.is_whole else ()
    return ReportRead(
        id=report.id,
        kind=ReportKind(report.kind),
        municipality=found.oktmo,
        pack=report.pack_code,
        pack_version=report.pack_version,
        indicator_set=report.set_code,
        period=report.period,
        campaign_id=report.campaign_id,
        list_id=report.list_id,
        computation_id=report.computation_id,
        state=state,
        failure=f"Справку не удалось составить: {job.last_error}" if job and state is ReportState.failed else None,
        letterhead=report.letterhead,
        signatory=report.signatory,
        protocol=read_protocol(report),
        approved_at=report.approved_at,
        published_at=report.published_at,
        published_url=report.published_url,
        created_at=report.created_at,
        version=report.version,
        allowed_actions=[action for action, scope in actions if scope in principal.scopes],
    )


async def show_report_text(session: AsyncSession, principal: Principal, found: FoundReport) -> ReportText:
    """Return what a report says to this caller. Raises ReportNotDrafted."""
    if found.report.content is None:
        raise ReportNotDrafted
    text = await read_text(session, found.report)
    if found.is_whole:
        return text
    return rules.narrow_report(
        ReportKind(found.report.kind), text, set(principal.codes("school")) & set(found.report.schools)
    )


async def show_report_document(
    session: AsyncSession, principal: Principal, found: FoundReport, file_format: str
) -> bytes:
    """Return the document: the rendered whole, or an extract for the caller's schools. Raises ReportFileNotReady."""
    if not found.is_whole:
        text = await show_report_text(session, principal, found)
        return await write_extract(found.report, text, file_format)
    file = await queries.find_report_file(session, found.report, file_format)
    if file is None or file.report_version != found.report.version:
        raise ReportFileNotReady
    return file.content


def _tell_state(report: Report, job: JobState | None) -> ReportState:
    if report.state != "planned":
        return ReportState(report.state)
    return _STATES[job.status] if job else ReportState.queued
