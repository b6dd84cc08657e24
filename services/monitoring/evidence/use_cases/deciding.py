"""The department decides on documents."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.evidence import rules
from services.monitoring.evidence.errors import EvidenceNotDecidable
from services.monitoring.evidence.use_cases.recording import record_edit
from shared.clock import utc_now
from shared.models import EvidenceDocument


async def accept_evidence(session: AsyncSession, document: EvidenceDocument, client_id: UUID) -> None:
    """Accept a document that waits for it. Raises EvidenceNotDecidable."""
    if not rules.is_acceptable(document):
        raise EvidenceNotDecidable
    document.state, document.decided_at = "accepted", utc_now()
    await record_edit(session, document, "accepted", client_id, ("state",))


async def return_evidence(session: AsyncSession, document: EvidenceDocument, remarks: str, client_id: UUID) -> None:
    """Send a document back with remarks, an accepted one too. Raises EvidenceNotDecidable."""
    if not rules.is_returnable(document):
        raise EvidenceNotDecidable
    document.state, document.remarks, document.decided_at = "returned", remarks, utc_now()
    await record_edit(session, document, "returned", client_id, ("state", "remarks"))
