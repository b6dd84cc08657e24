"""Who may conduct campaigns, and who may read one."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.campaigns import queries
from services.monitoring.campaigns.errors import CampaignNotFound, CampaignNotYours
from services.monitoring.campaigns.queries import FoundCampaign
from shared.access.principals import Principal
from shared.access.requirements import require
from shared.access.visibility import TerritoryNotFound
from shared.http.preconditions import Precondition
from shared.models import Municipality

CanRead = Annotated[Principal, Depends(require("monitoring:read"))]
CanConduct = Annotated[Principal, Depends(require("monitoring:conduct"))]


async def get_visible_municipality(session: AsyncSession, principal: Principal, oktmo: str) -> Municipality:
    """Return a municipality of the caller's territories or raise TerritoryNotFound."""
    municipality = await queries.find_visible_municipality(session, principal, oktmo)
    if municipality is None:
        raise TerritoryNotFound
    return municipality


async def get_visible_campaign(session: AsyncSession, principal: Principal, campaign_id: UUID) -> FoundCampaign:
    """Return a campaign of the caller's municipalities, or one in which its schools take part.

    Raises CampaignNotFound.
    """
    found = await queries.find_visible_campaign(session, principal, campaign_id)
    if found is None:
        raise CampaignNotFound
    return found


async def get_own_campaign(
    session: AsyncSession, principal: Principal, campaign_id: UUID, precondition: Precondition
) -> FoundCampaign:
    """Return a campaign that the caller conducts, locked until the transaction ends.

    Raises CampaignNotFound, CampaignNotYours, or what the precondition raises.
    """
    found = await queries.find_visible_campaign(session, principal, campaign_id, locked=True)
    if found is None:
        raise CampaignNotFound
    if not found.is_municipality_visible:
        raise CampaignNotYours
    precondition.require(found.campaign.version)
    return found
