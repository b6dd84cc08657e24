"""What the answers of a campaign come to, once nobody is waited for."""

from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.campaigns import queries
from services.monitoring.computations.use_cases.computing import start_computation
from shared.clock import utc_now
from shared.models import Campaign, Computation


async def request_computation(session: AsyncSession, campaign: Campaign, client_id: UUID | None) -> None:
    """Ask for the indicators of a campaign's set and period, by the definitions and options it was planned with."""
    computation = Computation(
        id=uuid4(),
        client_id=client_id,
        pack_code=campaign.pack_code,
        pack_version=campaign.pack_version,
        set_code=campaign.set_code,
        period=campaign.period,
        options=campaign.options,
        territory_level="municipality",
        territory_code=await queries.get_oktmo(session, campaign.municipality_id),
        municipality_id=campaign.municipality_id,
        campaign_id=campaign.id,
        state="planned",
        schools=0,
        municipalities=0,
        created_at=utc_now(),
    )
    await start_computation(session, computation)
