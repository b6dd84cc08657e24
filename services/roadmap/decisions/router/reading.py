"""Decisions are read, with their flags and their history."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from services.roadmap.decisions import queries, use_cases
from services.roadmap.decisions.access import CanRead, get_visible_decision
from services.roadmap.decisions.errors import DecisionNotFound
from services.roadmap.decisions.queries import DecisionFilters
from services.roadmap.decisions.router.headers import READ
from services.roadmap.decisions.schemas import DecisionBasis, DecisionRead, DecisionState, SchoolCode
from shared.changes import list_changes
from shared.database.paging import InvalidCursor, Page
from shared.http.changes import ChangeRead
from shared.http.pages import Paging
from shared.http.preconditions import format_etag
from shared.http.problems import problems
from shared.http.session import Session

router = APIRouter(prefix="/decisions")


def read_decision_filters(  # six filters of a list
    municipality: Annotated[str | None, Query(pattern="^[0-9]{8}$", description="ОКТМО, eight digits.")] = None,
    school: Annotated[SchoolCode | None, Query(description="Only orders of this school.")] = None,
    state: Annotated[DecisionState | None, Query(description="Only these.")] = None,
    basis: Annotated[DecisionBasis | None, Query(description="Only those that stand on such a basis.")] = None,
    flagged: Annotated[Literal["yes"] | None, Query(description="Only those whose basis has changed.")] = None,
    check_due: Annotated[Literal["yes"] | None, Query(description="Only those whose effect is to be checked.")] = None,
) -> DecisionFilters:
    """Read which decisions are wanted."""
    return DecisionFilters(municipality, school, state, basis, flagged is not None, check_due is not None)


@router.get("", responses=problems(InvalidCursor))
async def list_decisions(
    principal: CanRead,
    session: Session,
    paging: Paging,
    wanted: Annotated[DecisionFilters, Depends(read_decision_filters)],
) -> Page[DecisionRead]:
    """List the decisions (управленческие решения) of your municipalities, a school its own, latest first."""
    page = await queries.list_decisions(session, principal, wanted, paging.wanted)
    items = await use_cases.describe_decisions(session, principal, page.items)
    return paging.answer(Page(items, page.next_cursor))


@router.get("/{decision_id}", responses=problems(DecisionNotFound) | READ)
async def get_decision(decision_id: UUID, principal: CanRead, session: Session, response: Response) -> DecisionRead:
    """Return a decision (управленческое решение) and how its basis has changed."""
    found = await get_visible_decision(session, principal, decision_id)
    response.headers["ETag"] = format_etag(found.decision.version)
    return (await use_cases.describe_decisions(session, principal, [found]))[0]


@router.get("/{decision_id}/changes", responses=problems(DecisionNotFound, InvalidCursor))
async def list_decision_changes(
    decision_id: UUID, principal: CanRead, session: Session, paging: Paging
) -> Page[ChangeRead]:
    """List who did what to a decision (история решения), latest first."""
    await get_visible_decision(session, principal, decision_id)
    page = await list_changes(session, use_cases.DECISION, str(decision_id), paging.wanted)
    return paging.answer(page.map(ChangeRead.model_validate))
