"""The draft of a report: computed from what is there and worded once, then people go on."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.reports import queries, rules
from services.monitoring.reports.schemas import RenderReport, ReportContent, ReportKind
from services.monitoring.reports.use_cases.computing import compute_campaign_content, compute_list_content
from services.monitoring.reports.use_cases.planning import get_pack
from shared.changes import Changed, record_change
from shared.clock import utc_now
from shared.models import Report
from shared.packs.definition import Pack
from shared.queue import enqueue


async def draft_report(session: AsyncSession, report_id: UUID) -> None:
    """Compute what a report says and word it; what says the same already keeps the words of people.

    An approved report stays as it is.
    """
    report = await queries.find_report(session, report_id, locked=True)
    if report is None or report.approved_at is not None:
        return
    pack = await get_pack(session, report.pack_code, report.pack_version)
    is_list = report.kind == ReportKind.risk_list
    compute = compute_list_content if is_list else compute_campaign_content
    content = await compute(session, report, pack)
    if report.content != content.model_dump(mode="json"):
        await _store_draft(session, report, pack, content)
        await enqueue(session, RenderReport(report_id=report.id))


async def _store_draft(session: AsyncSession, report: Report, pack: Pack, content: ReportContent) -> None:
    report.content = content.model_dump(mode="json")
    report.texts = rules.word_sections(ReportKind(report.kind), content).model_dump()
    report.schools = [school.code for school in content.schools]
    report.state = "drafted"
    report.version += 1
    report.updated_at = utc_now()
    known = [deficit for one in (pack.monitoring.sets if pack.monitoring else ()) for deficit in one.deficits]
    await queries.replace_recommendations(session, report, rules.advise(known, content.deficits))
    changed = Changed("report", str(report.id), "drafted", ("content",), report.municipality_id)
    await record_change(session, changed, None)
