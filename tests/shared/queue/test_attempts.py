"""One attempt: effects and verdict are one transaction, whatever the function does."""

import asyncio
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
from sqlalchemy import func, select, text, update

from shared.models import Job, JobStart
from shared.queue import JobContext, JobDefinition, JobStatus, job
from shared.queue.attempt import JobRunner, Outcome
from shared.queue.claim import backoff_after, describe_error
from shared.queue.draining import run_ready_jobs
from shared.queue.records import JobRecords
from shared.queue.watchdog import Watchdog
from tests.shared.queue.job_kinds import (
    JOBS,
    QUEUE,
    BeRefused,
    BeUnknown,
    Fail,
    FailAtCommit,
    LeaveMark,
    LeaveMarkAndFollow,
)
from tests.shared.queue.trial import Trial


def _runner(trial: Trial, *jobs: JobDefinition[LeaveMark]) -> JobRunner:
    return JobRunner(trial.database, JobRecords(trial.database.engine), jobs or JOBS)


async def _make_due(trial: Trial, job_id: UUID) -> None:
    async with trial.database.transaction() as session:
        await session.execute(update(Job).where(Job.id == job_id).values(due_at=func.now()))


async def _count_open_starts(trial: Trial, job_id: UUID) -> int:
    async with trial.database.transaction() as session:
        statement = select(func.count()).where(JobStart.job_id == job_id, JobStart.ended_at.is_(None))
        return (await session.execute(statement)).scalar_one()


async def test_a_job_leaves_its_effect_and_is_done(trial: Trial) -> None:
    job_ids = await trial.ask(LeaveMark(), push=False)

    attempts = await run_ready_jobs(trial.database, JOBS)

    assert attempts == 1
    assert await trial.count_marks(job_ids) == {1: 1}
    state = await trial.state(job_ids[0])
    assert (state.status, state.done, state.total, state.failures) == (JobStatus.done, 1, 2, 0)
    assert state.started_at
    assert state.finished_at
    assert state.started_at <= state.finished_at


async def test_a_done_job_is_not_done_again(trial: Trial) -> None:
    [job_id] = await trial.ask(LeaveMark(), push=False)
    runner = _runner(trial)

    outcomes = [await runner.run(job_id), await runner.run(job_id)]

    assert outcomes == [Outcome.done, Outcome.skipped]
    assert await trial.count_marks([job_id]) == {1: 1}


async def test_two_runners_at_once_do_it_once(trial: Trial, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRIAL_SECONDS", "0.2")
    [job_id] = await trial.ask(LeaveMark(), push=False)

    outcomes = await asyncio.gather(_runner(trial).run(job_id), _runner(trial).run(job_id))

    assert sorted(outcomes) == [Outcome.done, Outcome.skipped]
    assert await trial.count_marks([job_id]) == {1: 1}


async def test_follow_up_jobs_are_drained_too(trial: Trial) -> None:
    await trial.ask(LeaveMarkAndFollow(), push=False)

    assert await run_ready_jobs(trial.database, JOBS) == 2


async def test_a_failure_takes_back_effects_and_follow_ups_and_waits(trial: Trial) -> None:
    job_ids = await trial.ask(Fail(), push=False)

    attempts = await run_ready_jobs(trial.database, JOBS)

    assert attempts == 1
    assert await trial.count_marks(job_ids) == {0: 1}
    state = await trial.state(job_ids[0])
    assert (state.status, state.failures) == (JobStatus.ready, 1)
    assert await _count_open_starts(trial, job_ids[0]) == 0
    async with trial.database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(Job)) == 1
        assert await session.scalar(select(Job.due_at > func.now()).where(Job.id == job_ids[0]))


async def test_a_job_that_keeps_failing_is_dead_and_tells_nothing_personal(trial: Trial) -> None:
    [job_id] = await trial.ask(Fail(), push=False)
    runner = _runner(trial)

    await runner.run(job_id)
    await _make_due(trial, job_id)
    outcome = await runner.run(job_id)

    state = await trial.state(job_id)
    assert (outcome, state.status, state.failures) == (Outcome.dead, JobStatus.dead, 2)
    assert state.last_error
    assert state.last_error.startswith("ValueError (job_kinds.py:")
    assert state.finished_at


async def test_a_refusal_of_the_domain_is_final(trial: Trial) -> None:
    [job_id] = await trial.ask(BeRefused(), push=False)

    outcome = await _runner(trial).run(job_id)

    state = await trial.state(job_id)
    assert (outcome, state.last_error, state.failures) == (Outcome.dead, "Учебный год закрыт.", 1)
    assert await trial.count_marks([job_id]) == {0: 1}


async def test_a_failing_commit_counts_as_a_failure(trial: Trial) -> None:
    [job_id] = await trial.ask(FailAtCommit(), push=False)

    outcome = await _runner(trial).run(job_id)

    state = await trial.state(job_id)
    assert (outcome, state.status, state.failures) == (Outcome.ready, JobStatus.ready, 1)
    assert state.last_error
    assert state.last_error.startswith("ForeignKeyViolationError")
    assert await _count_open_starts(trial, job_id) == 0


@pytest.mark.parametrize("statement", ["SELECT pg_sleep(20)", None])
async def test_a_job_that_outlives_its_limit_is_cut_and_counted(trial: Trial, statement: str | None) -> None:
    @job(LeaveMark, limit=timedelta(seconds=0.3))
    async def sleep(context: JobContext, _: LeaveMark) -> None:
        await context.session.execute(text(statement or "SELECT 1"))
        await asyncio.sleep(20)

    [job_id] = await trial.ask(LeaveMark(), push=False)

    outcome = await _runner(trial, sleep).run(job_id)

    state = await trial.state(job_id)
    assert (outcome, state.failures) == (Outcome.ready, 1)
    assert state.last_error == "Обработка не уложилась в отведённое ей время."


@pytest.mark.parametrize("statement", ["SELECT pg_sleep(20)", None])
async def test_a_cancelled_job_is_given_back_unharmed(trial: Trial, statement: str | None) -> None:
    began = asyncio.Event()

    @job(LeaveMark)
    async def sleep(context: JobContext, _: LeaveMark) -> None:
        began.set()
        await context.session.execute(text(statement or "SELECT 1"))
        await asyncio.sleep(20)

    [job_id] = await trial.ask(LeaveMark(), push=False)
    running = asyncio.create_task(_runner(trial, sleep).run(job_id))
    await began.wait()
    assert (await trial.state(job_id)).status is JobStatus.running
    await asyncio.sleep(0.1)

    running.cancel()
    with pytest.raises(asyncio.CancelledError):
        await running

    state = await trial.state(job_id)
    assert (state.status, state.failures) == (JobStatus.ready, 0)
    assert await _count_open_starts(trial, job_id) == 0


async def test_the_watchdog_cuts_an_overdue_attempt_and_nothing_else(trial: Trial) -> None:
    began = asyncio.Event()

    @job(LeaveMark)
    async def sleep(context: JobContext, _: LeaveMark) -> None:
        began.set()
        await context.session.execute(text("SELECT pg_sleep(20)"))

    [job_id] = await trial.ask(LeaveMark(), push=False)
    running = asyncio.create_task(_runner(trial, sleep).run(job_id))
    await began.wait()

    left_alone = await Watchdog(trial.database.engine, QUEUE, [sleep], timedelta(minutes=1)).run()
    cut = await Watchdog(trial.database.engine, QUEUE, [sleep], -sleep.limit).run()

    assert (left_alone, cut) == (0, 1)
    assert await running is Outcome.ready
    assert (await trial.state(job_id)).failures == 1


async def test_starts_without_an_end_make_a_job_dead_before_it_starts_again(trial: Trial) -> None:
    [job_id] = await trial.ask(LeaveMark(), push=False)
    records = JobRecords(trial.database.engine)
    for _ in range(10):
        await records.record_start(job_id, uuid4(), backend_pid=1)

    outcome = await _runner(trial).run(job_id)

    state = await trial.state(job_id)
    assert (outcome, state.status, state.failures) == (Outcome.dead, JobStatus.dead, 0)
    assert state.last_error == "Обработка прервалась без ответа 10 раз"
    assert await trial.count_marks([job_id]) == {0: 1}


async def test_a_start_of_a_backend_that_is_gone_is_not_running(trial: Trial) -> None:
    [job_id] = await trial.ask(LeaveMark(), push=False)
    await JobRecords(trial.database.engine).record_start(job_id, uuid4(), backend_pid=-1)

    assert (await trial.state(job_id)).status is JobStatus.ready


async def test_an_unknown_kind_is_kept(trial: Trial) -> None:
    [job_id] = await trial.ask(BeUnknown(), push=False)

    outcome = await _runner(trial).run(job_id)

    assert outcome is Outcome.unknown
    assert (await trial.state(job_id)).status is JobStatus.ready


def test_pauses_between_attempts_double_up_to_five_minutes() -> None:
    assert [backoff_after(failures).total_seconds() for failures in (1, 2, 3, 9, 1000)] == [2, 4, 8, 300, 300]


def test_a_description_of_an_error_holds_no_values() -> None:
    assert describe_error(KeyError("Иванов")) == "KeyError"
