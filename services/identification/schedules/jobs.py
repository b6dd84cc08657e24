"""Background entry points of schedules."""

from services.identification.schedules import use_cases
from services.identification.schedules.schemas import StartSchedulePeriod
from shared.queue import JobContext, job


@job(StartSchedulePeriod)
async def start_schedule_period(context: JobContext, payload: StartSchedulePeriod) -> None:
    """Start the run of a period that is due."""
    await use_cases.start_schedule_period(context.session, payload.schedule_id, payload.period)
