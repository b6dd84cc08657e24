"""Background entry points of drafting."""

from datetime import timedelta

from services.roadmap.drafting import use_cases
from shared.queue import JobContext, job
from shared.queue.messages import ListApprovedToRoadmap


# A few statements over all schools of a list; the federation has 40,000.
@job(ListApprovedToRoadmap, limit=timedelta(minutes=10))
async def draft_school_roadmaps(context: JobContext, payload: ListApprovedToRoadmap) -> None:
    """Draft a support roadmap for every school of a list."""
    await use_cases.draft_school_roadmaps(context.session, payload.list_id)
