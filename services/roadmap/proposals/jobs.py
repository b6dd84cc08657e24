"""Background entry points of proposals."""

from datetime import timedelta

from services.roadmap.proposals import use_cases
from shared.queue import JobContext, job
from shared.queue.messages import RecommendationsIssued


# Moments: one statement over the schools of one municipality.
@job(RecommendationsIssued, limit=timedelta(minutes=1))
async def propose_measures(context: JobContext, payload: RecommendationsIssued) -> None:
    """Propose what a published report recommends."""
    await use_cases.propose_measures(context.session, payload.report_id)
