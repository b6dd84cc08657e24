"""Files of a report: the whole one by a job, a school's extract when it is asked for."""

import asyncio
from collections.abc import Callable
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.reports import queries, rules
from services.monitoring.reports.rules import Frame
from services.monitoring.reports.schemas import Protocol, ReportContent, ReportKind, ReportText, Texts
from shared.documents.docx_writer import write_docx
from shared.documents.html_writer import write_html
from shared.documents.model import Document
from shared.models import Report

WRITERS: dict[str, Callable[[Document], bytes]] = {"docx": write_docx, "html": write_html}


async def render_report(session: AsyncSession, report_id: UUID) -> None:
    """Render a report as it is now in every format; nothing where there is no draft yet."""
    report = await queries.find_report(session, report_id)
    if report is None or report.content is None:
        return
    document = rules.lay_out(await read_text(session, report), _frame(report))
    for file_format, write in WRITERS.items():
        # Drawing and packing take a second: other jobs of the worker go on meanwhile.
        await queries.save_report_file(session, report, file_format, await asyncio.to_thread(write, document))


async def write_extract(report: Report, text: ReportText, file_format: str) -> bytes:
    """Return what single schools read of a report as a document; it has no pictures, so it is ready at once."""
    names = ", ".join(school.name for school in text.content.schools)
    document = rules.lay_out(text, _frame(report, names))
    return await asyncio.to_thread(WRITERS[file_format], document)


async def read_text(session: AsyncSession, report: Report) -> ReportText:
    """Return all that a report says."""
    return ReportText(
        content=ReportContent.model_validate(report.content),
        texts=Texts.model_validate(report.texts),
        recommendations=await queries.list_recommendations(session, report),
    )


def _frame(report: Report, extract_for: str | None = None) -> Frame:
    return Frame(
        kind=ReportKind(report.kind),
        letterhead=tuple(report.letterhead),
        signatory=report.signatory,
        protocol=read_protocol(report),
        approved_on=report.approved_at.date() if report.approved_at else None,
        dated_on=(report.approved_at or report.updated_at).date(),
        extract_for=extract_for,
    )


def read_protocol(report: Report) -> Protocol | None:
    """Return the protocol of the meeting, None while there is none."""
    if report.protocol_number is None or report.protocol_date is None:
        return None
    return Protocol(number=report.protocol_number, date=report.protocol_date)
