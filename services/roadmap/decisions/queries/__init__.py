"""Every SQL statement of decisions."""

from services.roadmap.decisions.queries.bases import (
    WantedBasis,
    find_pack_of_computation,
    find_timezone,
    list_missing_bases,
)
from services.roadmap.decisions.queries.decisions import (
    DecisionFilters,
    FoundDecision,
    add_decision,
    find_place,
    find_visible_decision,
    list_decisions,
)
from services.roadmap.decisions.queries.flags import FoundFlag, list_flags

__all__ = [
    "DecisionFilters",
    "FoundDecision",
    "FoundFlag",
    "WantedBasis",
    "add_decision",
    "find_pack_of_computation",
    "find_place",
    "find_timezone",
    "find_visible_decision",
    "list_decisions",
    "list_flags",
    "list_missing_bases",
]
