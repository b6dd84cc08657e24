"""Every SQL statement of evidence."""

from services.monitoring.evidence.queries.documents import (
    EvidenceFilters,
    FoundEvidence,
    add_document,
    find_visible_document,
    find_visible_participant,
    get_set,
    hold_campaign,
    list_documents,
)
from services.monitoring.evidence.queries.gaps import (
    Asked,
    GapFilters,
    count_requirements,
    list_participant_gaps,
    stream_gaps,
)

__all__ = [
    "Asked",
    "EvidenceFilters",
    "FoundEvidence",
    "GapFilters",
    "add_document",
    "count_requirements",
    "find_visible_document",
    "find_visible_participant",
    "get_set",
    "hold_campaign",
    "list_documents",
    "list_participant_gaps",
    "stream_gaps",
]
