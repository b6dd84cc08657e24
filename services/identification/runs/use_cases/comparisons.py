"""Comparing two runs of one rule: what became of every school."""

from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.runs import queries
from services.identification.runs.errors import RunsNotComparable
from services.identification.runs.schemas import (
    ComparedRun,
    ComparedSchool,
    ComparedVerdict,
    ComparisonSummary,
    RunComparison,
    RunTerritory,
    VerdictChange,
)
from services.identification.runs.use_cases.runs import get_plan
from services.identification.runs.use_cases.verdicts import name_criteria
from shared.access.principals import Principal
from shared.database.paging import PageRequest
from shared.models import Run, Verdict
from shared.reference.academic_years import format_academic_year
from shared.rules.explanation import list_flags
from shared.rules.plan import RulePlan


async def compare_runs(
    session: AsyncSession,
    principal: Principal,
    runs: tuple[Run, Run],
    *,
    change: VerdictChange | None,
    page: PageRequest,
) -> RunComparison:
    """Hold a run against an earlier one; raise RunsNotComparable where they are of different rules."""
    run, other = runs
    if (run.pack_code, run.rule_code) != (other.pack_code, other.rule_code):
        raise RunsNotComparable(
            f"Прогоны сделаны по разным правилам: {run.pack_code}/{run.rule_code} и "
            f"{other.pack_code}/{other.rule_code}. Их заключения значат разное, поэтому сравнение ничего не скажет. "
            "Выберите два прогона одного правила."
        )
    plans = await get_plan(session, run), await get_plan(session, other)
    counts = await queries.count_changes(session, principal, run.id, other.id)
    found = await queries.list_compared_schools(session, principal, (run.id, other.id), change=change, page=page)
    return RunComparison(
        run=_describe_side(run),
        other=_describe_side(other),
        summary=ComparisonSummary.model_validate({**counts, "schools": sum(counts.values())}),
        items=[_compare_school(plans, row) for row in found.items],
        next_cursor=found.next_cursor,
    )


def _describe_side(run: Run) -> ComparedRun:
    return ComparedRun(
        id=run.id,
        academic_year=format_academic_year(run.academic_year),
        pack_version=run.pack_version,
        territory=RunTerritory.model_validate({"level": run.territory_level, "code": run.territory_code}),
        options=run.options,
    )


def _compare_school(plans: tuple[RulePlan, RulePlan], row: Row[*tuple[Any, ...]]) -> ComparedSchool:
    here, there = _describe_verdict(plans[0], row[1]), _describe_verdict(plans[1], row[2])
    return ComparedSchool(
        school_code=row.printed_code,
        school_name=row.name,
        municipality_oktmo=row.oktmo,
        change=row.change,
        verdict=here,
        other_verdict=there,
        changed_criteria=_list_changed_criteria(here, there),
    )


def _describe_verdict(plan: RulePlan, verdict: Verdict | None) -> ComparedVerdict | None:
    if verdict is None:
        return None
    return ComparedVerdict.model_validate(
        {
            "status": verdict.status,
            "criteria": name_criteria(plan, verdict.criteria),
            "flags": list_flags(verdict),
            "missing_count": verdict.missing_count,
            "distance": {"to_enter": verdict.to_enter, "to_leave": verdict.to_leave},
        }
    )


def _list_changed_criteria(here: ComparedVerdict | None, there: ComparedVerdict | None) -> list[str]:
    """List criteria with another state; one that only one version of the pack has is another state too."""
    if here is None or there is None:
        return []
    codes = dict.fromkeys([*here.criteria, *there.criteria])
    return [code for code in codes if here.criteria.get(code) != there.criteria.get(code)]
