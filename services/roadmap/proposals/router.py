"""Proposals over HTTP: read, accepted, rejected, made at the end of a year."""

from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response, status

from services.roadmap.proposals import queries, use_cases
from services.roadmap.proposals.access import (
    CanDecide,
    CanRead,
    OpenProposal,
    get_visible_municipality,
    get_visible_proposal,
)
from services.roadmap.proposals.errors import (
    AmendmentReasonMissing,
    ProposalDecided,
    ProposalMisplaced,
    ProposalNotFound,
)
from services.roadmap.proposals.queries import ProposalFilters
from services.roadmap.proposals.schemas import (
    CarryOver,
    CarryOverRead,
    ProposalAccept,
    ProposalRead,
    ProposalReject,
    ProposalSource,
    ProposalState,
)
from services.roadmap.roadmaps.access import get_locked_roadmap
from services.roadmap.roadmaps.errors import MeasuresRefused, RoadmapNotApproved, RoadmapNotFound
from shared.access.visibility import TerritoryNotFound
from shared.changes import list_changes
from shared.database.paging import InvalidCursor, Page
from shared.http.changes import ChangeRead
from shared.http.idempotency import IdempotencyKeyReused, JsonIdempotency, RequestInProgress
from shared.http.pages import Paging
from shared.http.preconditions import Precondition, VersionExpected, VersionOutdated, format_etag
from shared.http.problems import problems
from shared.http.session import Session
from shared.reference.academic_years import AcademicYearText, parse_academic_year
from shared.reference.school_codes import SCHOOL_CODE_PATTERN, canonical_school_code

router = APIRouter(tags=["proposals"])
proposal_router = APIRouter(prefix="/proposals/{proposal_id}")

_ETAG: dict[str, Any] = {"ETag": {"description": "Version, for `If-Match`.", "schema": {"type": "string"}}}
_READ: dict[int | str, dict[str, Any]] = {status.HTTP_200_OK: {"headers": _ETAG}}
_LOCATION = {"Location": {"description": "The proposals of that year.", "schema": {"type": "string"}}}


def read_filters(
    municipality: Annotated[str | None, Query(pattern="^[0-9]{8}$", description="ОКТМО, eight digits.")] = None,
    school: Annotated[str | None, Query(pattern=SCHOOL_CODE_PATTERN, description="Only for this school.")] = None,
    source: Annotated[ProposalSource | None, Query(description="Only of this origin.")] = None,
    academic_year: Annotated[AcademicYearText | None, Query(description="Only for the plan of this year.")] = None,
    state: Annotated[ProposalState | None, Query(description="Only in this state.")] = None,
) -> ProposalFilters:
    """Read which proposals are wanted."""
    code = canonical_school_code(school) if school else None
    year = parse_academic_year(academic_year) if academic_year else None
    return ProposalFilters(municipality, code, source, year, state)


@router.get("/proposals", responses=problems(InvalidCursor))
async def list_proposals(
    wanted: Annotated[ProposalFilters, Depends(read_filters)], principal: CanRead, session: Session, paging: Paging
) -> Page[ProposalRead]:
    """List proposed measures (предложения в план) of your municipalities and schools, latest first."""
    page = await queries.list_proposals(session, principal, wanted, paging.wanted)
    return paging.answer(page.map(lambda found: use_cases.describe_proposal(principal, found)))


@router.get("/proposals/{proposal_id}", responses=problems(ProposalNotFound) | _READ)
async def get_proposal(proposal_id: UUID, principal: CanRead, session: Session, response: Response) -> ProposalRead:
    """Return a proposed measure (предложение) with its version as ETag."""
    described = use_cases.describe_proposal(principal, await get_visible_proposal(session, principal, proposal_id))
    response.headers["ETag"] = format_etag(described.version)
    return described


@proposal_router.post(
    "/acceptance",
    responses=problems(
        ProposalNotFound,
        ProposalDecided,
        RoadmapNotFound,
        RoadmapNotApproved,
        ProposalMisplaced,
        AmendmentReasonMissing,
        MeasuresRefused,
        VersionExpected,
        VersionOutdated,
    )
    | _READ,
)
async def accept_proposal(
    found: OpenProposal, wanted: ProposalAccept, principal: CanDecide, session: Session, response: Response
) -> ProposalRead:
    """Accept a proposal (принять в план): into a draft, or into an approved roadmap by an amendment with its reason."""
    # Whose version counts is the proposal's: the roadmap only takes one more measure.
    into = await get_locked_roadmap(session, principal, wanted.roadmap_id, Precondition(("*",)))
    await use_cases.accept_proposal(session, found, into, wanted, principal.client_id)
    return await _answer(session, principal, found.proposal.id, response)


@proposal_router.post(
    "/rejection",
    responses=problems(ProposalNotFound, ProposalDecided, VersionExpected, VersionOutdated) | _READ,
)
async def reject_proposal(
    found: OpenProposal, wanted: ProposalReject, principal: CanDecide, session: Session, response: Response
) -> ProposalRead:
    """Reject a proposal (отклонить) with the reason."""
    await use_cases.reject_proposal(session, found, wanted, principal.client_id)
    return await _answer(session, principal, found.proposal.id, response)


@router.get("/proposals/{proposal_id}/changes", responses=problems(ProposalNotFound, InvalidCursor))
async def list_proposal_changes(
    proposal_id: UUID, principal: CanRead, session: Session, paging: Paging
) -> Page[ChangeRead]:
    """List the changes (журнал) of a proposal, latest first."""
    found = await get_visible_proposal(session, principal, proposal_id)
    page = await list_changes(session, "proposal", str(found.proposal.id), paging.wanted)
    return paging.answer(page.map(ChangeRead.model_validate))


@router.post(
    "/carry-overs",
    status_code=status.HTTP_201_CREATED,
    response_model=CarryOverRead,
    responses=problems(TerritoryNotFound, RequestInProgress, IdempotencyKeyReused)
    | {status.HTTP_201_CREATED: {"headers": _LOCATION}},
)
async def carry_measures_over(
    wanted: CarryOver, principal: CanDecide, session: Session, idempotency: JsonIdempotency
) -> Response:
    """Carry over into the next year's plan (перенос, CAL-10, CAL-14) what was not done or what left the criterion met.

    Everything becomes a proposal for people to decide. Repeated, it adds only what is new.
    """
    municipality = await get_visible_municipality(session, principal, wanted.municipality)
    counted = await use_cases.carry_measures_over(session, wanted, municipality, principal.client_id)
    query = f"municipality={counted.municipality}&academic_year={counted.proposed_for}"
    headers = {"Location": f"/roadmap/v1/proposals?{query}"}
    return await idempotency.answer(counted, status=status.HTTP_201_CREATED, headers=headers)


async def _answer(session: Session, principal: CanRead, proposal_id: UUID, response: Response) -> ProposalRead:
    described = use_cases.describe_proposal(principal, await get_visible_proposal(session, principal, proposal_id))
    response.headers["ETag"] = format_etag(described.version)
    return described


router.include_router(proposal_router)
