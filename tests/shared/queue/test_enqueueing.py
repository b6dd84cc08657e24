"""Asking for work: with the business change or not at all, and never slower for it."""

import time
from datetime import UTC, datetime, timedelta
from typing import ClassVar
from uuid import UUID

import pytest
from sqlalchemy import text

from shared.queue import JobContext, JobPayload, JobStatus, enqueue, find_job_state, job
from shared.queue.pushing import JobPusher, queue_name
from shared.queue.worker import QueueWorker
from shared.settings import Settings
from tests.shared.queue.job_kinds import JOBS, QUEUE, LeaveMark
from tests.shared.queue.trial import Trial


class Undone(Exception):  # raised by the test itself
    """The caller changes its mind."""


async def test_a_job_is_rolled_back_with_the_change_that_asked_for_it(trial: Trial) -> None:
    async def ask_and_fail() -> None:
        async with trial.database.transaction(job_pusher=trial.pusher) as session:
            job_ids.append(await enqueue(session, LeaveMark()))
            raise Undone

    job_ids: list[UUID] = []
    with pytest.raises(Undone):
        await ask_and_fail()

    async with trial.database.transaction() as session:
        assert await find_job_state(session, job_ids[0]) is None
    assert await trial.redis.zcard(queue_name(QUEUE)) == 0


async def test_a_committed_job_is_pushed_and_ready(trial: Trial) -> None:
    [job_id] = await trial.ask(LeaveMark())

    assert (await trial.state(job_id)).status is JobStatus.ready
    assert await trial.redis.zcard(queue_name(QUEUE)) == 1


async def test_every_push_has_an_id_of_its_own(trial: Trial) -> None:
    [job_id] = await trial.ask(LeaveMark())

    await trial.push(job_id, times=2)

    assert await trial.redis.zcard(queue_name(QUEUE)) == 3


async def test_a_job_for_later_is_left_to_the_sweep(trial: Trial) -> None:
    async with trial.database.transaction(job_pusher=trial.pusher) as session:
        await enqueue(session, LeaveMark(), due_at=datetime.now(UTC) + timedelta(hours=1))

    assert await trial.redis.zcard(queue_name(QUEUE)) == 0


async def test_what_is_pushed_is_json_and_names_nothing_but_the_id(trial: Trial) -> None:
    [job_id] = await trial.ask(LeaveMark())

    [key] = await trial.redis.keys("arq:job:*")
    content = await trial.redis.get(key)

    assert content.startswith(b"{")
    assert f'"a": ["{job_id}"]'.encode() in content


@pytest.mark.parametrize("redis_url", ["redis://127.0.0.1:1/0", "redis://192.0.2.1:6379/0"])
async def test_an_unreachable_redis_delays_one_request_shortly_and_the_next_not_at_all(
    trial: Trial, redis_url: str
) -> None:
    pusher = JobPusher(redis_url)
    seconds = []

    for _ in range(3):
        began_at = time.monotonic()
        async with trial.database.transaction(job_pusher=pusher) as session:
            job_id = await enqueue(session, LeaveMark())
        seconds.append(time.monotonic() - began_at)
        assert (await trial.state(job_id)).status is JobStatus.ready
    await pusher.close()

    assert seconds[0] < 2
    assert sum(seconds[1:]) < 0.4


async def test_a_payload_refuses_what_it_does_not_name(trial: Trial) -> None:
    with pytest.raises(ValueError, match="Extra inputs are not permitted"):
        LeaveMark.model_validate({"name": "Иванов"})

    [job_id] = await trial.ask(LeaveMark())
    async with trial.database.transaction() as session:
        assert await session.scalar(text("SELECT payload FROM job WHERE id = :id"), {"id": job_id}) == {}


def test_a_kind_must_begin_with_its_queue() -> None:
    class Stray(JobPayload):
        kind: ClassVar[str] = "elsewhere.stray"
        queue: ClassVar[str] = QUEUE

    async def stray(_: JobContext, __: Stray) -> None:
        """Never run."""

    with pytest.raises(TypeError, match="must begin with its queue"):
        job(Stray)(stray)


def test_a_worker_refuses_jobs_of_another_queue() -> None:
    settings = Settings(database_url="postgresql://nobody@nowhere/none", redis_url="redis://nowhere")

    with pytest.raises(ValueError, match="another queue than other"):
        QueueWorker("other", JOBS, settings)
