"""Kinds of jobs that leave countable marks; imported by the tests and by their worker processes."""

import asyncio
import os
import signal
from datetime import timedelta
from typing import ClassVar

from sqlalchemy import text

from shared.errors import Invalid
from shared.queue import JobContext, JobPayload, enqueue, job
from shared.queue.schedules import PeriodPayload

QUEUE = "trial"


class LeaveMark(JobPayload):
    kind: ClassVar[str] = "trial.leave_mark"
    queue: ClassVar[str] = QUEUE


class LeaveMarkInTime(JobPayload):
    kind: ClassVar[str] = "trial.leave_mark_in_time"
    queue: ClassVar[str] = QUEUE


class LeaveMarkAndFollow(JobPayload):
    kind: ClassVar[str] = "trial.leave_mark_and_follow"
    queue: ClassVar[str] = QUEUE


class Crash(JobPayload):
    kind: ClassVar[str] = "trial.crash"
    queue: ClassVar[str] = QUEUE


class Fail(JobPayload):
    kind: ClassVar[str] = "trial.fail"
    queue: ClassVar[str] = QUEUE


class FailAtCommit(JobPayload):
    kind: ClassVar[str] = "trial.fail_at_commit"
    queue: ClassVar[str] = QUEUE


class BeRefused(JobPayload):
    kind: ClassVar[str] = "trial.be_refused"
    queue: ClassVar[str] = QUEUE


class BeUnknown(JobPayload):
    kind: ClassVar[str] = "trial.be_unknown"
    queue: ClassVar[str] = QUEUE


class LeavePeriodMark(PeriodPayload):
    kind: ClassVar[str] = "trial.leave_period_mark"
    queue: ClassVar[str] = QUEUE


async def _leave_mark(context: JobContext, name: str) -> None:
    """Leave a mark, then take as long as this process is told to, so that it can be caught in the middle."""
    await context.session.execute(
        text("INSERT INTO trial.mark (job_id, name) VALUES (:job_id, :name)"), {"job_id": context.job_id, "name": name}
    )
    await context.report_progress(1, 2)
    await asyncio.sleep(float(os.environ.get("TRIAL_SECONDS", "0")))


@job(LeaveMark, limit=timedelta(minutes=2), max_crashes=10)
async def leave_mark(context: JobContext, _: LeaveMark) -> None:
    await _leave_mark(context, "mark")


@job(LeaveMarkInTime, limit=timedelta(seconds=2), max_crashes=10)
async def leave_mark_in_time(context: JobContext, _: LeaveMarkInTime) -> None:
    await _leave_mark(context, "mark")


@job(LeaveMarkAndFollow)
async def leave_mark_and_follow(context: JobContext, _: LeaveMarkAndFollow) -> None:
    await _leave_mark(context, "first")
    await enqueue(context.session, LeaveMark())


@job(Crash, max_crashes=2)
async def crash(context: JobContext, _: Crash) -> None:
    await _leave_mark(context, "crashed")
    os.kill(os.getpid(), signal.SIGKILL)


@job(Fail, max_failures=2)
async def fail(context: JobContext, _: Fail) -> None:
    await _leave_mark(context, "failed")
    await enqueue(context.session, LeaveMark())
    raise ValueError("Иванов Иван, 8 «А»")


@job(FailAtCommit)
async def fail_at_commit(context: JobContext, _: FailAtCommit) -> None:
    await context.session.execute(text("INSERT INTO trial.late_check (parent) VALUES (1)"))


@job(BeRefused)
async def be_refused(context: JobContext, _: BeRefused) -> None:
    await _leave_mark(context, "refused")
    raise Invalid("Учебный год закрыт.")


@job(LeavePeriodMark)
async def leave_period_mark(context: JobContext, payload: LeavePeriodMark) -> None:
    await _leave_mark(context, f"{payload.schedule_id} {payload.period}")


JOBS = (
    leave_mark,
    leave_mark_in_time,
    leave_mark_and_follow,
    crash,
    fail,
    fail_at_commit,
    be_refused,
    leave_period_mark,
)
