"""Documents as people read them."""

from services.monitoring.evidence import rules
from services.monitoring.evidence.queries import FoundEvidence
from services.monitoring.evidence.schemas import EvidenceAction, EvidenceRead
from shared.access.principals import Principal
from shared.clock import utc_now
from shared.filing.use_cases import describe_file
from shared.models import Campaign, EvidenceDocument

_AS_STORED = (
    *("id", "campaign_id", "level", "object_code", "kind", "title", "number", "issued_on", "valid_until"),
    *("requirements", "indicators", "reference_only", "link", "state", "remarks", "decided_at"),
    *("created_at", "updated_at", "version"),
)


def describe_evidence(principal: Principal, campaign: Campaign, found: FoundEvidence) -> EvidenceRead:
    """Return a document as this caller reads it."""
    document = found.document
    due_on = rules.find_due_day(campaign, utc_now())
    return EvidenceRead.model_validate(
        {
            **{name: getattr(document, name) for name in _AS_STORED},
            "file": describe_file(document.file_name, found.file),
            "is_complete": rules.is_complete(document),
            "is_expired": document.valid_until is not None and document.valid_until < due_on,
            "allowed_actions": _list_actions(principal, campaign, found),
        }
    )


def _list_actions(principal: Principal, campaign: Campaign, found: FoundEvidence) -> list[EvidenceAction]:
    if campaign.state not in rules.TAKES_DOCUMENTS:
        return []
    document: EvidenceDocument = found.document
    actions: list[EvidenceAction] = []
    if "monitoring:write" in principal.scopes and rules.is_editable(document):
        actions += ["update", "withdraw"] if document.reference_only else ["update", "replace_file", "withdraw"]
    if "monitoring:conduct" in principal.scopes and found.conducts:
        actions += ["accept"] if rules.is_acceptable(document) else []
        actions += ["return"] if rules.is_returnable(document) else []
    return actions
