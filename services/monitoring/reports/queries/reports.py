"""Statements over reports, their recommendations and files."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, any_, delete, func, insert, or_, select
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.reports.schemas import Advice, ReportKind
from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.clock import utc_now
from shared.database.paging import Page, PageRequest, descending, fetch_page
from shared.models import Municipality, Report, ReportFile, ReportRecommendation, SchoolDirectory

_FROZEN = ("approved", "published")


@dataclass(frozen=True, slots=True)
class FoundReport:
    """A report as one caller finds it."""

    report: Report
    oktmo: str
    is_whole: bool
    """The municipality is his; otherwise he reads what concerns his schools."""


@dataclass(frozen=True, slots=True)
class ReportFilters:
    """Which reports are wanted; what is None is not asked."""

    kind: ReportKind | None = None
    municipality: str | None = None
    campaign_id: UUID | None = None


async def add_report(session: AsyncSession, report: Report) -> None:
    """Write a new report."""
    session.add(report)
    await session.flush()


async def find_report(session: AsyncSession, report_id: UUID, *, locked: bool = False) -> Report | None:
    """Return a report whoever asks: for jobs."""
    statement = select(Report).where(Report.id == report_id)
    if locked:
        statement = statement.with_for_update().execution_options(populate_existing=True)
    return (await session.scalars(statement)).one_or_none()


async def find_same_report(session: AsyncSession, report: Report) -> Report | None:
    """Return the report of the same kind and subject, locked; None where there is none."""
    statement = select(Report).where(
        Report.municipality_id == report.municipality_id,
        Report.kind == report.kind,
        Report.campaign_id.is_not_distinct_from(report.campaign_id),
        Report.list_id.is_not_distinct_from(report.list_id),
    )
    return (await session.scalars(statement.with_for_update())).one_or_none()


async def find_visible_report(
    session: AsyncSession, principal: Principal, report_id: UUID, *, locked: bool = False
) -> FoundReport | None:
    """Return a report the principal may read, locked against other edits if asked."""
    statement = _visible_reports(principal).where(Report.id == report_id)
    if locked:
        statement = statement.with_for_update(of=Report).execution_options(populate_existing=True)
    row = (await session.execute(statement)).one_or_none()
    return FoundReport(*row) if row else None


async def list_reports(
    session: AsyncSession, principal: Principal, wanted: ReportFilters, page: PageRequest
) -> Page[FoundReport]:
    """List the reports a principal may read, latest first."""
    statement = _visible_reports(principal)
    filters = {
        Report.kind: wanted.kind.value if wanted.kind else None,
        Municipality.oktmo: wanted.municipality,
        Report.campaign_id: wanted.campaign_id,
    }
    statement = statement.where(*[column == value for column, value in filters.items() if value is not None])
    rows = await fetch_page(session, statement, [descending(Report.created_at), descending(Report.id)], page)
    return Page([FoundReport(row[0], row[1], row[2]) for row in rows.items], rows.next_cursor)


async def add_planned_reports(session: AsyncSession, rows: Sequence[dict[str, Any]]) -> list[UUID]:
    """Write planned reports; of what there is one already nothing. Return the ids of those that are new."""
    if not rows:
        return []
    added = upsert(Report).values(list(rows)).on_conflict_do_nothing(constraint="uq_report_of").returning(Report.id)
    return list(await session.scalars(added))


async def list_recommendations(session: AsyncSession, report: Report) -> list[Advice]:
    """List the recommendations of a report in their order."""
    of_report = _of(report, ReportRecommendation)
    statement = select(ReportRecommendation).where(of_report).order_by(ReportRecommendation.position)
    return [
        Advice.model_validate(
            {
                "addressee": row.addressee,
                "text": row.text,
                "measure": row.measure,
                "deficit": row.deficit_code,
                "schools": row.schools,
            }
        )
        for row in await session.scalars(statement)
    ]


async def replace_recommendations(session: AsyncSession, report: Report, advice: Sequence[Advice]) -> None:
    """Put these recommendations in the place of those that stand there."""
    await session.execute(delete(ReportRecommendation).where(_of(report, ReportRecommendation)))
    rows = [
        {
            "municipality_id": report.municipality_id,
            "report_id": report.id,
            "position": position,
            "addressee": one.addressee,
            "text": one.text,
            "measure": one.measure,
            "deficit_code": one.deficit,
            "schools": one.schools,
        }
        for position, one in enumerate(advice, start=1)
    ]
    if rows:
        await session.execute(insert(ReportRecommendation), rows)


async def find_report_file(session: AsyncSession, report: Report, file_format: str) -> ReportFile | None:
    """Return a file of a report; None while it was not rendered."""
    return await session.get(ReportFile, (report.municipality_id, report.id, file_format))


async def save_report_file(session: AsyncSession, report: Report, file_format: str, content: bytes) -> None:
    """Keep the latest rendering of a report in one format."""
    key = {"municipality_id": report.municipality_id, "report_id": report.id, "format": file_format}
    values = {"content": content, "report_version": report.version, "rendered_at": utc_now()}
    statement = upsert(ReportFile).values(key | values)
    columns = [ReportFile.municipality_id, ReportFile.report_id, ReportFile.format]
    await session.execute(statement.on_conflict_do_update(index_elements=columns, set_=values))


def _of(report: Report, model: type[ReportRecommendation]) -> ColumnElement[bool]:
    return (model.municipality_id == report.municipality_id) & (model.report_id == report.id)


def _visible_reports(principal: Principal) -> Select[*tuple[Any, ...]]:
    """Select reports with their municipality: all of the caller's own, approved ones that speak of his schools."""
    whole = visible_to(principal, Report.municipality_id)
    own = select(SchoolDirectory.code).where(
        SchoolDirectory.code.in_(principal.codes("school")),
        SchoolDirectory.municipality_id == Report.municipality_id,
        SchoolDirectory.code == any_(Report.schools),
    )
    readable = Report.state.in_(_FROZEN) & own.exists()
    return (
        select(Report, Municipality.oktmo, func.coalesce(whole, False).label("is_whole"))
        .join(Municipality, Municipality.id == Report.municipality_id)
        .where(or_(whole, readable))
    )
