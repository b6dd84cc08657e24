"""Checks of packs: golden cases judged in the background."""

from dataclasses import asdict
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.packs import queries
from services.identification.packs.errors import PackCheckNotFound
from services.identification.packs.rules import count_cases
from services.identification.packs.schemas import CheckPack, PackCheckRead, PackCheckState
from shared.changes import Changed, record_change
from shared.clock import utc_now
from shared.http.schemas import Progress
from shared.models import Pack, PackCheck
from shared.packs.case_running import CaseOutcome, check_cases
from shared.packs.serialising import parse_pack
from shared.queue import JobState, JobStatus, enqueue, find_job_state
from shared.rules.compiling.statement import ENGINE_VERSION

_STATES = {
    JobStatus.ready: PackCheckState.queued,
    JobStatus.running: PackCheckState.running,
    # Its row was read a moment before the job committed: only the row itself says that the result is there.
    JobStatus.done: PackCheckState.running,
    JobStatus.dead: PackCheckState.failed,
}


async def create_check(session: AsyncSession, pack: Pack, client_id: UUID) -> PackCheck:
    """Plan the check of a version and ask for it."""
    check = PackCheck(
        id=uuid4(),
        pack_code=pack.code,
        pack_version=pack.version,
        client_id=client_id,
        state="planned",
        cases=count_cases(pack),
        wrong=[],
        created_at=utc_now(),
    )
    await queries.add_check(session, check)
    check.job_id = await enqueue(session, CheckPack(check_id=check.id))
    await record_change(session, Changed("pack_check", str(check.id), "created"), client_id)
    return check


async def check_pack(session: AsyncSession, check: PackCheck) -> None:
    """Judge the golden cases of a version and close the check; a finished one is left alone.

    The cases are written into the register under a municipality of their own and rolled back before anything else
    happens: what stays of them is the outcome.
    """
    if check.state == "finished":
        return
    stored = await queries.find_version(session, check.pack_code, check.pack_version)
    assert stored is not None, "a check refers to its pack by a foreign key"
    outcomes = await check_cases(session, parse_pack(stored.definition, stored.cases))
    check.cases = len(outcomes)
    check.wrong = [_describe_wrong(outcome) for outcome in outcomes if not outcome.passed]
    check.engine_version = ENGINE_VERSION
    check.state = "finished"
    check.finished_at = utc_now()


def _describe_wrong(outcome: CaseOutcome) -> dict[str, Any]:
    return {"file": outcome.file, "case": outcome.case, "differences": [asdict(found) for found in outcome.differences]}


async def get_check(session: AsyncSession, check_id: UUID, pack: Pack | None = None) -> PackCheck:
    """Return a check (of the given version) or raise PackCheckNotFound."""
    check = await queries.find_check(session, check_id)
    if check is None or (pack and (pack.code, pack.version) != (check.pack_code, check.pack_version)):
        raise PackCheckNotFound
    return check


async def describe_check(session: AsyncSession, check: PackCheck) -> PackCheckRead:
    """Return a check as people read it, with the state of its job."""
    is_finished = check.state == "finished"
    job = await find_job_state(session, check.job_id) if check.job_id and not is_finished else None
    state = _tell_state(check, job)
    return PackCheckRead.model_validate(
        {
            "id": check.id,
            "pack": check.pack_code,
            "version": check.pack_version,
            "state": state,
            "progress": Progress(done=check.cases if is_finished else 0, total=check.cases),
            "passed": not check.wrong if is_finished else None,
            "cases": check.cases,
            "right": check.cases - len(check.wrong) if is_finished else None,
            "wrong": check.wrong,
            "engine_version": check.engine_version,
            "created_at": check.created_at,
            "finished_at": check.finished_at,
            "failure": f"Проверка не удалась: {job.last_error}" if job and state is PackCheckState.failed else None,
        }
    )


def _tell_state(check: PackCheck, job: JobState | None) -> PackCheckState:
    if check.state == "finished":
        return PackCheckState.finished
    return _STATES[job.status] if job else PackCheckState.queued
