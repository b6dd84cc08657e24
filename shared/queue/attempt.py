"""One attempt at one job: claim, effects and verdict in one transaction."""

import asyncio
from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from enum import StrEnum
from uuid import UUID, uuid4

import structlog
from sqlalchemy.ext.asyncio import AsyncSession

from shared.database.session import Database, discard_hooks
from shared.errors import Transient
from shared.queue import claim
from shared.queue.crash_points import crash_point
from shared.queue.definition import AnyJob, JobContext
from shared.queue.enqueueing import PUSHER, Pusher
from shared.queue.records import JobRecords
from shared.settings import get_settings
from shared.storage import FileStorage, open_storage

logger = structlog.get_logger(__name__)


class JobTooLong(Transient):
    """Обработка не уложилась в отведённое ей время."""

    code = "job-too-long"
    title = "The job outlived its limit"


class Outcome(StrEnum):
    """How an attempt ended."""

    done = "done"
    ready = "ready"
    """It failed and will be tried again."""
    dead = "dead"
    skipped = "skipped"
    """Not due, not ready, or in somebody else's hands."""
    unknown = "unknown"
    """A kind this build does not know."""


@dataclass(slots=True)
class _Attempt:
    job_id: UUID
    start_id: UUID
    definition: AnyJob
    payload: dict[str, object]
    error: Exception | None = None


class JobRunner:
    """Runs jobs of the given definitions under the claim."""

    def __init__(
        self,
        database: Database,
        records: JobRecords,
        jobs: Sequence[AnyJob],
        *,
        pusher: Pusher | None = None,
        storage: FileStorage | None = None,
    ) -> None:
        """Work in transactions of the database; the records have connections of their own.

        Where no storage is given, jobs find the one that this process's settings name.
        """
        self._database = database
        self._records = records
        self._definitions = {definition.kind: definition for definition in jobs}
        self._storage = storage or open_storage(get_settings())
        self._session_info = {} if pusher is None else {PUSHER: pusher}

    async def run(self, job_id: UUID) -> Outcome:
        """Attempt the job if it is ready and nobody else has it."""
        attempts: list[_Attempt] = []
        try:
            async with self._database.transaction(**self._session_info) as session:
                outcome = await self._claim_and_work(session, job_id, attempts)
        except Exception as error:  # while connecting, asyncpg raises errors of its own that nobody translates
            if not attempts:
                raise
            return await self._settle_broken(attempts[0], error)
        crash_point("after_commit")
        if outcome is Outcome.done:
            logger.info("job_done", job_id=str(job_id), kind=attempts[0].definition.kind)
        return outcome

    async def _claim_and_work(self, session: AsyncSession, job_id: UUID, attempts: list[_Attempt]) -> Outcome:
        row = await claim.claim_job(session, job_id)
        if row is None:
            return Outcome.skipped
        definition = self._definitions.get(row.kind)
        if definition is None:
            logger.warning("job_kind_unknown", job_id=str(job_id), kind=row.kind)
            return Outcome.unknown
        crashes = await claim.count_crashes(session, job_id)
        if crashes >= definition.max_crashes:
            await claim.bury_job(session, job_id, f"Обработка прервалась без ответа {crashes} раз")
            logger.error("job_dead", job_id=str(job_id), kind=row.kind, crashes=crashes)
            return Outcome.dead
        async with self._recorded_start(job_id, row.backend_pid) as start_id:
            attempts.append(attempt := _Attempt(job_id, start_id, definition, row.payload))
            crash_point("after_claim")
            return await self._work(session, attempt)

    async def _work(self, session: AsyncSession, attempt: _Attempt) -> Outcome:
        """Run the function in a savepoint: its effects can be undone while the lock on the job is kept."""
        definition = attempt.definition
        context = JobContext(session, attempt.job_id, self._records, self._storage)
        limit = asyncio.timeout(definition.limit.total_seconds())
        try:
            async with limit, session.begin_nested():
                await definition(context, definition.payload_class.model_validate(attempt.payload))
        except Exception as error:  # noqa: BLE001  # whatever the function raises is counted, not passed on
            attempt.error = JobTooLong() if limit.expired() else error
            discard_hooks(session)
            return await self._count_failure(session, attempt, attempt.error)
        crash_point("before_finish")
        await claim.finish_job(session, attempt.job_id, attempt.start_id)
        return Outcome.done

    async def _settle_broken(self, attempt: _Attempt, error: Exception) -> Outcome:
        """Count a failure whose transaction was lost, or leave the start without an end: then it counts as a crash."""
        try:
            async with self._database.transaction() as session:
                if not await claim.lock_failed_job(session, attempt.job_id, attempt.start_id):
                    return Outcome.skipped
                return await self._count_failure(session, attempt, attempt.error or error)
        except Exception:  # as above
            logger.warning("job_failure_not_recorded", job_id=str(attempt.job_id), exc_info=True)
            return Outcome.ready

    async def _count_failure(self, session: AsyncSession, attempt: _Attempt, error: Exception) -> Outcome:
        state = await claim.count_failure(session, attempt.job_id, attempt.start_id, attempt.definition, error)
        logger.warning(
            "job_failed", job_id=str(attempt.job_id), kind=attempt.definition.kind, state=state, exc_info=error
        )
        return Outcome(state)

    @asynccontextmanager
    async def _recorded_start(self, job_id: UUID, backend_pid: int) -> AsyncIterator[UUID]:
        """Record the start after the claim: before it, fifty duplicate deliveries would count as fifty crashes."""
        start_id = uuid4()
        try:
            await self._records.record_start(job_id, start_id, backend_pid)
            yield start_id
        except asyncio.CancelledError:
            # A shutdown is no crash; recorded while the lock is held, so that nobody can count it as one.
            await asyncio.shield(self._records.release(job_id, start_id))
            raise
