"""Background entry points of campaigns."""

from services.monitoring.campaigns import use_cases
from services.monitoring.campaigns.schemas import AdvanceCampaign
from shared.queue import JobContext, job


@job(AdvanceCampaign)
async def advance_campaign(context: JobContext, payload: AdvanceCampaign) -> None:
    """Open, remind or close a campaign on one of its days."""
    await use_cases.advance_campaign(context.session, payload.campaign_id)
