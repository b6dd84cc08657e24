"""Campaigns begin by themselves by the calendar of a pack, once a period, whoever is first."""

import asyncio
from datetime import UTC, datetime
from typing import Any

import httpx
import pytest

from services.monitoring.worker import JOBS, QUEUE
from shared.queue.schedules import Scheduler
from tests.factories.campaigns import ORDER, make_campaign, make_edit
from tests.factories.files import NORILSK, ULCHSKY, make_schools
from tests.identification.conftest import Caller as IdentificationCaller
from tests.monitoring.conftest import Caller, SetClock

# 1 September begins in Norilsk at 17:00 UTC of the day before.
DUE = datetime(2023, 8, 31, 17, tzinfo=UTC)


@pytest.fixture(autouse=True)
async def _register(identification: IdentificationCaller, set_clock: SetClock) -> None:
    """Two municipalities, in the spring of 2023."""
    set_clock(datetime(2023, 3, 1, tzinfo=UTC))
    await identification.import_file("schools", make_schools("edu240001"))
    await identification.import_file("schools", make_schools("edu270001", oktmo=ULCHSKY))


async def _post(caller: Caller, **body: Any) -> httpx.Response:
    return await caller.post(
        "/schedules", {"pack": "norilsk-2022", "calendar_entry": "CAL-1", "municipality": NORILSK} | body
    )


async def _make(caller: Caller, **body: Any) -> dict[str, Any]:
    answer = await _post(caller, **body)
    assert answer.status_code == 201, answer.text
    schedule: dict[str, Any] = answer.json()
    return schedule


async def _look(caller: Caller, now: datetime) -> int:
    """Let a worker's scheduler look for what is due."""
    return await Scheduler(caller.database, QUEUE, JOBS, clock=lambda: now).run()


async def _start(caller: Caller, schedule: dict[str, Any], period: str) -> httpx.Response:
    return await caller.post(f"/schedules/{schedule['id']}/periods", {"period": period})


async def _list_campaigns(caller: Caller) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await caller.get("/campaigns")).json()["items"]
    return found


async def test_on_its_day_the_campaign_of_the_finished_year_is_planned_and_opened(
    caller: Caller, set_clock: SetClock
) -> None:
    schedule = await _make(caller)

    set_clock(DUE)
    started = [await _look(caller, DUE) for _ in range(2)]
    await caller.run_jobs()

    assert (schedule["month"], schedule["day"], schedule["next_run_at"]) == (9, 1, "2023-08-31T17:00:00Z")
    assert started == [1, 0]
    [campaign] = await _list_campaigns(caller)
    assert (campaign["set"], campaign["period"], campaign["state"]) == ("low-results", "2022/2023", "open")
    assert (campaign["starts_on"], campaign["ends_on"]) == ("2023-09-01", "2023-09-30")
    assert campaign["schedule_id"] == schedule["id"]
    assert "МБУ «Методический центр»" in [party["name"] for party in campaign["responsible"]]
    [period] = (await caller.get(f"/schedules/{schedule['id']}/periods")).json()["items"]
    assert (period["period"], period["state"], period["campaign_id"]) == ("2022/2023", "started", campaign["id"])


async def test_an_entry_with_two_windows_has_two_schedules_named_by_their_months(
    caller: Caller, set_clock: SetClock
) -> None:
    refused = [await _post(caller, calendar_entry="CAL-4", **month) for month in ({}, {"month": 3})]
    schedules = [await _make(caller, calendar_entry="CAL-4", month=month) for month in (6, 1)]

    set_clock(datetime(2024, 1, 2, tzinfo=UTC))
    assert await _look(caller, datetime(2024, 1, 2, tzinfo=UTC)) == 2
    await caller.run_jobs()

    assert [(answer.status_code, answer.json()["code"]) for answer in refused] == [(422, "month-refused")] * 2
    assert [schedule["next_run_at"] for schedule in schedules] == ["2023-05-31T17:00:00Z", "2023-12-31T17:00:00Z"]
    days = {one["period"]: (one["starts_on"], one["ends_on"]) for one in await _list_campaigns(caller)}
    # June's window ends before the справка of 10 June is due (B46); planned late, it begins today and lasts as long.
    assert days == {"2024-01": ("2024-01-01", "2024-01-31"), "2023-06": ("2024-01-02", "2024-01-10")}


async def test_where_an_order_is_asked_for_the_campaign_waits_for_it_and_says_so(
    caller: Caller, set_clock: SetClock
) -> None:
    now = datetime(2023, 7, 3, tzinfo=UTC)
    await _make(caller, pack="ulchsky", calendar_entry="CAL-6", month=7, municipality=ULCHSKY)
    set_clock(now)
    await _look(caller, now)
    await caller.run_jobs()
    [waiting] = await _list_campaigns(caller)

    await caller.put(f"/campaigns/{waiting['id']}", make_edit(waiting, order=ORDER), if_match="*")
    await caller.run_jobs()

    assert (waiting["state"], waiting["waits_for_order"], waiting["is_overdue"]) == ("planned", True, True)
    assert waiting["allowed_actions"] == ["update", "replace_participants"]
    [opened] = await _list_campaigns(caller)
    assert (opened["state"], opened["waits_for_order"], opened["is_overdue"]) == ("open", False, False)


async def test_racing_schedulers_and_requests_plan_one_campaign(caller: Caller, set_clock: SetClock) -> None:
    schedule = await _make(caller)
    set_clock(DUE)

    answers = await asyncio.gather(
        *(_start(caller, schedule, "2022/2023") for _ in range(3)), *(_look(caller, DUE) for _ in range(4))
    )
    await caller.run_jobs()

    ids = {answer.json()["id"] for answer in answers if isinstance(answer, httpx.Response)}
    assert ids == {campaign["id"] for campaign in await _list_campaigns(caller)}
    assert len(ids) == 1


async def test_a_campaign_that_people_planned_is_that_of_the_period(caller: Caller, set_clock: SetClock) -> None:
    schedule = await _make(caller)
    planned = await make_campaign(caller)
    set_clock(DUE)

    answer = await _start(caller, schedule, "2022/2023")

    assert (answer.status_code, answer.json()["id"]) == (202, planned["id"])


async def test_only_periods_of_the_schedule_that_have_come_are_started(caller: Caller) -> None:
    schedule = await _make(caller)

    answers = [await _start(caller, schedule, period) for period in ("2023-01", "2022", "2022/2023")]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [
        (422, "period-refused"),
        (422, "invalid-request"),
        (422, "period-not-begun"),
    ]
    assert await _list_campaigns(caller) == []


async def test_each_service_takes_the_entries_that_start_its_own_work(
    caller: Caller, identification: IdentificationCaller
) -> None:
    entry = {"pack": "norilsk-2022", "municipality": NORILSK}

    answers = [
        await caller.post("/schedules", entry | {"calendar_entry": "CAL-2"}),
        await caller.post("/schedules", entry | {"calendar_entry": "CAL-5"}),
        await identification.post("/schedules", entry | {"calendar_entry": "CAL-1"}),
    ]

    assert [answer.json()["code"] for answer in answers] == ["calendar-entry-unknown"] * 3
    assert "Определение рисковых школ" in answers[0].json()["detail"]
