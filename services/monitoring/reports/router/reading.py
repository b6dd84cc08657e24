"""Reports are read: as a resource, as text, as a file."""

from enum import StrEnum
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response, status

from services.monitoring.reports import queries, use_cases
from services.monitoring.reports.access import CanRead, get_visible_report, get_whole_report
from services.monitoring.reports.errors import ReportFileNotReady, ReportNotDrafted, ReportNotFound
from services.monitoring.reports.queries import ReportFilters
from services.monitoring.reports.schemas import ReportKind, ReportRead, ReportText
from shared.changes import list_changes
from shared.database.paging import InvalidCursor, Page
from shared.documents.docx_writer import DOCX_MEDIA_TYPE
from shared.documents.html_writer import HTML_MEDIA_TYPE
from shared.http.changes import ChangeRead
from shared.http.pages import Paging
from shared.http.preconditions import format_etag
from shared.http.problems import problems
from shared.http.session import Session

router = APIRouter(prefix="/reports")


class FileFormat(StrEnum):
    """A form in which a report is read outside the product."""

    docx = "docx"
    html = "html"


_MEDIA_TYPES = {FileFormat.docx: DOCX_MEDIA_TYPE, FileFormat.html: HTML_MEDIA_TYPE}
_FILE: dict[int | str, dict[str, Any]] = {
    status.HTTP_200_OK: {
        "content": {
            DOCX_MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}, "example": "PK…"},
            HTML_MEDIA_TYPE: {"schema": {"type": "string"}, "example": "<!DOCTYPE html>…"},
        }
    }
}


def read_report_filters(
    kind: Annotated[ReportKind | None, Query(description="Only of this kind.")] = None,
    municipality: Annotated[str | None, Query(pattern="^[0-9]{8}$", description="ОКТМО, eight digits.")] = None,
    campaign_id: Annotated[UUID | None, Query(description="Only of this campaign (кампания).")] = None,
) -> ReportFilters:
    """Read which reports are wanted."""
    return ReportFilters(kind, municipality, campaign_id)


@router.get("", responses=problems(InvalidCursor))
async def list_reports(
    principal: CanRead, session: Session, paging: Paging, wanted: Annotated[ReportFilters, Depends(read_report_filters)]
) -> Page[ReportRead]:
    """List the reports (справки) of your municipalities, and approved ones that speak of your schools, latest first."""
    page = await queries.list_reports(session, principal, wanted, paging.wanted)
    items = [await use_cases.describe_report(session, principal, found) for found in page.items]
    return paging.answer(Page(items, page.next_cursor))


@router.get("/{report_id}", responses=problems(ReportNotFound))
async def get_report(report_id: UUID, principal: CanRead, session: Session, response: Response) -> ReportRead:
    """Return a report (справка): what it is about, where it stands, who signs."""
    found = await get_visible_report(session, principal, report_id)
    response.headers["ETag"] = format_etag(found.report.version)
    return await use_cases.describe_report(session, principal, found)


@router.get("/{report_id}/text", responses=problems(ReportNotFound, ReportNotDrafted))
async def show_report_text(report_id: UUID, principal: CanRead, session: Session) -> ReportText:
    """Show what a report says (содержание справки): needs for support, no rating; schools read of themselves."""
    found = await get_visible_report(session, principal, report_id)
    return await use_cases.show_report_text(session, principal, found)


@router.get(
    "/{report_id}/document",
    response_class=Response,
    responses=problems(ReportNotFound, ReportNotDrafted, ReportFileNotReady) | _FILE,
)
async def show_report_document(
    report_id: UUID,
    principal: CanRead,
    session: Session,
    file_format: Annotated[FileFormat, Query(alias="format", description="docx for printing, html for the web.")],
) -> Response:
    """Show a report as a file (справка файлом); schools get an extract (выписка) of what concerns them."""
    found = await get_visible_report(session, principal, report_id)
    content = await use_cases.show_report_document(session, principal, found, file_format.value)
    # Never shown inside the product's own address: people wrote what stands in it.
    headers = {"Content-Disposition": f'attachment; filename="report-{report_id}.{file_format.value}"'}
    return Response(content, media_type=_MEDIA_TYPES[file_format], headers=headers)


@router.get("/{report_id}/changes", responses=problems(ReportNotFound, InvalidCursor))
async def list_changes_of_report(
    report_id: UUID, principal: CanRead, session: Session, paging: Paging
) -> Page[ChangeRead]:
    """List who did what to a report (журнал изменений), latest first."""
    await get_whole_report(session, principal, report_id)
    page = await list_changes(session, "report", str(report_id), paging.wanted)
    return paging.answer(page.map(ChangeRead.model_validate))
