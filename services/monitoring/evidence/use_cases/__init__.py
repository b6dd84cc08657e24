"""What is done with evidence: attached, filed, decided on, counted."""

from services.monitoring.evidence.use_cases.attaching import create_evidence, update_evidence, withdraw_evidence
from services.monitoring.evidence.use_cases.counting import describe_contract, list_gaps, write_gaps
from services.monitoring.evidence.use_cases.deciding import accept_evidence, return_evidence
from services.monitoring.evidence.use_cases.describing import describe_evidence
from services.monitoring.evidence.use_cases.filing import replace_file, require_keepable
from services.monitoring.evidence.use_cases.recording import OBJECT_KIND

__all__ = [
    "OBJECT_KIND",
    "accept_evidence",
    "create_evidence",
    "describe_contract",
    "describe_evidence",
    "list_gaps",
    "replace_file",
    "require_keepable",
    "return_evidence",
    "update_evidence",
    "withdraw_evidence",
    "write_gaps",
]
