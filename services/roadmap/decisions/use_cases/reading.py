"""Decisions as callers read them."""

from collections.abc import Sequence

from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.decisions import queries, rules
from services.roadmap.decisions.queries import FoundDecision, FoundFlag
from services.roadmap.decisions.schemas import DecisionFlag, DecisionRead, FlagCode
from shared.access.principals import Principal
from shared.http.orders import find_order


async def describe_decisions(
    session: AsyncSession, principal: Principal, found: Sequence[FoundDecision]
) -> list[DecisionRead]:
    """Return decisions as this caller reads them, with what has become of their bases."""
    flags = await queries.list_flags(session, [one.decision for one in found]) if found else []
    return [_describe(principal, one, [flag for flag in flags if flag.decision_id == one.decision.id]) for one in found]


def _describe(principal: Principal, found: FoundDecision, flags: Sequence[FoundFlag]) -> DecisionRead:
    decision = found.decision
    columns = (
        *("id", "title", "text", "clauses", "run_id", "list_id", "report_id", "computation_id", "check_effect_on"),
        *("state", "issued_at", "finding", "effect_checked_at", "withdrawal_reason", "withdrawn_at"),
        *("version", "created_at", "updated_at"),
    )
    return DecisionRead.model_validate(
        {name: getattr(decision, name) for name in columns}
        | {
            "municipality": found.oktmo,
            "school": decision.school_code,
            "indicator": decision.indicator_code,
            "check_due": found.is_check_due,
            "order": find_order(decision),
            "flags": [_describe_flag(flag) for flag in flags],
            "allowed_actions": rules.list_actions(decision.state, principal.scopes),
        }
    )


def _describe_flag(flag: FoundFlag) -> DecisionFlag:
    code = FlagCode(flag.code)
    reason, advice = rules.explain_flag(code)
    return DecisionFlag(code=code, replaced=flag.replaced, by=flag.by, since=flag.since, reason=reason, advice=advice)
