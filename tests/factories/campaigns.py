"""Campaigns over HTTP: the smallest steps to one."""

from datetime import timedelta
from typing import Any

import httpx

from shared.clock import utc_now
from tests.factories.files import NORILSK
from tests.monitoring.conftest import Caller

PERIOD = "2022/2023"
ORDER = {"number": "135", "date": "2023-06-20", "title": "О проведении мониторинга", "parties": []}
RESPONSIBLE = [{"role": "carries_out", "name": "МБУ «Методический центр»"}]


def make_plan(**body: Any) -> dict[str, Any]:
    """Return the body of a new campaign: Norilsk's set of low results, by its calendar."""
    return {
        "pack": "norilsk-2022",
        "set": "low-results",
        "period": PERIOD,
        "municipality": NORILSK,
        "responsible": RESPONSIBLE,
        "participants": "all",
    } | body


async def post_campaign(caller: Caller, **body: Any) -> httpx.Response:
    """Ask for a campaign."""
    return await caller.post("/campaigns", make_plan(**body))


async def make_campaign(caller: Caller, **body: Any) -> dict[str, Any]:
    """Plan a campaign by the programme's calendar and return it; its schools are registered before."""
    answer = await post_campaign(caller, **body)
    assert answer.status_code == 201, answer.text
    campaign: dict[str, Any] = answer.json()
    return campaign


async def make_open_campaign(caller: Caller, **body: Any) -> dict[str, Any]:
    """Plan a campaign that runs today and open it; return it."""
    today = utc_now().date()
    # Two days on either side: whatever the zone, today lies inside.
    days = {"starts_on": f"{today - timedelta(days=2)}", "ends_on": f"{today + timedelta(days=30)}"}
    campaign = await make_campaign(caller, **(days | body))
    answer = await caller.post(f"/campaigns/{campaign['id']}/opening", if_match="*")
    assert answer.status_code == 200, answer.text
    opened: dict[str, Any] = answer.json()
    return opened


def make_edit(campaign: dict[str, Any], **body: Any) -> dict[str, Any]:
    """Return the body that leaves a campaign as it is but for what is given."""
    fields = ("order", "responsible", "starts_on", "ends_on", "remind_on", "analysis_on_working_day", "options")
    return {name: campaign[name] for name in fields} | body
