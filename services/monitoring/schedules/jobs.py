"""Background entry points of schedules."""

from services.monitoring.schedules import use_cases
from services.monitoring.schedules.schemas import StartSchedulePeriod
from shared.queue import JobContext, job


@job(StartSchedulePeriod)
async def start_schedule_period(context: JobContext, payload: StartSchedulePeriod) -> None:
    """Plan the campaign of a period that is due."""
    await use_cases.start_schedule_period(context.session, payload.schedule_id, payload.period)
