"""Proposals as people read them."""

from services.roadmap.proposals.queries import FoundProposal
from services.roadmap.proposals.schemas import ProposalAction, ProposalRead
from shared.access.principals import Principal
from shared.reference.academic_years import format_academic_year

_SAME = ("id", "source", "reason", "report_id", "task_id", "state", "measure_id", "remarks", "decided_at", "created_at")
_ACTIONS: tuple[ProposalAction, ...] = ("accept", "reject")


def describe_proposal(principal: Principal, found: FoundProposal) -> ProposalRead:
    """Return a proposal with what the caller may do now."""
    proposal = found.proposal
    may_decide = proposal.state == "proposed" and "roadmap:approve" in principal.scopes
    return ProposalRead.model_validate(
        {
            **{name: getattr(proposal, name) for name in (*_SAME, "version")},
            "municipality": found.oktmo,
            "school_code": found.printed_code,
            "academic_year": format_academic_year(proposal.year),
            "measure": proposal.content,
            "allowed_actions": _ACTIONS if may_decide else (),
        }
    )
