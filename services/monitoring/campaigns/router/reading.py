"""Campaigns are read: themselves, who takes part, and what was done to them."""

from typing import Annotated, Any, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response, status

from services.monitoring.campaigns import queries, use_cases
from services.monitoring.campaigns.access import CanRead, get_visible_campaign
from services.monitoring.campaigns.errors import CampaignNotFound
from services.monitoring.campaigns.queries import CampaignFilters
from services.monitoring.campaigns.schemas import Answered, CampaignRead, CampaignState, ParticipationRead
from services.monitoring.campaigns.use_cases import CAMPAIGN
from shared.changes import list_changes
from shared.clock import utc_now
from shared.database.paging import InvalidCursor, Page
from shared.http.changes import ChangeRead
from shared.http.pages import Paging
from shared.http.preconditions import format_etag
from shared.http.problems import problems
from shared.http.session import Session

router = APIRouter(prefix="/campaigns")

_ETAG: dict[int | str, dict[str, Any]] = {
    status.HTTP_200_OK: {"headers": {"ETag": {"description": "Version, for `If-Match`.", "schema": {"type": "string"}}}}
}


def read_filters(  # six filters of a list
    municipality: Annotated[str | None, Query(pattern="^[0-9]{8}$", description="ОКТМО, eight digits.")] = None,
    pack: Annotated[str | None, Query(max_length=60, description="Code of the pack.")] = None,
    indicator_set: Annotated[str | None, Query(alias="set", max_length=60, description="Set of indicators.")] = None,
    period: Annotated[str | None, Query(pattern="^[0-9/-]{7,9}$", description="2022/2023 or 2023-01.")] = None,
    state: Annotated[CampaignState | None, Query(description="Only these.")] = None,
    overdue: Annotated[
        Literal["analysis"] | None, Query(description="Only those whose term of analysis has passed without one.")
    ] = None,
) -> CampaignFilters:
    """Read which campaigns are wanted."""
    overdue_at = utc_now() if overdue else None
    return CampaignFilters(municipality, pack, indicator_set, period, state, overdue_at)


@router.get("", responses=problems(InvalidCursor))
async def list_campaigns(
    principal: CanRead, session: Session, paging: Paging, wanted: Annotated[CampaignFilters, Depends(read_filters)]
) -> Page[CampaignRead]:
    """List the campaigns (кампании мониторинга) of your territories, those that begin last first."""
    page = await queries.list_campaigns(session, principal, wanted, paging.wanted)
    return paging.answer(page.map(lambda found: use_cases.describe_campaign(principal, found)))


@router.get("/{campaign_id}", responses=problems(CampaignNotFound) | _ETAG)
async def get_campaign(campaign_id: UUID, principal: CanRead, session: Session, response: Response) -> CampaignRead:
    """Return a campaign (кампанию мониторинга)."""
    found = await get_visible_campaign(session, principal, campaign_id)
    response.headers["ETag"] = format_etag(found.campaign.version)
    return use_cases.describe_campaign(principal, found)


@router.get("/{campaign_id}/participation", responses=problems(CampaignNotFound, InvalidCursor))
async def show_participation(
    campaign_id: UUID,
    principal: CanRead,
    session: Session,
    paging: Paging,
    answered: Annotated[Answered | None, Query(description="Only these participants.")] = None,
) -> ParticipationRead:
    """Show who takes part and who has answered (участие): on time, late, not at all, or not yet.

    Told from the submissions and the last day; a school sees itself.
    """
    found = await get_visible_campaign(session, principal, campaign_id)
    shown = await use_cases.describe_participation(session, principal, found, answered, paging.wanted)
    paging.answer(Page(shown.items, shown.next_cursor))
    return shown


@router.get("/{campaign_id}/changes", responses=problems(CampaignNotFound, InvalidCursor))
async def list_campaign_changes(
    campaign_id: UUID, principal: CanRead, session: Session, paging: Paging
) -> Page[ChangeRead]:
    """List who did what to a campaign (история изменений), latest first; its own steps have no `client_id`."""
    await get_visible_campaign(session, principal, campaign_id)
    page = await list_changes(session, CAMPAIGN, str(campaign_id), paging.wanted)
    return paging.answer(page.map(ChangeRead.model_validate))
