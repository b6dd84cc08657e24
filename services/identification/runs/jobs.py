"""Background entry points of runs."""

from datetime import timedelta

from services.identification.runs import use_cases
from services.identification.runs.schemas import ExecuteRun, VerifyRun
from shared.queue import JobContext, job


# The whole federation takes seconds; ten minutes leave room for a busy server.
@job(ExecuteRun, limit=timedelta(minutes=10))
async def execute_run(context: JobContext, payload: ExecuteRun) -> None:
    """Judge the schools of a run."""
    await use_cases.execute_run(context.session, await use_cases.get_run(context.session, payload.run_id))


# As long as the run itself, and the comparison of two runs.
@job(VerifyRun, limit=timedelta(minutes=10))
async def verify_run(context: JobContext, payload: VerifyRun) -> None:
    """Recompute a run from the facts of now and compare."""
    verification = await use_cases.get_verification(context.session, payload.verification_id)
    await use_cases.verify_run(context.session, verification)
