"""Background entry points of computations."""

from datetime import timedelta

from services.monitoring.computations import use_cases
from services.monitoring.computations.schemas import ComputeIndicators
from shared.queue import JobContext, job


# The whole federation takes seconds; ten minutes leave room for a busy server.
@job(ComputeIndicators, limit=timedelta(minutes=10))
async def compute_indicators(context: JobContext, payload: ComputeIndicators) -> None:
    """Compute and store the indicators of a computation."""
    computation = await use_cases.get_computation(context.session, payload.computation_id)
    await use_cases.compute_indicators(context.session, computation)
    await context.report_progress(computation.schools, computation.schools)
