"""Roadmaps are read: themselves and what was done to them."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from services.roadmap.roadmaps import queries, use_cases
from services.roadmap.roadmaps.access import CanRead, get_visible_roadmap
from services.roadmap.roadmaps.errors import PlanYearRefused, RoadmapNotFound
from services.roadmap.roadmaps.queries import RoadmapFilters
from services.roadmap.roadmaps.router.answering import CHANGED, answer_roadmap
from services.roadmap.roadmaps.rules import year_columns
from services.roadmap.roadmaps.schemas import RoadmapKind, RoadmapRead, RoadmapState
from shared.changes import list_changes
from shared.database.paging import InvalidCursor, Page
from shared.http.changes import ChangeRead
from shared.http.pages import Paging
from shared.http.problems import problems
from shared.http.session import Session
from shared.reference.school_codes import SCHOOL_CODE_PATTERN, canonical_school_code

router = APIRouter(prefix="/roadmaps")


def read_filters(  # six filters of a list
    municipality: Annotated[str | None, Query(pattern="^[0-9]{8}$", description="ОКТМО, eight digits.")] = None,
    kind: Annotated[RoadmapKind | None, Query(description="Of municipalities or of schools.")] = None,
    school: Annotated[str | None, Query(pattern=SCHOOL_CODE_PATTERN, description="Only of this school.")] = None,
    state: Annotated[RoadmapState | None, Query(description="Only these.")] = None,
    year: Annotated[str | None, Query(pattern="^[0-9]{4}(/[0-9]{4})?$", description="2022/2023 or 2023.")] = None,
    pack: Annotated[str | None, Query(max_length=60, description="Only of this programme.")] = None,
) -> RoadmapFilters:
    """Read which roadmaps are wanted."""
    of_year = year_columns(use_cases.read_plan_year(year, "/query/year")) if year else None
    code = canonical_school_code(school) if school else None
    return RoadmapFilters(municipality, kind, code, state, of_year, pack)


@router.get("", responses=problems(InvalidCursor, PlanYearRefused))
async def list_roadmaps(
    principal: CanRead, session: Session, paging: Paging, wanted: Annotated[RoadmapFilters, Depends(read_filters)]
) -> Page[RoadmapRead]:
    """List the roadmaps (дорожные карты) of your municipalities and schools, latest first."""
    page = await queries.list_roadmaps(session, principal, wanted, paging.wanted)
    return paging.answer(page.map(lambda found: use_cases.describe_roadmap(principal, found)))


@router.get("/{roadmap_id}", responses=problems(RoadmapNotFound) | CHANGED)
async def get_roadmap(roadmap_id: UUID, principal: CanRead, session: Session, response: Response) -> RoadmapRead:
    """Return a roadmap (дорожную карту) with its version as ETag."""
    return await answer_roadmap(session, principal, roadmap_id, response)


@router.get("/{roadmap_id}/changes", responses=problems(RoadmapNotFound, InvalidCursor))
async def list_roadmap_changes(
    roadmap_id: UUID, principal: CanRead, session: Session, paging: Paging
) -> Page[ChangeRead]:
    """List who did what to a roadmap and its measures (история изменений), latest first."""
    await get_visible_roadmap(session, principal, roadmap_id)
    page = await list_changes(session, use_cases.ROADMAP, str(roadmap_id), paging.wanted)
    return paging.answer(page.map(ChangeRead.model_validate))
