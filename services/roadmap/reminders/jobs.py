"""Background entry points of reminders."""

from services.roadmap.reminders import use_cases
from services.roadmap.reminders.schemas import RemindResponsibles
from shared.queue import JobContext, job


@job(RemindResponsibles)
async def remind_responsibles(context: JobContext, payload: RemindResponsibles) -> None:
    """Make the digests of a municipality on one of the days on which something comes up."""
    await use_cases.remind_responsibles(context.session, payload.municipality_id, payload.day)
