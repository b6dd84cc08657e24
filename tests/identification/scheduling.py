"""What tests of schedules do over HTTP, and the moment at which Norilsk's day of 2022 begins."""

from datetime import UTC, datetime
from typing import Any

import httpx
from sqlalchemy import func, select

from services.identification.worker import JOBS, QUEUE
from shared.models import Run
from shared.queue.schedules import Scheduler
from tests.identification.conftest import BASE, Caller

# 16 October begins in Norilsk at 17:00 UTC of the day before.
DUE = datetime(2022, 10, 15, 17, tzinfo=UTC)


async def post_schedule(caller: Caller, **body: Any) -> httpx.Response:
    wanted = {"pack": "norilsk-2022", "calendar_entry": "CAL-2", "municipality": "04729000"}
    return await caller.http.post(f"{BASE}/schedules", json=wanted | body)


async def make_schedule(caller: Caller, **body: Any) -> str:
    answer = await post_schedule(caller, **body)
    assert answer.status_code == 201, answer.text
    return str(answer.json()["id"])


async def put_schedule(caller: Caller, schedule_id: str, version: int, **body: Any) -> httpx.Response:
    wanted = {"enabled": True, "day": 16, "options": {}}
    headers = {"If-Match": f'"{version}"'}
    return await caller.http.put(f"{BASE}/schedules/{schedule_id}", json=wanted | body, headers=headers)


async def start_period(caller: Caller, schedule_id: str, period: str = "2022/2023") -> httpx.Response:
    return await caller.http.post(f"{BASE}/schedules/{schedule_id}/periods", json={"period": period})


async def look(caller: Caller, now: datetime = DUE) -> int:
    """Let a worker's scheduler look for what is due."""
    return await Scheduler(caller.database, QUEUE, JOBS, clock=lambda: now).run()


async def count_runs(caller: Caller) -> int:
    async with caller.database.transaction() as session:
        return (await session.execute(select(func.count()).select_from(Run))).scalar_one()
