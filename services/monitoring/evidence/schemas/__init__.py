"""Shapes of evidence: documents, and what the campaign asks for."""

from services.monitoring.evidence.schemas.documents import (
    EvidenceAction,
    EvidenceFile,
    EvidenceLevel,
    EvidenceRead,
    EvidenceReturn,
    EvidenceState,
    EvidenceUpdate,
    EvidenceWrite,
)
from services.monitoring.evidence.schemas.requirements import (
    EvidenceContract,
    EvidenceCounts,
    ParticipantGaps,
    RequiredDocument,
    Requirement,
    RequirementRead,
    RequirementState,
)

__all__ = [
    "EvidenceAction",
    "EvidenceContract",
    "EvidenceCounts",
    "EvidenceFile",
    "EvidenceLevel",
    "EvidenceRead",
    "EvidenceReturn",
    "EvidenceState",
    "EvidenceUpdate",
    "EvidenceWrite",
    "ParticipantGaps",
    "RequiredDocument",
    "Requirement",
    "RequirementRead",
    "RequirementState",
]
