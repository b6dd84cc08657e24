"""Documents come in: described, corrected, withdrawn."""

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from services.monitoring.evidence import queries, rules
from services.monitoring.evidence.errors import EvidenceRefused, ReferenceOnly
from services.monitoring.evidence.queries import FoundEvidence
from services.monitoring.evidence.schemas import EvidenceUpdate
from services.monitoring.evidence.use_cases.recording import attach_again, record, record_edit
from shared.clock import utc_now
from shared.models import Campaign, EvidenceDocument, Submission


async def create_evidence(
    session: AsyncSession, campaign: Campaign, participant: Submission, wanted: EvidenceUpdate, client_id: UUID
) -> EvidenceDocument:
    """Attach a document to a participant's answer, without its file yet. Raises EvidenceRefused."""
    values = await _check(session, campaign, participant.level, wanted)
    now = utc_now()
    document = EvidenceDocument(
        municipality_id=campaign.municipality_id,
        id=uuid4(),
        campaign_id=campaign.id,
        level=participant.level,
        object_code=participant.object_code,
        state="attached",
        client_id=client_id,
        version=1,
        created_at=now,
        updated_at=now,
        **values,
    )
    await queries.add_document(session, document)
    await record(session, document, "attached", client_id)
    return document


async def update_evidence(
    session: AsyncSession, campaign: Campaign, found: FoundEvidence, wanted: EvidenceUpdate, client_id: UUID
) -> None:
    """Correct a document; a returned one is attached again. Raises EvidenceRefused or ReferenceOnly."""
    document = found.document
    values = await _check(session, campaign, document.level, wanted)
    if values["reference_only"] and document.sha256 is not None:
        raise ReferenceOnly
    changed = tuple(name for name, value in values.items() if getattr(document, name) != value)
    if not changed:
        return
    for name in changed:
        setattr(document, name, values[name])
    attach_again(document)
    await record_edit(session, document, "updated", client_id, changed)


async def withdraw_evidence(session: AsyncSession, document: EvidenceDocument, client_id: UUID) -> None:
    """Withdraw a document: it stays readable, counts for nothing and never changes again."""
    document.state = "withdrawn"
    await record_edit(session, document, "withdrawn", client_id, ("state",))


async def _check(session: AsyncSession, campaign: Campaign, level: str, wanted: EvidenceUpdate) -> dict[str, Any]:
    """Return the columns that a description fills, or raise EvidenceRefused with every fault."""
    one = await queries.get_set(session, campaign)
    requirements = rules.list_requirements(one)
    if faults := list(rules.find_faults(wanted, one, requirements, level)):
        raise EvidenceRefused(errors=faults)
    return {
        **wanted.model_dump(include={"title", "number", "issued_on", "valid_until", "link"}),
        "kind": wanted.kind.value,
        "requirements": sorted(set(wanted.requirements)),
        "indicators": rules.list_confirmed(wanted, one, requirements),
        "reference_only": rules.is_reference_only(wanted, requirements),
    }
