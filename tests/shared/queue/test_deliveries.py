"""Exactly one effect per committed job, whenever a process dies and whatever Redis forgets."""

import signal

import pytest
from sqlalchemy import func, select

from shared.models import Job, JobStart
from shared.queue import JobStatus
from tests.shared.queue.job_kinds import BeUnknown, Crash, LeaveMark, LeaveMarkAndFollow
from tests.shared.queue.scenarios import deliver_one_job_many_times, forget_queued_jobs, leave_jobs_unpushed
from tests.shared.queue.trial import Trial


@pytest.mark.parametrize("point", ["after_claim", "before_finish", "after_commit", "before_push"])
async def test_a_worker_that_dies_at_a_crash_point_leaves_one_effect(trial: Trial, point: str) -> None:
    [job_id] = await trial.ask(LeaveMarkAndFollow())

    dying = trial.start_worker(crash_point=point)
    assert await dying.wait() == -signal.SIGKILL
    trial.start_worker()
    job_ids = await trial.wait_for_all_done(expected=2)

    assert job_id in job_ids
    assert await trial.count_marks(job_ids) == {1: 2}


async def test_a_caller_that_dies_before_its_push_has_asked_all_the_same(trial: Trial) -> None:
    asking = trial.start_process("asking_process", OPORA_CRASH_POINT="before_push")
    assert await asking.wait() == -signal.SIGKILL

    trial.start_worker()
    job_ids = await trial.wait_for_all_done(expected=1)

    assert await trial.count_marks(job_ids) == {1: 1}


async def test_a_job_whose_worker_is_killed_is_done_by_another(trial: Trial) -> None:
    job_ids = await trial.ask(LeaveMark())
    killed = trial.start_worker(seconds=60)
    await trial.wait_for_states(job_ids, running=1)

    killed.send(signal.SIGKILL)
    trial.start_worker()
    await trial.wait_for_states(job_ids, done=1)

    assert await trial.count_marks(job_ids) == {1: 1}
    assert (await trial.state(job_ids[0])).failures == 0


async def test_a_hundred_jobs_that_redis_forgot_are_all_done(trial: Trial) -> None:
    job_ids = await forget_queued_jobs(trial, 100)

    await trial.wait_for_states(job_ids, done=100)

    assert await trial.count_marks(job_ids) == {1: 100}


async def test_jobs_that_were_never_pushed_are_all_done(trial: Trial) -> None:
    job_ids = await leave_jobs_unpushed(trial, 10)

    await trial.wait_for_states(job_ids, done=10)

    assert await trial.count_marks(job_ids) == {1: 10}


async def test_a_running_job_that_redis_forgot_and_got_again_is_done_once(trial: Trial) -> None:
    job_ids = await trial.ask(LeaveMark())
    for _ in range(2):
        trial.start_worker(seconds=2)
    await trial.wait_for_states(job_ids, running=1)

    await trial.redis.flushall()
    await trial.push(job_ids[0], times=5)
    await trial.wait_for_states(job_ids, done=1)

    assert await trial.count_marks(job_ids) == {1: 1}


async def test_what_a_change_asks_for_while_its_like_runs_is_done_exactly_once_more(trial: Trial) -> None:
    running = await trial.ask(LeaveMark())
    trial.start_worker(seconds=2)
    await trial.wait_for_states(running, running=1)

    again = await trial.ask(LeaveMark())
    await trial.push(again[0], times=5)
    await trial.wait_for_states([*running, *again], done=2)

    assert await trial.count_marks([*running, *again]) == {1: 2}


async def test_fifty_deliveries_of_one_job_have_one_effect(trial: Trial) -> None:
    job_id = await deliver_one_job_many_times(trial, 50)

    assert await trial.count_marks([job_id]) == {1: 1}
    async with trial.database.transaction() as session:
        assert await session.scalar(select(func.count()).where(JobStart.job_id == job_id)) == 1


async def test_a_job_whose_worker_died_between_delivery_and_claim_is_swept(trial: Trial) -> None:
    job_ids = await trial.ask(LeaveMark())

    dying = trial.start_worker(mutation="die_on_delivery")
    assert await dying.wait() == -signal.SIGKILL
    trial.start_worker()
    await trial.wait_for_states(job_ids, done=1)

    assert await trial.count_marks(job_ids) == {1: 1}


async def test_a_worker_told_to_stop_gives_twenty_running_jobs_back(trial: Trial) -> None:
    job_ids = await trial.ask(LeaveMark(), 20)
    stopped = trial.start_worker(seconds=60, max_jobs=20)
    await trial.wait_for_states(job_ids, running=20)

    stopped.send(signal.SIGTERM)
    assert await stopped.wait() == 0

    async with trial.database.transaction() as session:
        assert await session.scalar(select(func.sum(Job.failures))) == 0
        assert await session.scalar(select(func.count()).where(JobStart.ended_at.is_(None))) == 0
    trial.start_worker()
    await trial.wait_for_states(job_ids, done=20)
    assert await trial.count_marks(job_ids) == {1: 20}


async def test_a_job_that_kills_its_workers_is_dead_at_its_cap_while_others_flow(trial: Trial) -> None:
    poison = await trial.ask(Crash())
    others = await trial.ask(LeaveMark(), 10)
    worker = trial.start_worker()

    async def is_given_up() -> bool:
        nonlocal worker
        if not worker.is_alive:
            worker = trial.start_worker()
        return (await trial.state(poison[0])).status is JobStatus.dead

    await trial.wait_until(is_given_up)
    await trial.wait_for_states(others, done=10)

    assert worker.is_alive
    assert await trial.count_marks(poison) == {0: 1}
    assert await trial.count_marks(others) == {1: 10}


async def test_a_job_of_an_unknown_kind_is_kept_and_reported(trial: Trial) -> None:
    unknown = await trial.ask(BeUnknown())
    known = await trial.ask(LeaveMark())
    worker = trial.start_worker()
    await trial.wait_for_states(known, done=1)

    async def is_reported() -> bool:
        log = worker.log.read_text()
        return '"job_kinds_unknown"' in log and '"job_kind_unknown"' in log

    await trial.wait_until(is_reported)

    assert await trial.states(unknown) == {"ready": 1}
