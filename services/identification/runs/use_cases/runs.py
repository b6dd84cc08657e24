"""Runs as such: asked for, found, described."""

from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.runs import queries
from services.identification.runs.errors import RuleUnknown, RunNotFound
from services.identification.runs.schemas import ExecuteRun, RunCreate, RunRead, RunState, RunTerritory, Summary
from shared.access.principals import Territory
from shared.changes import Changed, record_change
from shared.clock import utc_now
from shared.errors import FieldIssue
from shared.http.schemas import Progress
from shared.models import Run
from shared.packs.definition import Pack
from shared.packs.serialising import parse_pack
from shared.packs.stored import find_pack, find_pack_in_force
from shared.queue import JobState, enqueue, find_job_state, tell_work_state
from shared.reference.academic_years import format_academic_year, parse_academic_year
from shared.reference.catalogue import read_catalogue
from shared.rules.definition import Rule
from shared.rules.errors import RuleNotInPack
from shared.rules.options import parse_options
from shared.rules.plan import RulePlan
from shared.rules.resolving import resolve_rule


async def create_run(session: AsyncSession, wanted: RunCreate, client_id: UUID | None) -> Run:
    """Plan a run and ask for its execution.

    Always a new row, even while the same request waits: only the job knows which facts it will see.
    Raises RuleUnknown, or OptionsRefused where an option or its value is not of the rule.
    """
    territory = Territory(wanted.territory.level, wanted.territory.code)
    pack_code, _, rule_code = wanted.rule.partition("/")
    academic_year = parse_academic_year(wanted.academic_year)
    stored = await find_pack_in_force(session, pack_code, academic_year)
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
        academic_year=academic_year,
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
    await record_change(session, Changed("run", str(run.id), "created"), client_id)
    run.job_id = await enqueue(session, ExecuteRun(run_id=run.id))
    return run


async def get_rule(session: AsyncSession, run: Run) -> Rule:
    """Return the rule of a run as the published pack version it names writes it."""
    return (await _get_pack(session, run)).get_rule(run.rule_code)


async def get_numbers(session: AsyncSession, run: Run) -> dict[str, str]:
    """Return code → number of elements and procedures, as the source of the run's rule prints them."""
    pack = await _get_pack(session, run)
    numbers = {element.code: element.number for element in pack.elements}
    for family in pack.get_rule(run.rule_code).families.values():
        numbers |= family.numbers
    return numbers


async def get_plan(session: AsyncSession, run: Run) -> RulePlan:
    """Return the rule of a run, made definite, from the published pack version it names."""
    pack = await _get_pack(session, run)
    catalogue = await read_catalogue(session)
    return resolve_rule(pack.get_rule(run.rule_code), run.options, run.academic_year, pack.elements, catalogue)


async def _get_pack(session: AsyncSession, run: Run) -> Pack:
    stored = await find_pack(session, run.pack_code, run.pack_version)
    assert stored is not None, "a run refers to its pack by a foreign key"
    return parse_pack(stored.definition)


async def get_run(session: AsyncSession, run_id: UUID) -> Run:
    """Return a run or raise RunNotFound."""
    run = await queries.find_run(session, run_id)
    if run is None:
        raise RunNotFound
    return run


def tell_state(state: str, job: JobState | None) -> RunState:
    """Return where work stands that is planned or finished by its own row and in between by its job."""
    return RunState(tell_work_state(state, job))


async def describe_run(session: AsyncSession, run: Run) -> RunRead:
    """Return a run as people read it, with the state of its job."""
    job = await find_job_state(session, run.job_id) if run.job_id and run.state != "finished" else None
    state = tell_state(run.state, job)
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
        engine_version=run.engine_version,
        inputs_hash=run.inputs_hash,
        result_hash=run.result_hash,
        created_at=run.created_at,
        finished_at=run.finished_at,
        failure=f"Прогон не удался: {job.last_error}" if job and state is RunState.failed else None,
    )
