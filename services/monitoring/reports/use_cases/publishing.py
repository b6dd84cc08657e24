"""What people do with a draft: edit, approve, publish. Every step but publication ends with the approval."""

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.campaigns.use_cases import get_locked_campaign, record_analysis, record_publication
from services.monitoring.reports import queries
from services.monitoring.reports.errors import ProtocolMissing, RecommendationUnknownSchool, ReportNotApproved
from services.monitoring.reports.schemas import (
    Advice,
    RenderReport,
    ReportContent,
    ReportKind,
    ReportPublish,
    ReportUpdate,
)
from shared.changes import Changed, record_change
from shared.clock import utc_now
from shared.errors import FieldIssue
from shared.models import Campaign, Report
from shared.queue import enqueue
from shared.queue.messages import IndicatorsPublished, RecommendationsIssued
from shared.reference.school_codes import canonical_school_code


async def update_report(session: AsyncSession, report: Report, wanted: ReportUpdate, client_id: UUID | None) -> None:
    """Put what people wrote in the place of what stood there; what is the same already changes nothing.

    Raises RecommendationUnknownSchool.
    """
    advice = _read_advice(report, wanted)
    values: dict[str, Any] = {
        "letterhead": wanted.letterhead,
        "signatory": wanted.signatory,
        "texts": wanted.texts.model_dump(),
        "protocol_number": wanted.protocol.number if wanted.protocol else None,
        "protocol_date": wanted.protocol.date if wanted.protocol else None,
    }
    changed = [name for name, value in values.items() if getattr(report, name) != value]
    if advice != await queries.list_recommendations(session, report):
        await queries.replace_recommendations(session, report, advice)
        changed.append("recommendations")
    if not changed:
        return
    for name, value in values.items():
        setattr(report, name, value)
    await _move(session, report, "updated", client_id, tuple(changed))
    await enqueue(session, RenderReport(report_id=report.id))


async def approve_report(session: AsyncSession, report: Report, client_id: UUID | None) -> None:
    """Freeze a draft; the campaign it sums up is analysed then. Raises ProtocolMissing or CampaignNotClosed."""
    content = ReportContent.model_validate(report.content)
    if content.analysed_by is not None and report.protocol_number is None:
        raise ProtocolMissing
    report.state = "approved"
    report.approved_at = utc_now()
    await _move(session, report, "approved", client_id, ("state",))
    campaign = await _get_summed_up(session, report)
    if campaign is not None:
        await record_analysis(session, campaign, client_id)
    await enqueue(session, RenderReport(report_id=report.id))


async def publish_report(session: AsyncSession, report: Report, wanted: ReportPublish, client_id: UUID | None) -> None:
    """Note where an approved report is published and tell roadmap. Raises ReportNotApproved."""
    if report.state != "approved":
        raise ReportNotApproved
    report.state = "published"
    report.published_at = utc_now()
    report.published_url = str(wanted.url)
    await _move(session, report, "published", client_id, ("state", "published_url"))
    campaign = await _get_summed_up(session, report)
    if campaign is not None:
        await record_publication(session, campaign, str(wanted.url), client_id)
    await enqueue(session, RecommendationsIssued(report_id=report.id))
    await enqueue(session, IndicatorsPublished(report_id=report.id))


def _read_advice(report: Report, wanted: ReportUpdate) -> list[Advice]:
    """Return the recommendations with keys of schools; raise RecommendationUnknownSchool with every wrong place."""
    known = set(report.schools)
    keys = [[canonical_school_code(code) for code in one.schools] for one in wanted.recommendations]
    issues = [
        FieldIssue(
            f"/body/recommendations/{at}/schools/{place}",
            RecommendationUnknownSchool.code,
            f"Школы {code} в справке нет: проверьте код.",
        )
        for at, codes in enumerate(keys)
        for place, code in enumerate(codes)
        if code not in known
    ]
    if issues:
        raise RecommendationUnknownSchool(errors=issues)
    return [
        Advice(addressee=one.addressee, text=one.text, measure=one.measure, deficit=one.deficit, schools=codes)
        for one, codes in zip(wanted.recommendations, keys, strict=True)
    ]


async def _move(
    session: AsyncSession, report: Report, action: str, client_id: UUID | None, fields: tuple[str, ...]
) -> None:
    # Everything in one UPDATE: of an approved report the database takes no second one.
    report.version += 1
    report.updated_at = utc_now()
    changed = Changed("report", str(report.id), action, fields, report.municipality_id)
    await record_change(session, changed, client_id)


async def _get_summed_up(session: AsyncSession, report: Report) -> Campaign | None:
    """Return the campaign whose results the report sums up, locked; one of a year's effectiveness moves none."""
    if report.kind != ReportKind.campaign or report.campaign_id is None:
        return None
    return await get_locked_campaign(session, report.campaign_id)
