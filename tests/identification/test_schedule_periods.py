"""A run begins by itself every year, once a period, whether the schedule or a request came first."""

import asyncio
from datetime import UTC, datetime, timedelta
from uuid import UUID

import httpx
import pytest
from sqlalchemy import select

from services.identification.schedules.jobs import start_schedule_period
from services.identification.schedules.schemas import StartSchedulePeriod
from shared.models import Job
from shared.queue import JobContext
from shared.queue.records import JobRecords
from shared.settings import Settings
from shared.storage import open_storage
from tests.identification.conftest import BASE, Caller, SetClock
from tests.identification.scheduling import (
    DUE,
    count_runs,
    look,
    make_schedule,
    start_period,
)


async def test_on_its_day_a_run_of_the_calendars_rule_is_made(norilsk: Caller) -> None:
    schedule_id = await make_schedule(norilsk, options={"combination": "all"})

    assert await look(norilsk) == 1
    await norilsk.run_jobs()

    [period] = (await norilsk.get(f"/schedules/{schedule_id}/periods")).json()["items"]
    assert (period["period"], period["state"], period["triggered_by"]) == ("2022/2023", "started", "schedule")
    run = (await norilsk.get(f"/runs/{period['run_id']}")).json()
    assert (run["rule"], run["academic_year"], run["state"]) == ("norilsk-2022/at-risk", "2022/2023", "finished")
    assert run["territory"] == {"level": "municipality", "code": "04729000"}
    assert run["options"]["combination"] == "all"


async def test_a_due_period_waits_for_its_job(norilsk: Caller) -> None:
    schedule_id = await make_schedule(norilsk)

    await look(norilsk)

    [period] = (await norilsk.get(f"/schedules/{schedule_id}/periods")).json()["items"]
    assert (period["state"], period["run_id"], period["failure"]) == ("queued", None, None)


async def test_the_job_of_a_period_may_run_twice(norilsk: Caller) -> None:
    schedule_id = await make_schedule(norilsk)
    await look(norilsk)
    payload = StartSchedulePeriod(schedule_id=UUID(schedule_id), period="2022/2023")

    for _ in range(2):
        async with norilsk.database.transaction() as session:
            job_id = (await session.scalars(select(Job.id).where(Job.kind == payload.kind))).one()
            context = JobContext(session, job_id, JobRecords(norilsk.database.engine), open_storage(Settings()))
            await start_schedule_period(context, payload)

    assert await count_runs(norilsk) == 1


async def test_a_scheduler_outside_is_answered_with_the_same_run_again_and_again(norilsk: Caller) -> None:
    schedule_id = await make_schedule(norilsk)

    first = await start_period(norilsk, schedule_id)
    await norilsk.run_jobs()
    second = await start_period(norilsk, schedule_id)

    assert (first.status_code, second.status_code) == (202, 202)
    assert first.headers["Location"] == second.headers["Location"] == f"{BASE}/runs/{first.json()['id']}"
    assert (first.json()["state"], second.json()["state"]) == ("queued", "finished")
    assert await look(norilsk) == 0
    schedule = (await norilsk.get(f"/schedules/{schedule_id}")).json()
    assert schedule["next_run_at"] == "2023-10-15T17:00:00Z"


async def test_a_request_after_the_schedule_is_answered_with_the_schedules_run(norilsk: Caller) -> None:
    schedule_id = await make_schedule(norilsk)
    await look(norilsk)

    # Its job has not been there yet: the request does the job's work, and the job finds it done.
    asked = await start_period(norilsk, schedule_id)
    await norilsk.run_jobs()

    [period] = (await norilsk.get(f"/schedules/{schedule_id}/periods")).json()["items"]
    assert (period["triggered_by"], period["run_id"]) == ("schedule", asked.json()["id"])
    assert await count_runs(norilsk) == 1


async def test_schedule_and_requests_arriving_together_make_one_run(norilsk: Caller) -> None:
    schedule_id = await make_schedule(norilsk)

    answers = await asyncio.gather(
        *(start_period(norilsk, schedule_id) for _ in range(3)), *(look(norilsk) for _ in range(3))
    )
    await norilsk.run_jobs()

    runs = {answer.json()["id"] for answer in answers if isinstance(answer, httpx.Response)}
    assert len(runs) == 1
    assert await count_runs(norilsk) == 1


async def test_a_period_that_has_not_begun_is_refused(norilsk: Caller) -> None:
    schedule_id = await make_schedule(norilsk)

    answer = await start_period(norilsk, schedule_id, "2023/2024")

    assert (answer.status_code, answer.json()["code"]) == (422, "period-not-begun")
    assert answer.json()["errors"][0]["pointer"] == "/body/period"


async def test_the_new_year_begins_where_the_municipality_is(norilsk: Caller, set_clock: SetClock) -> None:
    schedule_id = await make_schedule(norilsk)

    set_clock(datetime(2023, 8, 31, 17, tzinfo=UTC))

    assert (await start_period(norilsk, schedule_id, "2023/2024")).status_code == 202


async def test_a_period_whose_run_cannot_be_made_says_why(norilsk: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    schedule_id = await make_schedule(norilsk)
    await look(norilsk)
    monkeypatch.setattr("shared.packs.definition.Pack.find_calendar_entry", lambda *_: None)

    await norilsk.run_jobs()

    [period] = (await norilsk.get(f"/schedules/{schedule_id}/periods")).json()["items"]
    assert (period["state"], period["run_id"]) == ("failed", None)
    assert "CAL-2" in period["failure"]


async def test_a_missed_day_is_made_up_for(norilsk: Caller) -> None:
    schedule_id = await make_schedule(norilsk)

    assert await look(norilsk, DUE + timedelta(weeks=60)) == 1

    periods = (await norilsk.get(f"/schedules/{schedule_id}/periods")).json()["items"]
    assert [(period["period"], period["state"]) for period in periods] == [
        ("2023/2024", "queued"),
        ("2022/2023", "skipped"),
    ]
