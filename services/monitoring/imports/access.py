"""Who may fill in the forms of a campaign from a file, and who may read a receipt."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.campaigns import queries as campaigns
from services.monitoring.campaigns.errors import CampaignNotFound, CampaignNotYours
from services.monitoring.imports.queries import IMPORTER
from shared.access.principals import Principal
from shared.access.requirements import require
from shared.imports import use_cases as imports
from shared.models import Campaign, Receipt

CanWrite = Annotated[Principal, Depends(require("monitoring:write"))]


async def get_own_campaign(session: AsyncSession, principal: Principal, campaign_id: UUID) -> Campaign:
    """Return a campaign whose whole municipality is the caller's, or raise CampaignNotFound or CampaignNotYours."""
    found = await campaigns.find_visible_campaign(session, principal, campaign_id)
    if found is None:
        raise CampaignNotFound
    if not found.is_municipality_visible:
        raise CampaignNotYours
    return found.campaign


async def get_own_receipt(session: AsyncSession, receipt_id: UUID, principal: Principal) -> Receipt:
    """Return a receipt of this client; another client's does not exist for it."""
    return await imports.get_own_receipt(session, IMPORTER.service, receipt_id, principal.client_id)
