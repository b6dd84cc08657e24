"""The journal of a campaign."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from shared.changes import Changed, record_change
from shared.models import Campaign

CAMPAIGN = "campaign"
"""Kind of object under which changes of campaigns are recorded."""


async def record_campaign_change(
    session: AsyncSession, campaign: Campaign, action: str, client_id: UUID | None, fields: tuple[str, ...] = ()
) -> None:
    """Write the change row of a campaign."""
    changed = Changed(CAMPAIGN, str(campaign.id), action, fields, campaign.municipality_id)
    await record_change(session, changed, client_id)
