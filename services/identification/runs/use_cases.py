"""What runs do: plan, execute, show, explain."""

import json
from hashlib import sha256
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.runs import queries
from services.identification.runs.errors import RuleUnknown, RunNotFound, VerdictNotFound
from services.identification.runs.schemas import (
    ExecuteRun,
    RunCreate,
    RunRead,
    RunState,
    RunTerritory,
    Summary,
    VerdictRead,
    VerdictSummary,
)
from shared.access.principals import Principal, Territory
from shared.clock import utc_now
from shared.errors import FieldIssue
from shared.http.schemas import Progress
from shared.models import Run, Verdict
from shared.packs.serialising import parse_pack
from shared.queue import JobStatus, enqueue, find_job_state
from shared.reference.academic_years import format_academic_year, parse_academic_year
from shared.reference.procedures import load_procedures
from shared.reference.school_codes import canonical_school_code
from shared.rules.combinations import count_combinations
from shared.rules.compiling.statement import ENGINE_VERSION
from shared.rules.errors import RuleNotInPack
from shared.rules.explanation import list_flags, render_verdict
from shared.rules.judging import judge_schools
from shared.rules.options import parse_options
from shared.rules.plan import RulePlan
from shared.rules.resolving import resolve_rule
from shared.rules.wording import explain_in_russian, name_missing, tell_reasons

_STATES = {
    JobStatus.ready: RunState.queued,
    JobStatus.running: RunState.running,
    JobStatus.done: RunState.finished,
    JobStatus.dead: RunState.failed,
}
_CRITERION_STATES = {True: "met", False: "not_met", None: "undetermined"}


async def create_run(session: AsyncSession, wanted: RunCreate, client_id: UUID | None) -> Run:
    """Plan a run and ask for its execution.

    Raises RuleUnknown, or OptionsRefused where an option or its value is not of the rule.
    """
    territory = Territory(wanted.territory.level, wanted.territory.code)
    pack_code, _, rule_code = wanted.rule.partition("/")
    stored = await queries.find_pack(session, pack_code)
    if stored is None:
        raise RuleUnknown(errors=[FieldIssue("/body/rule", "rule-unknown", f"Программы «{pack_code}» нет.")])
    try:
        rule = parse_pack(stored.definition).get_rule(rule_code)
    except RuleNotInPack as error:
        raise RuleUnknown(error.detail, errors=[FieldIssue("/body/rule", "rule-unknown", error.detail)]) from error
    run = Run(
        id=uuid4(),
        client_id=client_id,
        pack_code=stored.code,
        pack_version=stored.version,
        rule_code=rule.code,
        academic_year=parse_academic_year(wanted.academic_year),
        territory_level=territory.level,
        territory_code=territory.code,
        options=parse_options(rule, wanted.options),
        state="planned",
        schools=0,
        identified=0,
        not_identified=0,
        undetermined=0,
        combinations={},
        created_at=utc_now(),
    )
    await queries.add_run(session, run)
    run.job_id = await enqueue(session, ExecuteRun(run_id=run.id))
    return run


async def execute_run(session: AsyncSession, run: Run) -> None:
    """Judge every school of the run's territory and close the run; a finished one is left alone."""
    if run.state == "finished":
        return
    plan = await get_plan(session, run)
    await judge_schools(session, plan, run.id, await queries.list_municipality_ids(session, run))
    counts = await queries.count_statuses(session, run.id)
    run.schools, run.identified = counts.schools, counts.identified
    run.not_identified, run.undetermined = counts.not_identified, counts.undetermined
    run.combinations = await count_combinations(session, plan, run.id)
    run.inputs_hash = _digest([_cells(plan), await queries.hash_evidence(session, plan, run.id)])
    run.result_hash = _digest([run.inputs_hash, await _identity(session, run)])
    run.state = "finished"
    run.finished_at = utc_now()


async def get_plan(session: AsyncSession, run: Run) -> RulePlan:
    """Return the rule of a run, made definite, from the published pack version it names."""
    stored = await queries.find_pack(session, run.pack_code, run.pack_version)
    assert stored is not None, "a run refers to its pack by a foreign key"
    pack = parse_pack(stored.definition)
    return resolve_rule(pack.get_rule(run.rule_code), run.options, run.academic_year, pack.elements, load_procedures())


async def get_run(session: AsyncSession, run_id: UUID) -> Run:
    """Return a run or raise RunNotFound."""
    run = await queries.find_run(session, run_id)
    if run is None:
        raise RunNotFound
    return run


async def _identity(session: AsyncSession, run: Run) -> list[object]:
    stored = await queries.find_pack(session, run.pack_code, run.pack_version)
    assert stored is not None, "a run refers to its pack by a foreign key"
    return [stored.content_hash, run.rule_code, run.academic_year, run.options, ENGINE_VERSION]


def _cells(plan: RulePlan) -> list[list[object]]:
    return [[cell.academic_year, cell.code] for cell in plan.cells]


def _digest(content: object) -> str:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{sha256(canonical.encode()).hexdigest()}"


async def describe_run(session: AsyncSession, run: Run) -> RunRead:
    """Return a run as people read it, with the state of its job."""
    job = await find_job_state(session, run.job_id) if run.job_id else None
    state = RunState.finished if run.state == "finished" else _STATES[job.status] if job else RunState.queued
    return RunRead(
        id=run.id,
        rule=f"{run.pack_code}/{run.rule_code}",
        pack_version=run.pack_version,
        academic_year=format_academic_year(run.academic_year),
        territory=RunTerritory.model_validate({"level": run.territory_level, "code": run.territory_code}),
        options=run.options,
        state=state,
        progress=Progress(done=run.schools, total=run.schools),
        summary=Summary.model_validate(run),
        combinations=run.combinations,
        inputs_hash=run.inputs_hash,
        result_hash=run.result_hash,
        created_at=run.created_at,
        finished_at=run.finished_at,
        failure=f"Прогон не удался: {job.last_error}" if job and state is RunState.failed else None,
    )


def summarise_verdict(plan: RulePlan, row: Row[*tuple[Any, ...]]) -> VerdictSummary:
    """Return a verdict as one line of a list."""
    verdict: Verdict = row[0]
    states = zip(plan.criteria, verdict.criteria, strict=True)
    return VerdictSummary.model_validate(
        {
            "school_code": row.printed_code,
            "school_name": row.name,
            "municipality_oktmo": row.oktmo,
            "status": verdict.status,
            "criteria": {criterion.code: _CRITERION_STATES[state] for criterion, state in states},
            "flags": list_flags(verdict),
            "missing_count": verdict.missing_count,
            "distance": {"to_enter": verdict.to_enter, "to_leave": verdict.to_leave},
            "reasons": list(tell_reasons(plan, verdict)),
            "missing_names": name_missing(plan, verdict),
        }
    )


async def get_verdict(session: AsyncSession, principal: Principal, run: Run, school_code: str) -> VerdictRead:
    """Return one verdict with its full explanation or raise VerdictNotFound."""
    row = await queries.find_verdict(session, principal, run.id, canonical_school_code(school_code))
    if row is None:
        raise VerdictNotFound
    plan = await get_plan(session, run)
    rendered = render_verdict(plan, row[0], row.printed_code)
    explanation = explain_in_russian(plan, row[0], row.name)
    return VerdictRead.model_validate({**rendered, "school_name": row.name, "explanation": explanation})
