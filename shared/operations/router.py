"""Jobs of a service over HTTP, for its operators; `shared.http.application` puts this into every service."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query, Request, Response, status

from shared.access.authentication import Authenticated
from shared.changes import list_changes
from shared.database.paging import InvalidCursor, Page
from shared.http.changes import ChangeRead
from shared.http.idempotency import IdempotencyKeyReused, JsonIdempotency, RequestInProgress
from shared.http.pages import Paging
from shared.http.problems import problems
from shared.http.session import Session
from shared.operations import use_cases
from shared.operations.errors import JobActionNotAllowed, JobNotFound, JobRunning
from shared.operations.schemas import JobRead
from shared.queue import JobStatus, operating

router = APIRouter(prefix="/jobs", tags=["jobs"])

_REFUSALS = problems(JobNotFound, JobRunning, JobActionNotAllowed, RequestInProgress, IdempotencyKeyReused)


def _read_queue(request: Request) -> str:
    """Return the queue of the service that is asked: it has the service's name."""
    name: str = request.app.state.service.name
    return name


Queue = Annotated[str, Depends(_read_queue)]


@router.get("", responses=problems(InvalidCursor))
async def list_jobs(
    queue: Queue,
    session: Session,
    paging: Paging,
    state: Annotated[JobStatus | None, Query(description="Only jobs in this state.")] = None,
    kind: Annotated[
        str | None,
        Query(max_length=100, pattern=r"^[a-z_.]+$", description="Only of this kind: `identification.execute_run`."),
    ] = None,
) -> Page[JobRead]:
    """List the jobs (задания) of this service, latest first; done ones are kept for a while only."""
    page = await operating.list_jobs(session, queue, operating.JobFilters(state, kind), paging.wanted)
    return paging.answer(page.map(use_cases.describe_job))


@router.get("/{job_id}", responses=problems(JobNotFound))
async def get_job(job_id: UUID, queue: Queue, session: Session) -> JobRead:
    """Return a job (задание) with its failures and progress."""
    return await use_cases.get_job(session, queue, job_id)


@router.get("/{job_id}/changes", responses=problems(JobNotFound, InvalidCursor))
async def list_job_changes(job_id: UUID, queue: Queue, session: Session, paging: Paging) -> Page[ChangeRead]:
    """List what operators did to a job (история действий), latest first."""
    await use_cases.get_job(session, queue, job_id)
    page = await list_changes(session, "job", str(job_id), paging.wanted)
    return paging.answer(page.map(ChangeRead.model_validate))


@router.post("/{job_id}/retry", status_code=status.HTTP_202_ACCEPTED, response_model=JobRead, responses=_REFUSALS)
async def retry_job(
    job_id: UUID, queue: Queue, principal: Authenticated, session: Session, idempotency: JsonIdempotency
) -> Response:
    """Try a dead or cancelled job again (повторить задание).

    Its failures and crashes are forgotten, so it has as many attempts as a new one.
    """
    job = await use_cases.retry_job(session, queue, job_id, principal.client_id)
    return await idempotency.answer(job, status=status.HTTP_202_ACCEPTED, headers=_location(queue, job_id))


@router.post("/{job_id}/cancel", response_model=JobRead, responses=_REFUSALS)
async def cancel_job(
    job_id: UUID, queue: Queue, principal: Authenticated, session: Session, idempotency: JsonIdempotency
) -> Response:
    """Cancel a job that waits (отменить задание).

    What asked for it shows `failed` and that it was cancelled. A job that runs is not interrupted: its effects come
    whole or not at all, and it has a limit of its own. A cancelled job can be retried.
    """
    job = await use_cases.cancel_job(session, queue, job_id, principal.client_id)
    return await idempotency.answer(job, status=status.HTTP_200_OK, headers={})


@router.post("/{job_id}/run-now", status_code=status.HTTP_202_ACCEPTED, response_model=JobRead, responses=_REFUSALS)
async def run_job_now(
    job_id: UUID, queue: Queue, principal: Authenticated, session: Session, idempotency: JsonIdempotency
) -> Response:
    """Run a job now that waits for its moment or its next attempt (выполнить задание сейчас)."""
    job = await use_cases.run_job_now(session, queue, job_id, principal.client_id)
    return await idempotency.answer(job, status=status.HTTP_202_ACCEPTED, headers=_location(queue, job_id))


def _location(queue: str, job_id: UUID) -> dict[str, str]:
    return {"Location": f"/{queue}/v1/jobs/{job_id}"}
