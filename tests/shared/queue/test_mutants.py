"""The scenarios catch the known ways to break the queue: a test that cannot fail proves nothing."""

import asyncio

from tests.shared.queue.scenarios import (
    deliver_one_job_many_times,
    forget_queued_jobs,
    leave_jobs_unpushed,
    let_schedulers_race,
)
from tests.shared.queue.trial import Trial

# Several sweeps and pushes again of the trial's quick pace: a healthy worker would have found the jobs by now.
_SEVERAL_SWEEPS_SECONDS = 2.5


async def test_without_the_sweep_what_redis_forgot_is_lost(trial: Trial) -> None:
    job_ids = await forget_queued_jobs(trial, 10, mutation="no_sweep")

    await asyncio.sleep(_SEVERAL_SWEEPS_SECONDS)

    assert await trial.states(job_ids) == {"ready": 10}


async def test_comparing_null_strands_what_was_never_pushed(trial: Trial) -> None:
    job_ids = await leave_jobs_unpushed(trial, 10, mutation="null_comparison")

    await asyncio.sleep(_SEVERAL_SWEEPS_SECONDS)

    assert await trial.states(job_ids) == {"ready": 10}


async def test_without_the_claim_effects_are_doubled(trial: Trial) -> None:
    job_id = await deliver_one_job_many_times(trial, 50, mutation="no_claim")

    [marks] = (await trial.count_marks([job_id])).keys()

    assert marks > 1


async def test_without_the_lock_and_the_key_of_periods_they_are_started_twice(trial: Trial) -> None:
    marks = await let_schedulers_race(trial, 3, mutation="no_schedule_lock,no_period_key")

    assert max(marks) > 1
