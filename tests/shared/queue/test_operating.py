"""What operators do to jobs respects who has them, and the caps of a retried job hold anew."""

from typing import ClassVar
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, insert, select

from shared.database.session import Database
from shared.models import JobStart
from shared.queue import JobContext, JobPayload, enqueue, job
from shared.queue.attempt import JobRunner, Outcome
from shared.queue.claim import claim_job
from shared.queue.operating import cancel_job, retry_job, run_job_now
from shared.queue.records import JobRecords

QUEUE = "trial"


class DoNothing(JobPayload):
    kind: ClassVar[str] = "trial.do_nothing"
    queue: ClassVar[str] = QUEUE


@job(DoNothing, max_crashes=2)
async def do_nothing(_: JobContext, __: DoNothing) -> None: ...


@pytest.fixture
async def job_id(committed_database: Database) -> UUID:
    """A job that is ready."""
    async with committed_database.transaction() as session:
        return await enqueue(session, DoNothing())


async def attempt(database: Database, job_id: UUID) -> Outcome:
    return await JobRunner(database, JobRecords(database.engine), [do_nothing]).run(job_id)


async def crash(database: Database, job_id: UUID, times: int) -> None:
    """Leave starts without an end, as killed workers do."""
    async with database.transaction() as session:
        for _ in range(times):
            values = {"id": uuid4(), "job_id": job_id, "worker": "gone:1", "backend_pid": 0, "started_at": func.now()}
            await session.execute(insert(JobStart).values(values))


async def retry(database: Database, job_id: UUID) -> bool:
    async with database.transaction() as session:
        return await retry_job(session, QUEUE, job_id)


async def test_a_job_dead_of_crashes_is_tried_again_when_retried(committed_database: Database, job_id: UUID) -> None:
    await crash(committed_database, job_id, 2)
    assert await attempt(committed_database, job_id) is Outcome.dead

    assert await retry(committed_database, job_id)

    assert await attempt(committed_database, job_id) is Outcome.done


async def test_the_cap_on_crashes_holds_for_a_retried_job(committed_database: Database, job_id: UUID) -> None:
    await crash(committed_database, job_id, 2)
    await attempt(committed_database, job_id)
    await retry(committed_database, job_id)

    await crash(committed_database, job_id, 2)

    assert await attempt(committed_database, job_id) is Outcome.dead


async def test_a_cancelled_job_that_is_delivered_is_not_done(committed_database: Database, job_id: UUID) -> None:
    async with committed_database.transaction() as session:
        assert await cancel_job(session, QUEUE, job_id)

    assert await attempt(committed_database, job_id) is Outcome.skipped


async def test_nobody_waits_for_a_job_that_a_worker_has(committed_database: Database, job_id: UUID) -> None:
    async with committed_database.transaction() as worker, committed_database.transaction() as operator:
        assert await claim_job(worker, job_id)

        assert not await cancel_job(operator, QUEUE, job_id)
        assert not await run_job_now(operator, QUEUE, job_id)
        assert not await retry_job(operator, QUEUE, job_id)


async def test_of_two_who_retry_a_job_one_does(committed_database: Database, job_id: UUID) -> None:
    async with committed_database.transaction() as session:
        await cancel_job(session, QUEUE, job_id)

    async with committed_database.transaction() as first, committed_database.transaction() as second:
        retried = [await retry_job(first, QUEUE, job_id), await retry_job(second, QUEUE, job_id)]

    assert retried == [True, False]


async def test_a_cancel_that_is_rolled_back_leaves_the_job_ready(committed_database: Database, job_id: UUID) -> None:
    async with committed_database.transaction() as session:
        await cancel_job(session, QUEUE, job_id)
        await session.rollback()

    assert await attempt(committed_database, job_id) is Outcome.done


async def test_a_job_of_another_queue_is_not_touched(committed_database: Database, job_id: UUID) -> None:
    async with committed_database.transaction() as session:
        assert not await cancel_job(session, "other", job_id)
        assert await session.scalar(select(func.count()).select_from(JobStart)) == 0
