"""Tasks are read: lists of what is due, one by one, and their history."""

from typing import Annotated, Literal
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Response
from pydantic import AfterValidator

from services.roadmap.tasks import queries, use_cases
from services.roadmap.tasks.access import CanRead, VisibleTask
from services.roadmap.tasks.errors import TaskNotFound
from services.roadmap.tasks.queries import PlaceFilters, TaskFilters, TermFilters
from services.roadmap.tasks.router.answering import ETAG, answer_task
from services.roadmap.tasks.schemas import TaskDetails, TaskRead, TaskState
from shared.changes import list_changes
from shared.clock import utc_now
from shared.database.paging import InvalidCursor, Page
from shared.http.changes import ChangeRead
from shared.http.pages import Paging
from shared.http.problems import problems
from shared.http.schemas import LocalDate
from shared.http.session import Session
from shared.reference.school_codes import SCHOOL_CODE_PATTERN, canonical_school_code

router = APIRouter(prefix="/tasks")
task_router = APIRouter(prefix="/tasks/{task_id}")


def read_place_filters(
    municipality: Annotated[str | None, Query(pattern="^[0-9]{8}$", description="ОКТМО, eight digits.")] = None,
    roadmap_id: Annotated[UUID | None, Query(description="Only of this roadmap.")] = None,
    measure_id: Annotated[UUID | None, Query(description="Only of this measure.")] = None,
    school: Annotated[
        str | None,
        Query(pattern=SCHOOL_CODE_PATTERN, description="Only what this school has to do (код школы)."),
        AfterValidator(lambda code: None if code is None else canonical_school_code(code)),
    ] = None,
    responsible: Annotated[
        str | None,
        Query(max_length=500, description="Only where this party answers, as printed.", examples=["МБУ «МЦ»"]),
    ] = None,
) -> PlaceFilters:
    """Read whose tasks are wanted."""
    return PlaceFilters(municipality, roadmap_id, measure_id, school, responsible)


def read_term_filters(
    state: Annotated[TaskState | None, Query(description="Only these.")] = None,
    due: Annotated[
        Literal["overdue", "soon"] | None,
        Query(description="Only unfinished ones whose last day has passed, or is today or in the next 14 days."),
    ] = None,
    due_before: Annotated[LocalDate | None, Query(description="Last day not later than this.")] = None,
    due_after: Annotated[LocalDate | None, Query(description="Last day not before this.")] = None,
) -> TermFilters:
    """Read tasks of which state and time are wanted."""
    return TermFilters(state, due, due_before, due_after)


@router.get("", responses=problems(InvalidCursor))
async def list_tasks(
    principal: CanRead,
    session: Session,
    paging: Paging,
    place: Annotated[PlaceFilters, Depends(read_place_filters)],
    term: Annotated[TermFilters, Depends(read_term_filters)],
) -> Page[TaskRead]:
    """List the tasks (задачи) you see, what is due first in front, what has no end last.

    A school sees its own. Overdue is told from the dates, by the day where the municipality is (B54).
    """
    page = await queries.list_tasks(session, principal, TaskFilters(place, term), utc_now(), paging.wanted)
    return paging.answer(page.map(lambda found: use_cases.describe_task(principal, found)))


@task_router.get("", responses=problems(TaskNotFound) | ETAG)
async def get_task(view: VisibleTask, session: Session, response: Response) -> TaskDetails:
    """Return a task (задачу) with its documents and the measures that come before it."""
    return await answer_task(session, view, response)


@task_router.get("/changes", responses=problems(TaskNotFound, InvalidCursor))
async def list_task_changes(view: VisibleTask, session: Session, paging: Paging) -> Page[ChangeRead]:
    """List who did what to a task and its documents (журнал изменений), latest first.

    Of changes of documents `fields` names the document.
    """
    page = await list_changes(session, use_cases.TASK, str(view.found.task.id), paging.wanted)
    return paging.answer(page.map(ChangeRead.model_validate))
