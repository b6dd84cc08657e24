"""Background entry points of derived values."""

from services.monitoring.support import use_cases
from shared.queue import JobContext, job
from shared.queue.messages import MeasureCompleted, SupportProvided


@job(SupportProvided)
async def derive_support(context: JobContext, payload: SupportProvided) -> None:
    """Derive anew what the support of a municipality in an academic year comes to."""
    await use_cases.derive_values(context.session, payload.municipality_id, [payload.academic_year])


@job(MeasureCompleted)
async def derive_measures(context: JobContext, payload: MeasureCompleted) -> None:
    """Derive anew what stands on the measures of the years of a task's roadmap."""
    await use_cases.derive_of_task(context.session, payload.task_id)
