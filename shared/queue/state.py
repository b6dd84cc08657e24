"""What people are told about a job: derived from its rows, stored nowhere."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any, Literal, TypeAlias
from uuid import UUID

from sqlalchemy import ColumnElement, Row, ScalarSelect, Select, column, func, select, table
from sqlalchemy.ext.asyncio import AsyncSession

from shared.models import Job, JobProgress, JobStart

_BACKENDS = table("pg_stat_activity", column("pid"))


class JobStatus(StrEnum):
    """Where a job stands."""

    ready = "ready"
    """Waiting for a worker, or for its next attempt."""
    running = "running"
    done = "done"
    dead = "dead"
    """Given up; `last_error` says why."""
    cancelled = "cancelled"
    """Taken back by an operator before it was done."""


WorkState: TypeAlias = Literal["queued", "running", "finished", "failed"]
"""Where long work stands, as people are told."""

_WORK_STATES: dict[JobStatus, WorkState] = {
    JobStatus.ready: "queued",
    JobStatus.running: "running",
    # Its row was read a moment before the job committed: only the row itself says that the result is there.
    JobStatus.done: "running",
    JobStatus.dead: "failed",
    JobStatus.cancelled: "failed",
}


@dataclass(frozen=True, slots=True)
class JobState:
    """State of one job at one moment."""

    status: JobStatus
    done: int | None
    """Units of work finished, in the unit the job reports; None before the first report."""
    total: int | None
    failures: int
    started_at: datetime | None
    """Begin of the latest attempt."""
    finished_at: datetime | None
    last_error: str | None


def select_job_states() -> Select[*tuple[Any, ...]]:
    """Select what `tell_status` and people want to know of jobs.

    A job is running while a start without an end belongs to a living backend: asking for the row lock instead
    would make a worker that claims at that moment miss its job.
    """
    return select(
        Job.state,
        Job.failures,
        Job.finished_at,
        Job.last_error,
        JobProgress.done,
        JobProgress.total,
        _latest_start().label("started_at"),
        is_running().label("is_running"),
    ).join(JobProgress, JobProgress.job_id == Job.id, isouter=True)


async def find_job_state(session: AsyncSession, job_id: UUID) -> JobState | None:
    """Return where the job stands, None where there is no such job."""
    row = (await session.execute(select_job_states().where(Job.id == job_id))).one_or_none()
    if row is None:
        return None
    return JobState(
        tell_status(row), row.done, row.total, row.failures, row.started_at, row.finished_at, row.last_error
    )


def tell_status(row: Row[*tuple[Any, ...]]) -> JobStatus:
    """Return where a selected job stands."""
    return JobStatus.running if row.state == JobStatus.ready and row.is_running else JobStatus(row.state)


def tell_work_state(state: str, job: JobState | None) -> WorkState:
    """Return where work stands that is planned or finished by its own row and in between by its job."""
    if state == "finished":
        return "finished"
    return _WORK_STATES[job.status] if job else "queued"


def _latest_start() -> ScalarSelect[datetime]:
    return select(func.max(JobStart.started_at)).where(JobStart.job_id == Job.id).scalar_subquery()


def is_running() -> ColumnElement[bool]:
    """Return the condition that somebody works on the job: meant for ready ones."""
    return (
        select(JobStart.id)
        .join(_BACKENDS, _BACKENDS.c.pid == JobStart.backend_pid)
        .where(JobStart.job_id == Job.id, JobStart.ended_at.is_(None))
        .exists()
    )
