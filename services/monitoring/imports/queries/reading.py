"""What stands around the values of a campaign: itself and its submissions."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.models import Campaign, Receipt, Submission


async def get_campaign(session: AsyncSession, receipt: Receipt) -> Campaign:
    """Return the campaign of a receipt, in a state that it keeps until the transaction ends."""
    key = (receipt.municipality_id, receipt.subject_id)
    return await session.get_one(Campaign, key, with_for_update={"read": True})


async def hold_submissions(session: AsyncSession, campaign: Campaign) -> None:
    """Let nobody edit, submit or accept a form of the campaign until the transaction ends."""
    statement = (
        select(Submission.object_code)
        .where(Submission.municipality_id == campaign.municipality_id, Submission.campaign_id == campaign.id)
        .order_by(Submission.level, Submission.object_code)
        .with_for_update()
    )
    await session.execute(statement)
