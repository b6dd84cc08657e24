"""Who may read, prepare, approve and publish reports."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.reports import queries
from services.monitoring.reports.errors import ReportFrozen, ReportNotDrafted, ReportNotFound
from services.monitoring.reports.queries import FoundReport
from shared.access.principals import Principal
from shared.access.requirements import require
from shared.http.preconditions import Precondition

CanRead = Annotated[Principal, Depends(require("monitoring:read"))]
CanConduct = Annotated[Principal, Depends(require("monitoring:conduct"))]
CanApprove = Annotated[Principal, Depends(require("monitoring:approve"))]


async def get_visible_report(session: AsyncSession, principal: Principal, report_id: UUID) -> FoundReport:
    """Return a report of the caller's municipalities, or an approved one that speaks of his schools."""
    found = await queries.find_visible_report(session, principal, report_id)
    if found is None:
        raise ReportNotFound
    return found


async def get_whole_report(session: AsyncSession, principal: Principal, report_id: UUID) -> FoundReport:
    """Return a report of the caller's own municipality."""
    found = await get_visible_report(session, principal, report_id)
    if not found.is_whole:
        raise ReportNotFound
    return found


async def get_own_report(
    session: AsyncSession, principal: Principal, report_id: UUID, precondition: Precondition
) -> FoundReport:
    """Return a report of the caller's own municipality at the version he has seen, locked."""
    found = await queries.find_visible_report(session, principal, report_id, locked=True)
    if found is None or not found.is_whole:
        raise ReportNotFound
    precondition.require(found.report.version)
    return found


async def get_drafted_report(
    session: AsyncSession, principal: Principal, report_id: UUID, precondition: Precondition
) -> FoundReport:
    """Return a draft that may still be changed; raise ReportNotDrafted or ReportFrozen."""
    found = await get_own_report(session, principal, report_id, precondition)
    if found.report.state == "planned":
        raise ReportNotDrafted
    if found.report.state != "drafted":
        raise ReportFrozen
    return found
