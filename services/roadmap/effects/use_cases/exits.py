"""Schools that left a list, with what changed of the criteria that had listed them."""

from collections.abc import Mapping
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.effects import queries
from services.roadmap.effects.queries import FoundExit, YearFilters
from services.roadmap.effects.rules import tell_exit
from services.roadmap.effects.schemas import ExitCriterion, ExitPage, ExitRead, ExitStanding, MovementCounts
from shared.access.principals import Principal
from shared.database.paging import PageRequest
from shared.models import Verdict
from shared.packs.serialising import parse_pack
from shared.reference.academic_years import format_academic_year
from shared.reference.catalogue import read_catalogue
from shared.rules.explanation import CriterionRead, render_verdict
from shared.rules.plan import RulePlan
from shared.rules.resolving import resolve_rule

_Plans = Mapping[UUID, tuple[str, RulePlan]]


async def list_exits(session: AsyncSession, principal: Principal, wanted: YearFilters, page: PageRequest) -> ExitPage:
    """List the schools that left, criterion by criterion, and count those that stayed and entered beside them."""
    counts = await queries.count_movements(session, principal, wanted)
    found = await queries.list_exits(session, principal, wanted, page)
    plans = await _read_plans(session, {v.run_id for one in found.items for v in (one.before, one.after) if v})
    return ExitPage(
        category=wanted.category,
        academic_year=format_academic_year(wanted.academic_year),
        earlier_academic_year=format_academic_year(wanted.earlier),
        counts=MovementCounts(**{word: counts.get(word, 0) for word in MovementCounts.model_fields}),
        items=[_describe(one, plans) for one in found.items],
        next_cursor=found.next_cursor,
    )


async def _read_plans(session: AsyncSession, run_ids: set[UUID]) -> _Plans:
    """Make the rules of the runs definite; there are a few of them, however many schools."""
    catalogue = await read_catalogue(session)
    plans = {}
    for run, stored in await queries.list_runs_with_packs(session, run_ids):
        pack = parse_pack(stored.definition)
        plan = resolve_rule(pack.get_rule(run.rule_code), run.options, run.academic_year, pack.elements, catalogue)
        plans[run.id] = (f"{run.pack_code}/{run.rule_code}", plan)
    return plans


def _describe(found: FoundExit, plans: _Plans) -> ExitRead:
    row = found.school
    before, after = _read_criteria(found.before, plans), _read_criteria(found.after, plans)
    titles = {
        f"{path}/{criterion.code}": criterion.title for path, plan in plans.values() for criterion in plan.criteria
    }
    criteria = [
        ExitCriterion(
            criterion=code, criterion_title=titles[code], before=_stand(criterion), after=_stand(after.get(code))
        )
        for code, criterion in before.items()
        if criterion["state"] == "met"
    ]
    standing = [(one.criterion_title, one.after.state) for one in criteria]
    return ExitRead.model_validate(
        {
            "school_code": row.school_code,
            "school_name": row.school_name,
            "municipality_oktmo": row.municipality_oktmo,
            "basis": row.basis,
            "earlier_list_id": row.list_before,
            "list_id": row.list_after,
            "criteria": criteria,
            "measures": row.measures or [],
            "reason": tell_exit(standing, is_judged=found.before is not None, document=row.basis == "document"),
        }
    )


def _stand(criterion: CriterionRead | None) -> ExitStanding:
    if criterion is None:
        return ExitStanding(state="not_judged", evidence=[])
    return ExitStanding.model_validate({"state": criterion["state"], "evidence": criterion["evidence"]})


def _read_criteria(verdict: Verdict | None, plans: _Plans) -> dict[str, CriterionRead]:
    if verdict is None:
        return {}
    path, plan = plans[verdict.run_id]
    return {f"{path}/{criterion['code']}": criterion for criterion in render_verdict(plan, verdict)["criteria"]}
