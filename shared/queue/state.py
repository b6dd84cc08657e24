"""What people are told about a job: derived from its rows, stored nowhere."""

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import ColumnElement, ScalarSelect, column, func, select, table
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


async def find_job_state(session: AsyncSession, job_id: UUID) -> JobState | None:
    """Return where the job stands, None where there is no such job.

    It is running while a start without an end belongs to a living backend: asking for the row lock instead
    would make a worker that claims at that moment miss its job.
    """
    row = (
        await session.execute(
            select(
                Job.state,
                Job.failures,
                Job.finished_at,
                Job.last_error,
                JobProgress.done,
                JobProgress.total,
                _latest_start().label("started_at"),
                _is_running().label("is_running"),
            )
            .join(JobProgress, JobProgress.job_id == Job.id, isouter=True)
            .where(Job.id == job_id)
        )
    ).one_or_none()
    if row is None:
        return None
    status = JobStatus.running if row.state == JobStatus.ready and row.is_running else JobStatus(row.state)
    return JobState(status, row.done, row.total, row.failures, row.started_at, row.finished_at, row.last_error)


def _latest_start() -> ScalarSelect[datetime]:
    return select(func.max(JobStart.started_at)).where(JobStart.job_id == Job.id).scalar_subquery()


def _is_running() -> ColumnElement[bool]:
    return (
        select(JobStart.id)
        .join(_BACKENDS, _BACKENDS.c.pid == JobStart.backend_pid)
        .where(JobStart.job_id == Job.id, JobStart.ended_at.is_(None))
        .exists()
    )
