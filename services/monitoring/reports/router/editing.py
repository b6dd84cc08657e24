"""Reports are asked for, edited, approved and published."""

from typing import Any
from uuid import UUID

from fastapi import APIRouter, Response, status

from services.monitoring.campaigns.errors import CampaignNotAnalysed, CampaignNotClosed
from services.monitoring.reports import use_cases
from services.monitoring.reports.access import (
    CanApprove,
    CanConduct,
    get_drafted_report,
    get_own_report,
    get_visible_report,
)
from services.monitoring.reports.errors import (
    CampaignStillOpen,
    ProtocolMissing,
    RecommendationUnknownSchool,
    ReportFrozen,
    ReportNotApproved,
    ReportNotDrafted,
    ReportNotFound,
    ReportSubjectNotFound,
    SubjectUnsuitable,
)
from services.monitoring.reports.schemas import ReportCreate, ReportPublish, ReportRead, ReportUpdate
from shared.http.idempotency import IdempotencyKeyReused, JsonIdempotency, RequestInProgress
from shared.http.preconditions import IfMatch, VersionExpected, VersionOutdated, format_etag
from shared.http.problems import problems
from shared.http.session import Session

router = APIRouter(prefix="/reports")
_LOCATION: dict[int | str, dict[str, Any]] = {
    status.HTTP_202_ACCEPTED: {
        "headers": {
            "Location": {
                "description": "Address of the report; ask it until `state` is drafted.",
                "schema": {"type": "string"},
            }
        }
    }
}


@router.post(
    "",
    status_code=status.HTTP_202_ACCEPTED,
    response_model=ReportRead,
    responses=problems(
        *(ReportSubjectNotFound, SubjectUnsuitable, CampaignStillOpen, ReportFrozen),
        *(RequestInProgress, IdempotencyKeyReused),
    )
    | _LOCATION,
)
async def create_report(
    wanted: ReportCreate, principal: CanConduct, session: Session, idempotency: JsonIdempotency
) -> Response:
    """Ask for the draft of a report (аналитическая справка); a job computes and words it.

    Asked for again, a draft is computed anew; where something changed, its words are written anew as well.
    """
    report = await use_cases.create_report(session, principal, wanted)
    found = await get_visible_report(session, principal, report.id)
    return await idempotency.answer(
        await use_cases.describe_report(session, principal, found),
        status=status.HTTP_202_ACCEPTED,
        headers={"Location": f"/monitoring/v1/reports/{report.id}", "ETag": format_etag(report.version)},
    )


@router.put(
    "/{report_id}",
    responses=problems(
        *(ReportNotFound, ReportNotDrafted, ReportFrozen, RecommendationUnknownSchool),
        *(VersionOutdated, VersionExpected),
    ),
)
async def update_report(  # the object, its version, its new content
    report_id: UUID,
    wanted: ReportUpdate,
    principal: CanConduct,
    session: Session,
    if_match: IfMatch,
    response: Response,
) -> ReportRead:
    """Write the sections, recommendations, letterhead, signing post and protocol of a draft (черновик справки)."""
    found = await get_drafted_report(session, principal, report_id, if_match)
    await use_cases.update_report(session, found.report, wanted, principal.client_id)
    response.headers["ETag"] = format_etag(found.report.version)
    return await use_cases.describe_report(session, principal, found)


@router.post(
    "/{report_id}/approval",
    response_model=ReportRead,
    responses=problems(
        *(ReportNotFound, ReportNotDrafted, ReportFrozen, ProtocolMissing, CampaignNotClosed),
        *(VersionOutdated, VersionExpected, RequestInProgress, IdempotencyKeyReused),
    ),
)
async def approve_report(
    report_id: UUID, principal: CanApprove, session: Session, if_match: IfMatch, idempotency: JsonIdempotency
) -> Response:
    """Approve a draft (утвердить справку): it never changes again, schools can read what concerns them."""
    found = await get_drafted_report(session, principal, report_id, if_match)
    await use_cases.approve_report(session, found.report, principal.client_id)
    return await idempotency.answer(
        await use_cases.describe_report(session, principal, found),
        status=status.HTTP_200_OK,
        headers={"ETag": format_etag(found.report.version)},
    )


@router.post(
    "/{report_id}/publication",
    response_model=ReportRead,
    responses=problems(
        *(ReportNotFound, ReportNotApproved, CampaignNotAnalysed, VersionOutdated, VersionExpected),
        *(RequestInProgress, IdempotencyKeyReused),
    ),
)
async def publish_report(  # the object, its version, its new content
    report_id: UUID,
    wanted: ReportPublish,
    principal: CanApprove,
    session: Session,
    if_match: IfMatch,
    idempotency: JsonIdempotency,
) -> Response:
    """Publish an approved report (опубликовать справку) at an address; its recommendations go to the roadmaps."""
    found = await get_own_report(session, principal, report_id, if_match)
    await use_cases.publish_report(session, found.report, wanted, principal.client_id)
    return await idempotency.answer(
        await use_cases.describe_report(session, principal, found),
        status=status.HTTP_200_OK,
        headers={"ETag": format_etag(found.report.version)},
    )
