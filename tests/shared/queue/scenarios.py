"""Situations in which a healthy queue loses and doubles nothing, and a mutated one is caught."""

from collections import Counter
from uuid import UUID

from shared.queue.pushing import queue_name
from tests.shared.queue.job_kinds import QUEUE, LeaveMark
from tests.shared.queue.trial import Trial


async def forget_queued_jobs(trial: Trial, count: int, mutation: str = "") -> list[UUID]:
    """Let Redis forget queued jobs; return them when a worker has finished a later one."""
    job_ids = await trial.ask(LeaveMark(), count)
    await trial.redis.flushall()
    await _work_through_one(trial, mutation=mutation)
    return job_ids


async def leave_jobs_unpushed(trial: Trial, count: int, mutation: str = "") -> list[UUID]:
    """Commit jobs nobody ever pushes; return them when a worker has finished a later one."""
    job_ids = await trial.ask(LeaveMark(), count, push=False)
    await _work_through_one(trial, mutation=mutation)
    return job_ids


async def deliver_one_job_many_times(trial: Trial, times: int, mutation: str = "") -> UUID:
    """Push one job many times to two workers; return it when every push was worked through."""
    [job_id] = await trial.ask(LeaveMark())
    await trial.push(job_id, times - 1)
    for _ in range(2):
        trial.start_worker(seconds=0.5, mutation=mutation)

    async def is_worked_through() -> bool:
        return int(await trial.redis.zcard(queue_name(QUEUE))) == 0

    await trial.wait_for_states([job_id], done=1)
    await trial.wait_until(is_worked_through)
    return job_id


async def let_schedulers_race(trial: Trial, schedules: int, mutation: str = "") -> Counter[int]:
    """Let four workers find the same overdue schedules; return how many periods were worked on how many times."""
    workers = [trial.start_worker(mutation=mutation) for _ in range(4)]

    async def are_all_at_work() -> bool:
        return all("worker_started" in worker.log.read_text() for worker in workers)

    async def are_advanced_and_done() -> bool:
        return await trial.count_overdue_schedules() == 0 and await trial.count_waiting_jobs() == 0

    await trial.wait_until(are_all_at_work)
    schedule_ids = await trial.make_overdue_schedules(schedules)
    await trial.wait_until(are_advanced_and_done)
    marks = await trial.count_period_marks()
    return Counter(marks.get(str(schedule_id), 0) for schedule_id in schedule_ids)


async def _work_through_one(trial: Trial, mutation: str = "") -> None:
    later = await trial.ask(LeaveMark())
    trial.start_worker(mutation=mutation)
    await trial.wait_for_states(later, done=1)
