"""The change rows of submissions."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.campaigns.use_cases.recording import record_campaign_change
from services.monitoring.submissions.schemas import Completed
from shared.changes import Changed, record_change
from shared.models import Campaign, Submission

KIND = "submission"


def key_of(submission: Submission) -> str:
    """Return the key under which the changes of a submission stand."""
    return f"{submission.campaign_id}/{submission.object_code}"


async def record_submission_change(
    session: AsyncSession,
    submission: Submission,
    action: str,
    client_id: UUID | None,
    fields: tuple[str, ...] = (),
) -> None:
    """Write the change row of one submission."""
    changed = Changed(KIND, key_of(submission), action, fields, submission.municipality_id)
    await record_change(session, changed, client_id)


async def record_many(
    session: AsyncSession, campaign: Campaign, action: str, completed: Completed, client_id: UUID | None
) -> None:
    """Write the one change row of what was done with many submissions of a campaign, with their numbers."""
    fields = (f"done={len(completed.done)}", f"left={len(completed.left)}")
    await record_campaign_change(session, campaign, action, client_id, fields)
