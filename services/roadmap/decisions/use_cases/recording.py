"""Writes down what was done to a decision."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from shared.changes import Changed, record_change
from shared.clock import utc_now
from shared.models import Decision

DECISION = "decision"


async def record_decision(
    session: AsyncSession, decision: Decision, action: str, client_id: UUID | None, fields: tuple[str, ...] = ()
) -> None:
    """Write the change row of a decision."""
    changed = Changed(DECISION, str(decision.id), action, fields, decision.municipality_id)
    await record_change(session, changed, client_id)


async def record_edit(
    session: AsyncSession, decision: Decision, action: str, client_id: UUID | None, fields: tuple[str, ...]
) -> None:
    """Count an edit and write its change row."""
    decision.version += 1
    decision.updated_at = utc_now()
    await record_decision(session, decision, action, client_id, fields)
