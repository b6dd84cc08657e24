"""Decisions before they are issued: drafted and edited, their basis checked."""

from typing import Any
from uuid import uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.decisions import queries, rules
from services.roadmap.decisions.errors import DecisionNotDraft, DecisionRefused
from services.roadmap.decisions.queries import WantedBasis
from services.roadmap.decisions.schemas import DecisionCreate, DecisionUpdate
from services.roadmap.decisions.use_cases.recording import record_decision, record_edit
from shared.access.principals import Principal
from shared.clock import utc_now
from shared.errors import FieldIssue
from shared.http.orders import order_columns
from shared.models import Decision, Municipality
from shared.packs.serialising import parse_pack

_NO_BASIS = "Укажите основание решения: прогон, список, справку или показатель вычисления."
_PAIR = "Показатель и вычисление называют вместе: значение показателя берут из вычисления."


async def create_decision(
    session: AsyncSession, principal: Principal, wanted: DecisionCreate, municipality: Municipality
) -> Decision:
    """Write the draft of a decision; raise DecisionRefused where its basis does not hold."""
    basis = _read_basis(wanted, municipality, wanted.school)
    await _check_basis(session, principal, wanted, basis)
    now = utc_now()
    decision = Decision(
        municipality_id=municipality.id,
        id=uuid4(),
        school_code=wanted.school,
        **_columns(wanted),
        timezone=await queries.find_timezone(session, basis),
        state="draft",
        **order_columns(None),
        client_id=principal.client_id,
        version=1,
        created_at=now,
        updated_at=now,
    )
    await queries.add_decision(session, decision)
    await record_decision(session, decision, "created", principal.client_id)
    return decision


async def update_decision(
    session: AsyncSession,
    principal: Principal,
    decision: Decision,
    municipality: Municipality,
    wanted: DecisionUpdate,
) -> None:
    """Write a draft anew; what is the same already changes nothing. Raise DecisionNotDraft or DecisionRefused."""
    if decision.state != "draft":
        raise DecisionNotDraft
    basis = _read_basis(wanted, municipality, decision.school_code)
    await _check_basis(session, principal, wanted, basis)
    values = _columns(wanted) | {"timezone": await queries.find_timezone(session, basis)}
    changed = tuple(name for name, value in values.items() if getattr(decision, name) != value)
    if not changed:
        return
    for name in changed:
        setattr(decision, name, values[name])
    await record_edit(session, decision, "updated", principal.client_id, changed)


async def _check_basis(session: AsyncSession, principal: Principal, wanted: DecisionUpdate, basis: WantedBasis) -> None:
    """Raise DecisionRefused with every fault of a basis."""
    issues = []
    if not (wanted.run_id or wanted.list_id or wanted.report_id or wanted.computation_id or wanted.indicator):
        issues.append(FieldIssue("/body", "basis-missing", _NO_BASIS))
    if (wanted.computation_id is None) != (wanted.indicator is None):
        missing = "computation_id" if wanted.computation_id is None else "indicator"
        issues.append(FieldIssue(f"/body/{missing}", "basis-incomplete", _PAIR))
    absent = await queries.list_missing_bases(session, principal, basis)
    issues += [rules.tell_missing_basis(name) for name in absent]
    if "computation_id" not in absent:
        issues += await _list_indicator_faults(session, wanted)
    if issues:
        raise DecisionRefused(errors=issues)


async def _list_indicator_faults(session: AsyncSession, wanted: DecisionUpdate) -> list[FieldIssue]:
    if wanted.computation_id is None or wanted.indicator is None:
        return []
    stored = await queries.find_pack_of_computation(session, wanted.computation_id)
    known = {one.code for one in parse_pack(stored.definition).indicators} if stored else set()
    if wanted.indicator in known:
        return []
    detail = f"В программе этого вычисления нет показателя «{wanted.indicator}». Проверьте его номер."
    return [FieldIssue("/body/indicator", "unknown-indicator", detail)]


def _read_basis(wanted: DecisionUpdate, municipality: Municipality, school_code: str | None) -> WantedBasis:
    return WantedBasis(
        municipality, school_code, wanted.run_id, wanted.list_id, wanted.report_id, wanted.computation_id
    )


def _columns(wanted: DecisionUpdate) -> dict[str, Any]:
    return {
        "title": wanted.title,
        "text": wanted.text,
        "clauses": [clause.model_dump(mode="json") for clause in wanted.clauses],
        "run_id": wanted.run_id,
        "list_id": wanted.list_id,
        "report_id": wanted.report_id,
        "computation_id": wanted.computation_id,
        "indicator_code": wanted.indicator,
        "check_effect_on": wanted.check_effect_on,
    }
