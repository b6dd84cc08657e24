"""Lists, the schools on them, the verdicts behind them, their history."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response

from services.identification.lists import queries, use_cases
from services.identification.lists.access import CanRead, get_visible_list
from services.identification.lists.errors import ListNotCalculated, ListNotFound
from services.identification.lists.queries import ListFilters
from services.identification.lists.schemas import ListBasis, ListRead, ListState, SchoolOnList
from services.identification.runs.queries import list_verdicts
from services.identification.runs.schemas import VerdictStatus, VerdictSummary
from services.identification.runs.use_cases import get_plan, get_run, summarise_verdict
from shared.changes import list_changes
from shared.database.paging import InvalidCursor, Page
from shared.http.changes import ChangeRead
from shared.http.pages import Paging
from shared.http.preconditions import format_etag
from shared.http.problems import problems
from shared.http.session import Session
from shared.models import Verdict
from shared.reference.academic_years import AcademicYearText, parse_academic_year
from shared.reference.categories import Category

router = APIRouter(prefix="/lists")


def read_list_filters(
    category: Annotated[Category | None, Query(description="Only of this category.")] = None,
    academic_year: Annotated[
        AcademicYearText | None, Query(description="Only of this academic year.", examples=["2022/2023"])
    ] = None,
    basis: Annotated[ListBasis | None, Query(description="Only documents, or only calculated lists.")] = None,
    state: Annotated[ListState | None, Query(description="Only lists in this state.")] = None,
) -> ListFilters:
    """Read which lists are wanted."""
    year = parse_academic_year(academic_year) if academic_year else None
    return ListFilters(category, year, basis, state)


@router.get("", responses=problems(InvalidCursor))
async def list_lists(
    principal: CanRead, session: Session, paging: Paging, wanted: Annotated[ListFilters, Depends(read_list_filters)]
) -> Page[ListRead]:
    """List the lists (списки) that concern your territories, latest first; drafts only where all of it is yours."""
    page = await queries.list_lists(session, principal, wanted, paging.wanted)
    return paging.answer(page.map(lambda row: use_cases.describe_list(principal, row)))


@router.get("/{list_id}", responses=problems(ListNotFound))
async def get_list(list_id: UUID, principal: CanRead, session: Session, response: Response) -> ListRead:
    """Return a list (список) with its order, what it replaced and what replaced it."""
    described = use_cases.describe_list(principal, await get_visible_list(session, principal, list_id))
    response.headers["ETag"] = format_etag(described.version)
    return described


@router.get("/{list_id}/schools", responses=problems(ListNotFound, InvalidCursor))
async def list_schools_on_list(
    list_id: UUID,
    principal: CanRead,
    session: Session,
    paging: Paging,
    municipality: Annotated[str | None, Query(pattern="^[0-9]{8}$", description="ОКТМО, eight digits.")] = None,
) -> Page[SchoolOnList]:
    """List the schools on a list (школы списка) that lie in your territories, by code."""
    await get_visible_list(session, principal, list_id)
    page = await queries.list_schools_on_list(
        session, principal, list_id, municipality=municipality, page=paging.wanted
    )
    return paging.answer(page.map(SchoolOnList.model_validate))


@router.get("/{list_id}/verdicts", responses=problems(ListNotFound, ListNotCalculated, InvalidCursor))
async def list_verdicts_of_list(
    list_id: UUID,
    principal: CanRead,
    session: Session,
    paging: Paging,
    verdict_status: Annotated[VerdictStatus | None, Query(alias="status", description="Only these verdicts.")] = None,
) -> Page[VerdictSummary]:
    """List the verdicts (заключения) behind a calculated list, of your schools: also of those it does not list.

    `status=undetermined` are those that could not be decided, with what is missing.
    """
    school_list = (await get_visible_list(session, principal, list_id))[0]
    if school_list.run_id is None:
        raise ListNotCalculated
    run = await get_run(session, school_list.run_id)
    filters = {Verdict.status: verdict_status.value} if verdict_status else {}
    page = await list_verdicts(session, principal, run.id, filters=filters, page=paging.wanted)
    plan = await get_plan(session, run)
    return paging.answer(page.map(lambda row: summarise_verdict(plan, row)))


@router.get("/{list_id}/changes", responses=problems(ListNotFound, InvalidCursor))
async def list_changes_of_list(list_id: UUID, principal: CanRead, session: Session, paging: Paging) -> Page[ChangeRead]:
    """List the changes of a list (журнал изменений), latest first."""
    await get_visible_list(session, principal, list_id)
    page = await list_changes(session, "list", str(list_id), paging.wanted)
    return paging.answer(page.map(ChangeRead.model_validate))
