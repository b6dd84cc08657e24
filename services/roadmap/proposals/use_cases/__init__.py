"""What is done with proposals: made, read, accepted, rejected, carried over."""

from services.roadmap.proposals.use_cases.deciding import accept_proposal, reject_proposal
from services.roadmap.proposals.use_cases.proposing import carry_measures_over, propose_measures
from services.roadmap.proposals.use_cases.reading import describe_proposal

__all__ = ["accept_proposal", "carry_measures_over", "describe_proposal", "propose_measures", "reject_proposal"]
