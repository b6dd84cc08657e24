"""Shapes of proposals and of what is carried over."""

from services.roadmap.proposals.schemas.carrying import CarryOver, CarryOverRead
from services.roadmap.proposals.schemas.proposals import (
    ProposalAccept,
    ProposalAction,
    ProposalRead,
    ProposalReject,
    ProposalSource,
    ProposalState,
)

__all__ = [
    "CarryOver",
    "CarryOverRead",
    "ProposalAccept",
    "ProposalAction",
    "ProposalRead",
    "ProposalReject",
    "ProposalSource",
    "ProposalState",
]
