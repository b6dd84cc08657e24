"""A campaign opens, reminds and closes: on its days or by hand; then it is analysed and published."""

from typing import Any
from uuid import UUID

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.campaigns import queries
from services.monitoring.campaigns.errors import (
    CampaignNotAnalysed,
    CampaignNotClosed,
    CampaignNotFound,
    CampaignNotOpen,
    CampaignNotPlanned,
    OrderRequired,
)
from services.monitoring.campaigns.queries import FoundCampaign
from services.monitoring.campaigns.rules import find_due_steps
from services.monitoring.campaigns.use_cases.recording import record_campaign_change
from services.monitoring.campaigns.use_cases.sets import get_set_of
from services.monitoring.computations.use_cases import compute_campaign
from shared.clock import utc_now
from shared.models import Campaign

logger = structlog.get_logger(__name__)


async def open_campaign(session: AsyncSession, found: FoundCampaign, client_id: UUID) -> None:
    """Open a planned campaign before its first day; raise CampaignNotPlanned or OrderRequired."""
    if found.campaign.state != "planned":
        raise CampaignNotPlanned
    if found.waits_for_order:
        raise OrderRequired
    await _step(session, found.campaign, "opened", {"state": "open", "opened_at": utc_now()}, client_id)


async def close_campaign(session: AsyncSession, found: FoundCampaign, client_id: UUID) -> None:
    """Close an open campaign before its last day has passed; raise CampaignNotOpen."""
    if found.campaign.state != "open":
        raise CampaignNotOpen
    await _close(session, found.campaign, client_id)


async def advance_campaign(session: AsyncSession, campaign_id: UUID) -> None:
    """Do whatever the days of a campaign call for by now, in order: open, remind, close.

    Asked for on each of its days. An earlier look that never came is made up for, one too many finds nothing to do.
    """
    campaign = await queries.lock_campaign(session, campaign_id)
    if campaign is None:
        return
    # The clock by which the job came due: by another, a moment slow, its day would not have begun.
    now = await queries.read_clock(session)
    monitored = await get_set_of(session, campaign)
    waits_for_order = monitored.order_required and campaign.order_number is None
    due = find_due_steps(campaign, now, waits_for_order=waits_for_order)
    if due.opens:
        await _step(session, campaign, "opened", {"state": "open", "opened_at": now})
    if due.reminds:
        # Told to people by who reads `participation` for now.
        await _step(session, campaign, "reminded", {"reminded_at": now})
        logger.info("campaign_reminded", campaign_id=str(campaign.id))
    if due.closes:
        await _close(session, campaign)


async def record_analysis(session: AsyncSession, campaign: Campaign, client_id: UUID | None) -> None:
    """Record that the analysis of a closed campaign, locked by the caller, is approved; raise CampaignNotClosed."""
    if campaign.state != "closed":
        raise CampaignNotClosed
    await _step(session, campaign, "analysed", {"state": "analysed", "analysed_at": utc_now()}, client_id)


async def record_publication(session: AsyncSession, campaign: Campaign, url: str, client_id: UUID | None) -> None:
    """Record where the results of an analysed campaign, locked by the caller, are published.

    Raises CampaignNotAnalysed.
    """
    if campaign.state != "analysed":
        raise CampaignNotAnalysed
    values = {"state": "published", "published_at": utc_now(), "published_url": url}
    await _step(session, campaign, "published", values, client_id)


async def get_locked_campaign(session: AsyncSession, campaign_id: UUID) -> Campaign:
    """Return a campaign whoever asks, held until the transaction ends, or raise CampaignNotFound."""
    campaign = await queries.lock_campaign(session, campaign_id)
    if campaign is None:
        raise CampaignNotFound
    return campaign


async def _close(session: AsyncSession, campaign: Campaign, client_id: UUID | None = None) -> None:
    await _step(session, campaign, "closed", {"state": "closed", "closed_at": utc_now()}, client_id)
    # What was accepted by now; whoever accepts more asks for another one before the analysis.
    await compute_campaign(session, campaign, client_id)


async def _step(
    session: AsyncSession, campaign: Campaign, action: str, values: dict[str, Any], client_id: UUID | None = None
) -> None:
    await queries.store_campaign(session, campaign, values, utc_now())
    await record_campaign_change(session, campaign, action, client_id, tuple(values))
