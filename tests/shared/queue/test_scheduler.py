"""A period begins once: however late, however many look, whatever happens to who began."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.database.session import Database
from shared.models import Change, Job, Schedule, SchedulePeriod
from shared.queue.schedules import (
    NewSchedule,
    ScheduleEdit,
    Scheduler,
    Trigger,
    YearlyDay,
    add_schedule,
    lock_schedule,
    plan_next,
    take_period,
    update_schedule,
)
from shared.queue.schedules.scheduler import start_due_period
from tests.shared.queue.job_kinds import JOBS, QUEUE, LeavePeriodMark
from tests.shared.queue.scenarios import let_schedulers_race
from tests.shared.queue.trial import Trial, add_municipality

# 16 October begins in Norilsk at 17:00 UTC of the day before.
DUE_2022 = datetime(2022, 10, 15, 17, tzinfo=UTC)
DUE_2023 = datetime(2023, 10, 15, 17, tzinfo=UTC)
DUE_2024 = datetime(2024, 10, 15, 17, tzinfo=UTC)
MINUTE = timedelta(minutes=1)


async def add_one(session: AsyncSession, oktmo: str = "04729000", now: datetime = DUE_2022 - MINUTE) -> Schedule:
    day = YearlyDay("Asia/Krasnoyarsk", 10, 16)
    wanted = NewSchedule(await add_municipality(session, oktmo), "norilsk-2022", "CAL-2", day, {}, None)
    schedule = await add_schedule(session, LeavePeriodMark, wanted, now)
    assert schedule is not None
    return schedule


@pytest.fixture
async def schedule_id(committed_database: Database) -> UUID:
    """A schedule whose first day comes on 16 October 2022 in Norilsk."""
    async with committed_database.transaction() as session:
        return (await add_one(session)).id


def look(database: Database, now: datetime) -> Scheduler:
    return Scheduler(database, QUEUE, JOBS, clock=lambda: now)


async def read(database: Database, schedule_id: UUID) -> tuple[datetime, dict[str, str], int]:
    """Return when it is due next, its periods with their states, and how many jobs there are."""
    async with database.transaction() as session:
        next_run_at = await session.scalar(select(Schedule.next_run_at).where(Schedule.id == schedule_id))
        periods = await session.execute(select(SchedulePeriod.period, SchedulePeriod.state))
        jobs = await session.scalar(select(func.count()).select_from(Job))
    assert next_run_at is not None
    return next_run_at, {row.period: row.state for row in periods}, jobs or 0


async def test_nothing_begins_before_its_moment(committed_database: Database, schedule_id: UUID) -> None:
    started = await look(committed_database, DUE_2022 - timedelta(seconds=1)).run()

    assert started == 0
    assert await read(committed_database, schedule_id) == (DUE_2022, {}, 0)


async def test_at_its_moment_the_period_begins_and_the_next_one_is_planned(
    committed_database: Database, schedule_id: UUID
) -> None:
    started = await look(committed_database, DUE_2022).run()

    assert started == 1
    assert await read(committed_database, schedule_id) == (DUE_2023, {"2022/2023": "started"}, 1)
    async with committed_database.transaction() as session:
        job = (await session.scalars(select(Job))).one()
        period = (await session.scalars(select(SchedulePeriod))).one()
        changes = (await session.scalars(select(Change.action))).all()
    assert job.kind == LeavePeriodMark.kind
    assert job.payload == {"schedule_id": str(schedule_id), "period": "2022/2023"}
    assert (period.job_id, period.triggered_by, period.due_at) == (job.id, "schedule", DUE_2022)
    assert list(changes) == ["period_started"]


async def test_looking_again_begins_nothing(committed_database: Database, schedule_id: UUID) -> None:
    await look(committed_database, DUE_2022).run()

    started = await look(committed_database, DUE_2022 + MINUTE).run()

    assert started == 0
    assert (await read(committed_database, schedule_id))[2] == 1


async def test_a_day_missed_for_weeks_begins_when_somebody_looks_again(
    committed_database: Database, schedule_id: UUID
) -> None:
    started = await look(committed_database, DUE_2022 + timedelta(weeks=9)).run()

    assert started == 1
    assert await read(committed_database, schedule_id) == (DUE_2023, {"2022/2023": "started"}, 1)


async def test_of_several_missed_periods_the_latest_begins_and_the_others_are_skipped(
    committed_database: Database, schedule_id: UUID
) -> None:
    started = await look(committed_database, DUE_2024 + timedelta(weeks=30)).run()

    assert started == 1
    next_run_at, periods, jobs = await read(committed_database, schedule_id)
    assert next_run_at == datetime(2025, 10, 15, 17, tzinfo=UTC)
    assert periods == {"2022/2023": "skipped", "2023/2024": "skipped", "2024/2025": "started"}
    assert jobs == 1


async def test_what_is_switched_off_does_not_begin(committed_database: Database, schedule_id: UUID) -> None:
    async with committed_database.transaction() as session:
        schedule = await lock_schedule(session, schedule_id)
        await update_schedule(session, schedule, ScheduleEdit(enabled=False, day=16, options={}), DUE_2022 - MINUTE)

    assert await look(committed_database, DUE_2022 + MINUTE).run() == 0


async def test_what_passed_while_it_was_off_does_not_begin_when_it_is_on_again(
    committed_database: Database, schedule_id: UUID
) -> None:
    for enabled, now in ((False, DUE_2022 - MINUTE), (True, DUE_2022 + MINUTE)):
        async with committed_database.transaction() as session:
            schedule = await lock_schedule(session, schedule_id)
            await update_schedule(session, schedule, ScheduleEdit(enabled=enabled, day=16, options={}), now)

    assert await look(committed_database, DUE_2022 + 2 * MINUTE).run() == 0
    assert (await read(committed_database, schedule_id))[0] == DUE_2023


async def test_an_edit_keeps_what_is_overdue(committed_database: Database, schedule_id: UUID) -> None:
    async with committed_database.transaction() as session:
        schedule = await lock_schedule(session, schedule_id)
        await update_schedule(session, schedule, ScheduleEdit(enabled=True, day=10, options={}), DUE_2022 + MINUTE)

    assert await look(committed_database, DUE_2022 + MINUTE).run() == 1
    assert (await read(committed_database, schedule_id))[1] == {"2022/2023": "started"}


async def test_a_day_moved_after_the_period_began_begins_it_no_second_time(
    committed_database: Database, schedule_id: UUID
) -> None:
    await look(committed_database, DUE_2022).run()
    async with committed_database.transaction() as session:
        schedule = await lock_schedule(session, schedule_id)
        await update_schedule(session, schedule, ScheduleEdit(enabled=True, day=25, options={}), DUE_2022 + MINUTE)

    assert await look(committed_database, DUE_2022 + timedelta(days=20)).run() == 0
    next_run_at, periods, _ = await read(committed_database, schedule_id)
    assert (next_run_at, list(periods)) == (datetime(2023, 10, 24, 17, tzinfo=UTC), ["2022/2023"])


async def test_a_period_that_a_request_took_is_not_due_any_more(
    committed_database: Database, schedule_id: UUID
) -> None:
    async with committed_database.transaction() as session:
        schedule = await lock_schedule(session, schedule_id)
        assert await take_period(session, schedule, "2022/2023", Trigger("request"))
        await plan_next(session, schedule, schedule.next_run_at)

    assert await look(committed_database, DUE_2022 + MINUTE).run() == 0
    assert await read(committed_database, schedule_id) == (DUE_2023, {"2022/2023": "started"}, 0)


async def test_a_request_for_another_period_loses_no_overdue_one(
    committed_database: Database, schedule_id: UUID
) -> None:
    async with committed_database.transaction() as session:
        schedule = await lock_schedule(session, schedule_id)
        assert await take_period(session, schedule, "2021/2022", Trigger("request"))
        await plan_next(session, schedule, schedule.next_run_at)

    assert await look(committed_database, DUE_2022 + MINUTE).run() == 1


async def test_a_skipped_period_can_be_asked_for_once(committed_database: Database, schedule_id: UUID) -> None:
    await look(committed_database, DUE_2024).run()

    taken = []
    for _ in range(2):
        async with committed_database.transaction() as session:
            schedule = await lock_schedule(session, schedule_id)
            taken.append(await take_period(session, schedule, "2022/2023", Trigger("request")))

    assert taken == [True, False]
    assert (await read(committed_database, schedule_id))[1]["2022/2023"] == "started"


async def test_four_transactions_at_once_begin_the_period_once(committed_database: Database, schedule_id: UUID) -> None:
    everybody_is_here = asyncio.Barrier(4)

    async def begin() -> bool:
        async with committed_database.transaction() as session:
            await session.execute(select(1))
            await everybody_is_here.wait()
            return await start_due_period(session, schedule_id, LeavePeriodMark, DUE_2022)

    started = await asyncio.gather(*(begin() for _ in range(4)))

    assert sorted(started) == [False, False, False, True]
    assert await read(committed_database, schedule_id) == (DUE_2023, {"2022/2023": "started"}, 1)


async def test_who_finds_a_schedule_in_other_hands_does_not_wait(
    committed_database: Database, schedule_id: UUID
) -> None:
    async with committed_database.transaction() as holder:
        await start_due_period(holder, schedule_id, LeavePeriodMark, DUE_2022)
        async with asyncio.timeout(5):
            started = await look(committed_database, DUE_2022).run()

    assert started == 0
    assert (await read(committed_database, schedule_id))[2] == 1


async def test_what_was_not_committed_begins_with_the_next_look(
    committed_database: Database, schedule_id: UUID
) -> None:
    async with committed_database.transaction() as session:
        await start_due_period(session, schedule_id, LeavePeriodMark, DUE_2022)
        await session.rollback()

    assert await look(committed_database, DUE_2022).run() == 1
    assert (await read(committed_database, schedule_id))[2] == 1


async def test_one_faulty_schedule_keeps_no_other_waiting(committed_database: Database, schedule_id: UUID) -> None:
    async with committed_database.transaction() as session:
        faulty = await add_one(session, "04701000", now=DUE_2022 - 2 * MINUTE)
        faulty.timezone = "Asia/Nowhere"
        faulty.next_run_at = DUE_2022 - MINUTE

    assert await look(committed_database, DUE_2022).run() == 1
    assert (await read(committed_database, schedule_id))[0] == DUE_2023


async def test_kinds_this_build_does_not_know_are_left_alone(committed_database: Database, schedule_id: UUID) -> None:
    scheduler = Scheduler(committed_database, QUEUE, JOBS[:1], clock=lambda: DUE_2022)

    assert await scheduler.run() == 0
    assert await read(committed_database, schedule_id) == (DUE_2022, {}, 0)


async def test_four_racing_workers_begin_every_period_once(trial: Trial) -> None:
    marks = await let_schedulers_race(trial, 10)

    assert marks == {1: 10}
