"""Computations as such: asked for, executed, described."""

from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.computations import queries
from services.monitoring.computations.errors import (
    CampaignNotComputable,
    ComputationNotFound,
    IndicatorsUnknown,
    PeriodUnfit,
)
from services.monitoring.computations.schemas import (
    ComputationCreate,
    ComputationRead,
    ComputationTerritory,
    ComputeIndicators,
)
from shared.access.principals import Territory
from shared.changes import Changed, record_change
from shared.clock import utc_now
from shared.errors import FieldIssue
from shared.http.schemas import Progress
from shared.indicators.compiling.statement import ENGINE_VERSION
from shared.indicators.periods import parse_period
from shared.indicators.plan import IndicatorPlan
from shared.indicators.resolving import resolve_indicators
from shared.models import Campaign, Computation
from shared.packs.definition import Pack
from shared.packs.serialising import parse_pack
from shared.packs.stored import find_pack, find_pack_in_force
from shared.queue import enqueue, find_job_state, tell_work_state
from shared.reference.catalogue import read_catalogue


async def create_computation(session: AsyncSession, wanted: ComputationCreate, client_id: UUID | None) -> Computation:
    """Plan a computation by the pack version in force and ask for its execution.

    Raises IndicatorsUnknown, PeriodUnfit, or OptionsRefused where an option or its value is not of the pack.
    """
    territory = Territory(wanted.territory.level, wanted.territory.code)
    stored = await find_pack_in_force(session, wanted.pack, parse_period(wanted.period).academic_year)
    if stored is None:
        raise _unknown("pack", f"Программы «{wanted.pack}» нет.")
    pack = parse_pack(stored.definition)
    computation = Computation(
        id=uuid4(),
        client_id=client_id,
        pack_code=stored.code,
        pack_version=stored.version,
        set_code=wanted.set,
        period=wanted.period,
        options=await _choose_options(session, pack, wanted),
        territory_level=territory.level,
        territory_code=territory.code,
        state="planned",
        schools=0,
        municipalities=0,
        created_at=utc_now(),
    )
    await _start_computation(session, computation)
    return computation


async def compute_campaign(session: AsyncSession, campaign: Campaign, client_id: UUID | None) -> Computation:
    """Plan the computation of a campaign's set from what is accepted, by its own definitions, and ask for it.

    Raises CampaignNotComputable before it opens and once its analysis is approved.
    """
    if campaign.state not in {"open", "closed"}:
        raise CampaignNotComputable
    return await plan_campaign_computation(session, campaign, client_id)


async def plan_campaign_computation(session: AsyncSession, campaign: Campaign, client_id: UUID | None) -> Computation:
    """Plan the computation of a campaign's set by its own definitions and options, wherever it stands."""
    computation = Computation(
        id=uuid4(),
        client_id=client_id,
        pack_code=campaign.pack_code,
        pack_version=campaign.pack_version,
        set_code=campaign.set_code,
        period=campaign.period,
        options=campaign.options,
        territory_level="municipality",
        territory_code=await queries.get_oktmo(session, campaign.municipality_id),
        municipality_id=campaign.municipality_id,
        campaign_id=campaign.id,
        state="planned",
        schools=0,
        municipalities=0,
        created_at=utc_now(),
    )
    await _start_computation(session, computation)
    return computation


async def _start_computation(session: AsyncSession, computation: Computation) -> None:
    """Write a planned computation and ask for its execution."""
    await queries.add_computation(session, computation)
    changed = Changed("computation", str(computation.id), "created", municipality_id=computation.municipality_id)
    await record_change(session, changed, computation.client_id)
    computation.job_id = await enqueue(session, ComputeIndicators(computation_id=computation.id))


async def compute_indicators(session: AsyncSession, computation: Computation) -> None:
    """Compute and store every value of the territory and close the computation; a finished one is left alone."""
    if computation.state == "finished":
        return
    plan = await get_plan(session, computation)
    municipality_ids = await queries.list_municipality_ids(session, computation)
    await queries.store_values(session, plan, computation.id, municipality_ids)
    counts = await queries.count_objects(session, computation.id)
    computation.schools, computation.municipalities = counts.get("school", 0), counts.get("municipality", 0)
    computation.engine_version = ENGINE_VERSION
    computation.inputs_hash = await queries.hash_inputs(session, computation.id)
    computation.state = "finished"
    computation.finished_at = utc_now()
    changed = Changed("computation", str(computation.id), "finished", municipality_id=computation.municipality_id)
    await record_change(session, changed, computation.client_id)


async def get_plan(session: AsyncSession, computation: Computation) -> IndicatorPlan:
    """Return the indicators of a computation, made definite, from the pack version it names."""
    period, catalogue = parse_period(computation.period), await read_catalogue(session)
    pack = await get_pack(session, computation)
    return resolve_indicators(pack, period, computation.options, catalogue, computation.set_code)


async def get_pack(session: AsyncSession, computation: Computation) -> Pack:
    """Return the version of the pack that a computation names."""
    stored = await find_pack(session, computation.pack_code, computation.pack_version)
    assert stored is not None, "a computation refers to its pack by a foreign key"
    return parse_pack(stored.definition)


async def get_computation(session: AsyncSession, computation_id: UUID) -> Computation:
    """Return a computation or raise ComputationNotFound."""
    computation = await queries.find_computation(session, computation_id)
    if computation is None:
        raise ComputationNotFound
    return computation


async def describe_computation(session: AsyncSession, computation: Computation) -> ComputationRead:
    """Return a computation as people read it, with the state of its job."""
    is_open = computation.job_id is not None and computation.state != "finished"
    job = await find_job_state(session, computation.job_id) if is_open and computation.job_id else None
    state = tell_work_state(computation.state, job)
    return ComputationRead(
        id=computation.id,
        pack=computation.pack_code,
        pack_version=computation.pack_version,
        set=computation.set_code,
        period=computation.period,
        territory=ComputationTerritory.model_validate(
            {"level": computation.territory_level, "code": computation.territory_code}
        ),
        options=computation.options,
        campaign_id=computation.campaign_id,
        state=state,
        progress=Progress(done=computation.schools, total=computation.schools),
        schools=computation.schools,
        municipalities=computation.municipalities,
        engine_version=computation.engine_version,
        inputs_hash=computation.inputs_hash,
        created_at=computation.created_at,
        finished_at=computation.finished_at,
        failure=f"Вычисление не удалось: {job.last_error}" if job and state == "failed" else None,
    )


async def _choose_options(session: AsyncSession, pack: Pack, wanted: ComputationCreate) -> dict[str, str]:
    """Return every option with its value; refuse what cannot be computed before there is a job."""
    if pack.monitoring is None:
        raise _unknown("pack", f"В программе «{pack.code}» своих показателей нет.")
    if wanted.set is not None and wanted.set not in {one.code for one in pack.monitoring.sets}:
        raise _unknown("set", f"В программе «{pack.code}» нет набора показателей «{wanted.set}».")
    period, catalogue = parse_period(wanted.period), await read_catalogue(session)
    plan = resolve_indicators(pack, period, wanted.options, catalogue, wanted.set)
    if not plan.items:
        raise PeriodUnfit(errors=[FieldIssue("/body/period", PeriodUnfit.code, "За такой период их не собирают.")])
    return dict(plan.options)


def _unknown(field: str, detail: str) -> IndicatorsUnknown:
    return IndicatorsUnknown(detail, errors=[FieldIssue(f"/body/{field}", IndicatorsUnknown.code, detail)])
