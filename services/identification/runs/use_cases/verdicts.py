"""Verdicts as people read them."""

from collections.abc import Sequence
from typing import Any, Literal

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.runs import queries
from services.identification.runs.errors import VerdictNotFound
from services.identification.runs.schemas import VerdictRead, VerdictSummary
from services.identification.runs.use_cases.runs import get_plan
from shared.access.principals import Principal
from shared.models import Run, Verdict
from shared.reference.school_codes import canonical_school_code
from shared.rules.explanation import list_flags, render_verdict
from shared.rules.plan import RulePlan
from shared.rules.wording import explain_in_russian, name_missing, tell_reasons

CriterionState = Literal["met", "not_met", "undetermined"]

_CRITERION_STATES: dict[bool | None, CriterionState] = {True: "met", False: "not_met", None: "undetermined"}


def name_criteria(plan: RulePlan, states: Sequence[bool | None]) -> dict[str, CriterionState]:
    """Return the state of each criterion by its code."""
    pairs = zip(plan.criteria, states, strict=True)
    return {criterion.code: _CRITERION_STATES[state] for criterion, state in pairs}


def summarise_verdict(plan: RulePlan, row: Row[*tuple[Any, ...]]) -> VerdictSummary:
    """Return a verdict as one line of a list."""
    verdict: Verdict = row[0]
    return VerdictSummary.model_validate(
        {
            "school_code": row.printed_code,
            "school_name": row.name,
            "municipality_oktmo": row.oktmo,
            "status": verdict.status,
            "criteria": name_criteria(plan, verdict.criteria),
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
