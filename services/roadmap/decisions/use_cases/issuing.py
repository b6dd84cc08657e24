"""Decisions take effect: issued by an order, their effect checked, withdrawn."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.decisions import rules
from services.roadmap.decisions.errors import DecisionNotDraft, DecisionNotIssued, DecisionRefused, DecisionWithdrawn
from services.roadmap.decisions.use_cases.recording import record_edit
from shared.clock import utc_now
from shared.http.orders import Order, order_columns
from shared.models import Decision


async def approve_decision(session: AsyncSession, decision: Decision, order: Order, client_id: UUID | None) -> None:
    """Issue a draft by an order; raise DecisionNotDraft, or DecisionRefused where the dates are out of order."""
    if decision.state != "draft":
        raise DecisionNotDraft
    if issues := rules.list_date_faults(order.date, decision.check_effect_on):
        raise DecisionRefused(errors=issues)
    columns = order_columns(order)
    for name, value in columns.items():
        setattr(decision, name, value)
    decision.state = "issued"
    decision.issued_at = utc_now()
    await record_edit(session, decision, "issued", client_id, ("state", *columns))


async def check_decision(session: AsyncSession, decision: Decision, finding: str, client_id: UUID | None) -> None:
    """Write down what the check of the effect found; raise DecisionNotIssued."""
    if decision.state != "issued":
        raise DecisionNotIssued
    decision.state = "checked"
    decision.finding = finding
    decision.effect_checked_at = utc_now()
    await record_edit(session, decision, "checked", client_id, ("state", "finding"))


async def withdraw_decision(session: AsyncSession, decision: Decision, reason: str, client_id: UUID | None) -> None:
    """Withdraw a decision; it stays readable. Raise DecisionWithdrawn."""
    if decision.state == "withdrawn":
        raise DecisionWithdrawn
    decision.state = "withdrawn"
    decision.withdrawal_reason = reason
    decision.withdrawn_at = utc_now()
    await record_edit(session, decision, "withdrawn", client_id, ("state", "withdrawal_reason"))
