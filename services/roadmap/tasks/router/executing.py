"""Marks of execution: started, done, cancelled, opened again."""

from fastapi import APIRouter, Response

from services.roadmap.tasks import use_cases
from services.roadmap.tasks.access import WrittenTask, hold_own_task, hold_task
from services.roadmap.tasks.errors import (
    CompletionRefused,
    EvidenceMissing,
    PredecessorNotDone,
    RoadmapNotInForce,
    TaskNotFinished,
    TaskNotFound,
    TaskNotOpen,
    TaskNotPlanned,
    TaskNotYours,
)
from services.roadmap.tasks.router.answering import ETAG, answer_task_once
from services.roadmap.tasks.schemas import TaskCompletion, TaskDetails, TaskReason
from shared.http.idempotency import IdempotencyKeyReused, JsonIdempotency, RequestInProgress
from shared.http.preconditions import IfMatch, VersionExpected, VersionOutdated
from shared.http.problems import problems
from shared.http.session import Session

router = APIRouter(prefix="/tasks/{task_id}")
_MARKED = (
    *(TaskNotFound, RoadmapNotInForce, VersionExpected, VersionOutdated),
    *(RequestInProgress, IdempotencyKeyReused),
)


@router.post("/start", response_model=TaskDetails, responses=problems(*_MARKED, TaskNotPlanned) | ETAG)
async def start_task(view: WrittenTask, session: Session, if_match: IfMatch, idempotency: JsonIdempotency) -> Response:
    """Begin a planned task (начать исполнение)."""
    found = await hold_task(session, view, if_match)
    await use_cases.start_task(session, found, view.principal.client_id)
    return await answer_task_once(session, view, idempotency)


@router.post(
    "/completion",
    response_model=TaskDetails,
    responses=problems(*_MARKED, TaskNotOpen, CompletionRefused, EvidenceMissing, PredecessorNotDone) | ETAG,
)
async def complete_task(
    view: WrittenTask, wanted: TaskCompletion, session: Session, if_match: IfMatch, idempotency: JsonIdempotency
) -> Response:
    """Mark a task as done (отметить исполнение).

    Needs a document of one of the kinds that the measure asks for, if it asks for any, and the measures that come
    before it done, unless there is a reason to go ahead without.
    """
    found = await hold_task(session, view, if_match)
    await use_cases.complete_task(session, found, wanted, view.principal.client_id)
    return await answer_task_once(session, view, idempotency)


@router.post(
    "/cancellation", response_model=TaskDetails, responses=problems(*_MARKED, TaskNotYours, TaskNotOpen) | ETAG
)
async def cancel_task(
    view: WrittenTask, wanted: TaskReason, session: Session, if_match: IfMatch, idempotency: JsonIdempotency
) -> Response:
    """Cancel an unfinished task of your roadmap (отменить задачу); it is left out of the progress."""
    found = await hold_own_task(session, view, if_match)
    await use_cases.cancel_task(session, found, wanted.reason, view.principal.client_id)
    return await answer_task_once(session, view, idempotency)


@router.post(
    "/reopening", response_model=TaskDetails, responses=problems(*_MARKED, TaskNotYours, TaskNotFinished) | ETAG
)
async def reopen_task(
    view: WrittenTask, wanted: TaskReason, session: Session, if_match: IfMatch, idempotency: JsonIdempotency
) -> Response:
    """Open a finished or cancelled task of your roadmap again (возобновить задачу)."""
    found = await hold_own_task(session, view, if_match)
    await use_cases.reopen_task(session, found, wanted.reason, view.principal.client_id)
    return await answer_task_once(session, view, idempotency)
