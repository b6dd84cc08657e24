"""Verifying a run: recompute it from the facts of now and hold both together."""

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.runs import queries
from services.identification.runs.errors import VerificationNotFinished, VerificationNotFound
from services.identification.runs.rules import classify, list_changed_inputs
from services.identification.runs.schemas import RunState, VerificationDifference, VerificationRead, VerifyRun
from services.identification.runs.use_cases.execution import judge_territory
from services.identification.runs.use_cases.runs import get_plan, get_run, tell_state
from shared.access.principals import Principal
from shared.changes import Changed, record_change
from shared.clock import utc_now
from shared.database.paging import Page, PageRequest
from shared.http.schemas import Progress
from shared.models import Run, RunVerification
from shared.queue import enqueue, find_job_state
from shared.rules.compiling.statement import ENGINE_VERSION
from shared.rules.plan import RulePlan


async def create_verification(session: AsyncSession, run: Run, client_id: UUID | None) -> RunVerification:
    """Plan the verification of a finished run and ask for it."""
    verification = RunVerification(
        id=uuid4(),
        run_id=run.id,
        client_id=client_id,
        state="planned",
        schools=0,
        inputs_differ=0,
        verdicts_differ=0,
        created_at=utc_now(),
    )
    await queries.add_verification(session, verification)
    await record_change(session, Changed("run", str(run.id), "verification_asked"), client_id)
    verification.job_id = await enqueue(session, VerifyRun(verification_id=verification.id))
    return verification


async def verify_run(session: AsyncSession, verification: RunVerification) -> None:
    """Recompute a run, store what differs, close the verification; a finished one is left alone.

    The recomputed verdicts stand under the verification's id until the comparison is done and are gone before the
    transaction ends, so nobody ever sees them.
    """
    if verification.state == "finished":
        return
    run = await get_run(session, verification.run_id)
    plan = await get_plan(session, run)
    engine_version = run.engine_version or ENGINE_VERSION
    judgement = await judge_territory(session, run, plan, verification.id, engine_version)
    counts = await queries.store_differences(session, plan, verification)
    await queries.discard_verdicts(session, verification.id)
    verification.schools = judgement.schools
    verification.inputs_differ, verification.verdicts_differ = counts.inputs, counts.verdicts
    verification.engine_version = ENGINE_VERSION
    verification.inputs_hash, verification.result_hash = judgement.inputs_hash, judgement.result_hash
    verification.result = classify(
        same_inputs=judgement.inputs_hash == run.inputs_hash,
        same_result=judgement.result_hash == run.result_hash,
        differing=counts.inputs + counts.verdicts,
        unexplained=counts.unexplained,
    )
    verification.state = "finished"
    verification.finished_at = utc_now()
    await record_change(session, Changed("run", str(run.id), "verified"), verification.client_id)


async def get_verification(session: AsyncSession, verification_id: UUID, run_id: UUID | None = None) -> RunVerification:
    """Return a verification (of the given run) or raise VerificationNotFound."""
    verification = await queries.find_verification(session, verification_id, run_id)
    if verification is None:
        raise VerificationNotFound
    return verification


async def describe_verification(session: AsyncSession, verification: RunVerification) -> VerificationRead:
    """Return a verification as people read it, with the state of its job."""
    job = (
        await find_job_state(session, verification.job_id)
        if verification.job_id and verification.state != "finished"
        else None
    )
    state = tell_state(verification.state, job)
    failure = f"Проверка не удалась: {job.last_error}" if job and state is RunState.failed else None
    return VerificationRead.model_validate(
        {
            "id": verification.id,
            "run_id": verification.run_id,
            "state": state,
            "progress": Progress(done=verification.schools, total=verification.schools),
            "result": verification.result,
            "engine_version": verification.engine_version,
            "inputs_hash": verification.inputs_hash,
            "result_hash": verification.result_hash,
            "schools": verification.schools,
            "schools_with_other_inputs": verification.inputs_differ,
            "schools_with_other_verdict": verification.verdicts_differ,
            "created_at": verification.created_at,
            "finished_at": verification.finished_at,
            "failure": failure,
        }
    )


async def list_verification_differences(
    session: AsyncSession, principal: Principal, run: Run, verification: RunVerification, page: PageRequest
) -> Page[VerificationDifference]:
    """List the schools a verification found changed, with the facts that changed; raise while it is not finished."""
    if verification.state != "finished":
        raise VerificationNotFinished
    plan = await get_plan(session, run)
    found = await queries.list_verification_differences(session, principal, verification, page)
    return found.map(lambda row: _describe_difference(plan, row))


def _describe_difference(plan: RulePlan, row: Row[*tuple[Any, ...]]) -> VerificationDifference:
    now, before = row[0], row[1]
    both = before is not None and now.cell_states is not None
    return VerificationDifference.model_validate(
        {
            "school_code": row.printed_code,
            "school_name": row.name,
            "municipality_oktmo": row.oktmo,
            "inputs_differ": now.inputs_differ,
            "verdict_differs": now.verdict_differs,
            "status_before": before.status if before is not None else None,
            "status_now": now.status,
            "changed_inputs": list_changed_inputs(plan, before, now) if both else [],
        }
    )
