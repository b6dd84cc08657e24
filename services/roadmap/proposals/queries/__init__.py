"""Every SQL statement of proposals."""

from services.roadmap.proposals.queries.carrying import add_no_effect, add_undone
from services.roadmap.proposals.queries.proposals import (
    FoundProposal,
    ProposalFilters,
    find_report,
    find_visible_municipality,
    find_visible_proposal,
    list_proposals,
    store_decision,
)
from services.roadmap.proposals.queries.recommending import add_recommended
from services.roadmap.proposals.queries.writing import Proposing

__all__ = [
    "FoundProposal",
    "ProposalFilters",
    "Proposing",
    "add_no_effect",
    "add_recommended",
    "add_undone",
    "find_report",
    "find_visible_municipality",
    "find_visible_proposal",
    "list_proposals",
    "store_decision",
]
