"""Executing a run: judge, hash, and see whether the same was there before."""

import json
from dataclasses import dataclass
from hashlib import sha256
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.runs import queries
from services.identification.runs.use_cases.runs import get_plan
from shared.changes import Changed, record_change
from shared.clock import utc_now
from shared.models import Run
from shared.packs.stored import find_pack
from shared.rules.combinations import count_combinations
from shared.rules.compiling.statement import ENGINE_VERSION
from shared.rules.judging import judge_schools
from shared.rules.plan import RulePlan


@dataclass(frozen=True, slots=True)
class Judgement:
    """What judging the schools of a run's territory came to, beside the verdicts it stored."""

    schools: int
    inputs_hash: str
    result_hash: str


async def execute_run(session: AsyncSession, run: Run) -> None:
    """Judge every school of the run's territory and close the run; a finished one is left alone.

    Where an earlier run is the same in everything, this one keeps no verdicts and points there (docs/decisions/0006).
    """
    if run.state == "finished":
        return
    plan = await get_plan(session, run)
    judgement = await judge_territory(session, run, plan, run.id, ENGINE_VERSION)
    counts = await queries.count_statuses(session, run.id)
    combinations = await count_combinations(session, plan, run.id)
    await queries.lock_result(session, run, judgement.result_hash)
    run.same_as_id = await queries.find_same_run(session, run, judgement.result_hash)
    run.schools, run.identified = counts.schools, counts.identified
    run.not_identified, run.undetermined = counts.not_identified, counts.undetermined
    run.combinations = combinations
    run.engine_version = ENGINE_VERSION
    run.inputs_hash, run.result_hash = judgement.inputs_hash, judgement.result_hash
    run.state = "finished"
    run.finished_at = utc_now()
    if run.same_as_id is not None:
        await queries.discard_verdicts(session, run.id)
    await record_change(session, Changed("run", str(run.id), "finished"), run.client_id)


async def judge_territory(
    session: AsyncSession, run: Run, plan: RulePlan, verdicts_id: UUID, engine_version: str
) -> Judgement:
    """Judge the schools of a run's territory by the facts of now, store the verdicts under the given id, hash them."""
    schools = await judge_schools(session, plan, verdicts_id, await queries.list_municipality_ids(session, run))
    inputs_hash = _digest([_cells(plan), await queries.hash_evidence(session, plan, verdicts_id)])
    result_hash = _digest([inputs_hash, await _identity(session, run, engine_version)])
    return Judgement(schools, inputs_hash, result_hash)


async def _identity(session: AsyncSession, run: Run, engine_version: str) -> list[object]:
    stored = await find_pack(session, run.pack_code, run.pack_version)
    assert stored is not None, "a run refers to its pack by a foreign key"
    return [stored.content_hash, run.rule_code, run.academic_year, run.options, engine_version]


def _cells(plan: RulePlan) -> list[list[object]]:
    return [[cell.academic_year, cell.code] for cell in plan.cells]


def _digest(content: object) -> str:
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return f"sha256:{sha256(canonical.encode()).hexdigest()}"
