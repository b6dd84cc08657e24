"""A worker beside something else in one event loop, as in `opora up`."""

import asyncio
import time
from typing import Any

from shared.queue.pushing import deserialize, queue_name, serialize
from shared.queue.worker import QueueWorker
from shared.settings import Settings
from tests.shared.queue.job_kinds import JOBS, QUEUE, LeaveMark
from tests.shared.queue.trial import Trial
from tests.shared.queue.worker_process import QUICK


def _settings_of(trial: Trial) -> Settings:
    return Settings(database_url=trial.database_url, redis_url=trial.redis_url)


def _make_worker(trial: Trial) -> QueueWorker:
    return QueueWorker(QUEUE, JOBS, _settings_of(trial), pace=QUICK)


async def test_a_worker_works_while_its_block_runs(trial: Trial) -> None:
    async with _make_worker(trial).running():
        done = await trial.ask(LeaveMark())
        await trial.wait_for_states(done, done=1)
    left = await trial.ask(LeaveMark())

    assert await trial.count_marks(done + left) == {1: 1, 0: 1}


async def test_a_service_without_jobs_has_a_worker_all_the_same(trial: Trial) -> None:
    worker = QueueWorker("idle", (), _settings_of(trial), pace=QUICK)

    async with worker.running():
        await trial.wait_until(lambda: _exists(trial, "opora:idle:health-check"))


async def test_a_stop_ends_a_worker_soon_however_often(trial: Trial) -> None:
    for number in range(10):
        stop = asyncio.Event()
        serving = asyncio.create_task(_make_worker(trial).serve(stop))
        await asyncio.sleep(number / 40)
        began_at = time.monotonic()

        stop.set()
        await asyncio.wait_for(serving, 10)

        assert time.monotonic() - began_at < 5


async def test_rubbish_in_redis_harms_nobody(trial: Trial) -> None:
    for name, content in {
        "no-json": b"\x80\x04pickle",
        "no-id": serialize({"t": None, "f": "deliver", "a": ["x"]}),
    }.items():
        await trial.redis.set(f"arq:job:{name}", content)
        await trial.redis.zadd(queue_name(QUEUE), {name: 1})

    async with _make_worker(trial).running():
        job_ids = await trial.ask(LeaveMark())
        await trial.wait_for_states(job_ids, done=1)


def test_the_envelope_survives_its_way() -> None:
    envelope: dict[str, Any] = {"f": "deliver", "a": ["0"], "k": {}, "t": None, "et": 1}

    assert deserialize(serialize(envelope)) == envelope


async def _exists(trial: Trial, key: str) -> bool:
    return bool(await trial.redis.exists(key))
