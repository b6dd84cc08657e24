"""What a job is: a function, the payload it takes and how much it may fail."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import timedelta
from typing import Any, Generic, TypeAlias, TypeVar
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from shared.queue.payload import JobPayload
from shared.queue.records import JobRecords
from shared.storage import FileStorage

PayloadT = TypeVar("PayloadT", bound=JobPayload)


@dataclass(frozen=True, slots=True)
class JobContext:
    """What a running job is given besides its payload."""

    session: AsyncSession
    """The working transaction: lease, fence and effect in one. Never commit it; call nothing outside meanwhile."""
    job_id: UUID
    """Also the idempotency key for calls to the outside."""
    records: JobRecords
    storage: FileStorage
    """Where files are; a call to the outside like any other, so it belongs before the first write of the session."""

    async def report_progress(self, done: int, total: int) -> None:
        """Show people how far the job is; seen at once, since it is written outside the working transaction."""
        await self.records.report_progress(self.job_id, done, total)


@dataclass(frozen=True, slots=True)
class JobDefinition(Generic[PayloadT]):
    """A kind of job; callable like the function it wraps."""

    payload_class: type[PayloadT]
    function: Callable[[JobContext, PayloadT], Awaitable[None]]
    max_failures: int
    """Errors raised before the job is given up as dead."""
    limit: timedelta
    """A run that takes longer is cut off."""
    max_crashes: int
    """Starts without an end before the job is given up: a poison job must not crash worker after worker."""

    @property
    def kind(self) -> str:
        """Return the name under which job rows ask for this definition."""
        return self.payload_class.kind

    async def __call__(self, context: JobContext, payload: PayloadT) -> None:
        """Do the work in the given context."""
        await self.function(context, payload)


AnyJob: TypeAlias = JobDefinition[Any]

_DEFAULT_LIMIT = timedelta(minutes=10)


def job(
    payload_class: type[PayloadT],
    *,
    max_failures: int = 5,
    limit: timedelta = _DEFAULT_LIMIT,
    max_crashes: int = 3,
) -> Callable[[Callable[[JobContext, PayloadT], Awaitable[None]]], JobDefinition[PayloadT]]:
    """Make the decorated function a job. It must be safe to run twice: only its database effects are exactly-once."""
    if not payload_class.kind.startswith(f"{payload_class.queue}."):
        raise TypeError(f"{payload_class.__name__}.kind must begin with its queue: {payload_class.queue}.<verb_object>")

    def wrap(function: Callable[[JobContext, PayloadT], Awaitable[None]]) -> JobDefinition[PayloadT]:
        return JobDefinition(payload_class, function, max_failures, limit, max_crashes)

    return wrap
