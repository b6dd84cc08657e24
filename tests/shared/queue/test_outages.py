"""Outages: Redis away, Postgres crashed, a worker frozen."""

import asyncio
import signal
import time
from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

import httpx
from fastapi import Depends, FastAPI
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncSession

from shared.queue import enqueue
from tests.shared.queue.job_kinds import LeaveMark, LeaveMarkInTime
from tests.shared.queue.trial import Trial

_REDIS_AWAY_SECONDS = 5.0


def _make_api(trial: Trial) -> FastAPI:
    api = FastAPI()

    async def open_session() -> AsyncIterator[AsyncSession]:
        async with trial.database.transaction(job_pusher=trial.pusher) as session:
            yield session

    @api.post("/marks", status_code=202)
    async def leave_mark(session: Annotated[AsyncSession, Depends(open_session, scope="function")]) -> UUID:
        return await enqueue(session, LeaveMark())

    return api


async def test_without_redis_requests_are_accepted_and_all_jobs_are_done_later(trial: Trial) -> None:
    worker = trial.start_worker()
    await trial.wait_for_states(await trial.ask(LeaveMark()), done=1)
    slowest, job_ids = 0.0, list[UUID]()

    trial.redis_server.kill()
    transport = httpx.ASGITransport(_make_api(trial))
    async with httpx.AsyncClient(transport=transport, base_url="http://trial") as client:
        away_until = time.monotonic() + _REDIS_AWAY_SECONDS
        while time.monotonic() < away_until:
            began_at = time.monotonic()
            response = await client.post("/marks")
            slowest = max(slowest, time.monotonic() - began_at)
            assert response.status_code == 202
            job_ids.append(UUID(response.json()))
            await asyncio.sleep(0.1)
    trial.redis_server.start()
    await trial.wait_for_states(job_ids, done=len(job_ids))

    assert worker.is_alive
    assert slowest < 2
    assert await trial.count_marks(job_ids) == {1: len(job_ids)}


async def test_jobs_asked_for_without_redis_are_done_without_it(trial: Trial) -> None:
    worker = trial.start_worker()
    await trial.wait_for_states(await trial.ask(LeaveMark()), done=1)

    trial.redis_server.kill()
    job_ids = await trial.ask(LeaveMark(), 12)
    await trial.wait_for_states(job_ids, done=12)

    assert not trial.redis_server.is_running
    assert worker.is_alive
    assert await trial.count_marks(job_ids) == {1: 12}


async def test_a_job_in_the_middle_does_not_care_that_redis_went_away(trial: Trial) -> None:
    job_ids = await trial.ask(LeaveMark())
    trial.start_worker(seconds=3)
    await trial.wait_for_states(job_ids, running=1)

    trial.redis_server.kill()
    await trial.wait_for_states(job_ids, done=1)

    assert await trial.count_marks(job_ids) == {1: 1}


async def test_a_crash_of_postgres_loses_nothing_acknowledged_and_is_recovered_from(trial: Trial) -> None:
    worker = trial.start_worker(seconds=0.5)
    job_ids = await trial.ask(LeaveMark(), 20)
    await trial.wait_for_states(job_ids[:1], done=1)

    await asyncio.to_thread(trial.servers.postgres.kill)
    await asyncio.to_thread(trial.servers.postgres.start)
    up_again_at = time.monotonic()
    job_ids += await _ask_until_accepted(trial)
    recovered_after = time.monotonic() - up_again_at
    await trial.wait_for_states(job_ids, done=21)

    assert worker.is_alive
    assert recovered_after < 10
    assert await trial.count_marks(job_ids) == {1: 21}


async def _ask_until_accepted(trial: Trial) -> list[UUID]:
    while True:
        try:
            return await trial.ask(LeaveMark())
        except (SQLAlchemyError, OSError):
            await asyncio.sleep(0.1)


async def test_a_frozen_worker_is_cut_off_and_its_late_work_is_rolled_back(trial: Trial) -> None:
    frozen = trial.start_worker(seconds=1.5)
    job_ids = await trial.ask(LeaveMarkInTime(), 5)
    await trial.wait_for_states(job_ids, running=5)

    frozen.send(signal.SIGSTOP)
    other = trial.start_worker(seconds=0.1)
    await trial.wait_for_states(job_ids, done=5)
    frozen.send(signal.SIGCONT)
    other.send(signal.SIGTERM)
    await other.wait()
    later = await trial.ask(LeaveMark())
    await trial.wait_for_states(later, done=1)

    assert frozen.is_alive
    assert await trial.count_marks(job_ids) == {1: 5}
    assert await trial.states(job_ids) == {"done": 5}
