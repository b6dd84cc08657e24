"""Who may read proposals, and who decides on them."""

from typing import Annotated
from uuid import UUID

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.proposals import queries
from services.roadmap.proposals.errors import ProposalDecided, ProposalNotFound
from services.roadmap.proposals.queries import FoundProposal
from shared.access.principals import Principal
from shared.access.requirements import require
from shared.access.visibility import TerritoryNotFound
from shared.http.preconditions import IfMatch
from shared.http.session import Session
from shared.models import Municipality

CanRead = Annotated[Principal, Depends(require("roadmap:read"))]
CanDecide = Annotated[Principal, Depends(require("roadmap:approve"))]


async def get_visible_proposal(session: AsyncSession, principal: Principal, proposal_id: UUID) -> FoundProposal:
    """Return a proposal to the caller's municipalities or schools, or raise ProposalNotFound."""
    found = await queries.find_visible_proposal(session, principal, proposal_id)
    if found is None:
        raise ProposalNotFound
    return found


async def read_open_proposal(
    proposal_id: UUID, principal: CanDecide, session: Session, if_match: IfMatch
) -> FoundProposal:
    """Return the proposal that the path names, undecided, at the version the caller has seen, locked.

    Raises ProposalNotFound, ProposalDecided or what the precondition raises.
    """
    found = await queries.find_visible_proposal(session, principal, proposal_id, locked=True)
    if found is None:
        raise ProposalNotFound
    if_match.require(found.proposal.version)
    if found.proposal.state != "proposed":
        raise ProposalDecided
    return found


OpenProposal = Annotated[FoundProposal, Depends(read_open_proposal, scope="function")]


async def get_visible_municipality(session: AsyncSession, principal: Principal, oktmo: str) -> Municipality:
    """Return a municipality that is the caller's as a whole, or raise TerritoryNotFound."""
    municipality = await queries.find_visible_municipality(session, principal, oktmo)
    if municipality is None:
        raise TerritoryNotFound
    return municipality
