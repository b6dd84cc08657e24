"""People take a proposed measure into a roadmap, or decline it."""

from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.proposals import queries
from services.roadmap.proposals.errors import AmendmentReasonMissing, ProposalMisplaced
from services.roadmap.proposals.queries import FoundProposal
from services.roadmap.proposals.schemas import ProposalAccept, ProposalReject
from services.roadmap.roadmaps.errors import RoadmapNotApproved
from services.roadmap.roadmaps.queries import FoundRoadmap, list_all_measures
from services.roadmap.roadmaps.schemas import MeasureWrite, RoadmapAmendment
from services.roadmap.roadmaps.use_cases import add_measure, amend_roadmap
from shared.changes import Changed, record_change
from shared.errors import FieldIssue
from shared.models import MeasureProposal


async def accept_proposal(
    session: AsyncSession, found: FoundProposal, into: FoundRoadmap, wanted: ProposalAccept, client_id: UUID
) -> None:
    """Take a proposed measure into a roadmap that the caller has locked.

    Into a draft as it is, into an approved one by an amendment with its reason. Raises ProposalMisplaced,
    AmendmentReasonMissing, or what the roadmap raises.
    """
    proposal, roadmap = found.proposal, into.roadmap
    is_own = roadmap.municipality_id == proposal.municipality_id
    if not is_own or (roadmap.school_code is not None and roadmap.school_code != proposal.school_code):
        raise ProposalMisplaced(errors=[FieldIssue("/body/roadmap_id", ProposalMisplaced.code, "Другая школа.")])
    measure_id = await _write_measure(session, proposal, into, wanted, client_id)
    await _decide(session, proposal, {"state": "accepted", "measure_id": measure_id}, client_id)


async def reject_proposal(session: AsyncSession, found: FoundProposal, wanted: ProposalReject, client_id: UUID) -> None:
    """Decline a proposed measure with its reason."""
    await _decide(session, found.proposal, {"state": "declined", "remarks": wanted.remarks}, client_id)


async def _write_measure(
    session: AsyncSession, proposal: MeasureProposal, into: FoundRoadmap, wanted: ProposalAccept, client_id: UUID
) -> UUID:
    """Write the measure into the roadmap; return its id."""
    measure = wanted.measure or MeasureWrite.model_validate(proposal.content)
    roadmap = into.roadmap
    if roadmap.state == "draft":
        return (await add_measure(session, roadmap, measure, client_id, _find_recommendation(proposal))).id
    if roadmap.state != "approved":
        raise RoadmapNotApproved
    if wanted.reason is None:
        detail = "Укажите причину изменения утверждённой дорожной карты."
        raise AmendmentReasonMissing(errors=[FieldIssue("/body/reason", AmendmentReasonMissing.code, detail)])
    before = {one.id for one in await list_all_measures(session, roadmap)}
    amendment = RoadmapAmendment(reason=wanted.reason, order=wanted.order, add=[measure])
    await amend_roadmap(session, into, amendment, client_id)
    return next(one.id for one in await list_all_measures(session, roadmap) if one.id not in before)


def _find_recommendation(proposal: MeasureProposal) -> tuple[UUID, int] | None:
    """Return report and place of the recommendation that a proposal follows, as its reason names them."""
    if proposal.report_id is None:
        return None
    position = proposal.reason_key.split("/")[2]
    return proposal.report_id, int(position)


async def _decide(session: AsyncSession, proposal: MeasureProposal, decision: dict[str, Any], client_id: UUID) -> None:
    await queries.store_decision(session, proposal, decision | {"client_id": client_id})
    changed = Changed("proposal", str(proposal.id), decision["state"], tuple(decision), proposal.municipality_id)
    await record_change(session, changed, client_id)
