"""What is done with decisions."""

from services.roadmap.decisions.use_cases.drafting import create_decision, update_decision
from services.roadmap.decisions.use_cases.issuing import approve_decision, check_decision, withdraw_decision
from services.roadmap.decisions.use_cases.reading import describe_decisions
from services.roadmap.decisions.use_cases.recording import DECISION

__all__ = [
    "DECISION",
    "approve_decision",
    "check_decision",
    "create_decision",
    "describe_decisions",
    "update_decision",
    "withdraw_decision",
]
