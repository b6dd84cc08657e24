"""A campaign opens, reminds and closes by itself, on days that begin where the municipality is."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import text

from services.monitoring.campaigns.schemas import AdvanceCampaign
from shared.queue import enqueue
from tests.factories.campaigns import ORDER, make_campaign, make_edit, make_open_campaign
from tests.factories.files import ULCHSKY, make_schools
from tests.identification.conftest import Caller as IdentificationCaller
from tests.monitoring.conftest import Caller, SetClock

_ULCHSKY = {"pack": "ulchsky", "set": "half-year", "period": "2023-07", "municipality": ULCHSKY, "order": ORDER}


@pytest.fixture(autouse=True)
async def _register(identification: IdentificationCaller) -> None:
    await identification.import_file("schools", make_schools("edu240001", "edu240002", "edu240003"))
    await identification.import_file("schools", make_schools("edu270001", oktmo=ULCHSKY))


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


async def _look(caller: Caller, campaign: dict[str, Any]) -> str:
    """Let the job of a day come; return the state it leads to."""
    async with caller.database.transaction() as session:
        await enqueue(session, AdvanceCampaign(campaign_id=campaign["id"]))
    await caller.run_jobs()
    return str((await caller.get(f"/campaigns/{campaign['id']}")).json()["state"])


async def _list_actions(caller: Caller, campaign: dict[str, Any]) -> list[str]:
    changes = (await caller.get(f"/campaigns/{campaign['id']}/changes")).json()["items"]
    return [change["action"] for change in reversed(changes)]


@pytest.mark.parametrize(
    ("plan", "opens", "closes"),
    [({}, "2023-08-31 17:00", "2023-09-30 17:00"), (_ULCHSKY, "2023-06-30 14:00", "2023-07-31 14:00")],
    ids=["Krasnoyarsk", "Vladivostok"],
)
async def test_days_begin_and_end_where_the_municipality_is(
    caller: Caller, set_clock: SetClock, plan: dict[str, Any], opens: str, closes: str
) -> None:
    campaign = await make_campaign(caller, **plan)

    states = []
    for moment in (utc(opens), utc(closes)):
        for now in (moment - timedelta(seconds=1), moment):
            set_clock(now)
            states.append(await _look(caller, campaign))

    assert states == ["planned", "open", "open", "closed"]


async def test_after_an_outage_every_step_is_made_up_for_once_and_in_order(caller: Caller, set_clock: SetClock) -> None:
    campaign = await make_campaign(caller, remind_on="2023-09-25")
    set_clock(utc("2023-09-26"))

    states = [await _look(caller, campaign) for _ in range(2)]
    before_the_end = await _list_actions(caller, campaign)
    set_clock(utc("2023-11-01"))
    states += [await _look(caller, campaign) for _ in range(2)]

    assert states == ["open", "open", "closed", "closed"]
    assert before_the_end == ["created", "opened", "reminded"]
    assert await _list_actions(caller, campaign) == ["created", "opened", "reminded", "closed"]


async def test_an_outage_over_the_whole_campaign_reminds_nobody_after_the_end(caller: Caller) -> None:
    campaign = await make_campaign(caller, remind_on="2023-09-25")

    await caller.run_jobs()

    assert await _list_actions(caller, campaign) == ["created", "opened", "closed"]
    assert (await caller.get(f"/campaigns/{campaign['id']}")).json()["reminded_at"] is None
    [computation] = (await caller.get("/computations")).json()["items"]
    assert (computation["campaign_id"], computation["set"]) == (campaign["id"], "low-results")
    assert (computation["state"], computation["pack_version"]) == ("finished", campaign["pack_version"])


async def test_a_day_that_was_moved_is_no_longer_kept(caller: Caller, set_clock: SetClock) -> None:
    campaign = await make_campaign(caller)
    await caller.put(f"/campaigns/{campaign['id']}", make_edit(campaign, ends_on="2023-10-10"), if_match="*")

    states = []
    for moment in ("2023-10-01", "2023-10-10 16:59", "2023-10-10 17:00"):
        set_clock(utc(moment))
        states.append(await _look(caller, campaign))

    assert states == ["open", "open", "closed"]


async def test_an_analysis_is_overdue_from_the_day_after_its_term(caller: Caller, set_clock: SetClock) -> None:
    campaign = await make_campaign(caller, **_ULCHSKY)
    await make_campaign(caller)
    await caller.run_jobs()

    found = []
    # The term is 14 August, which ends at 14:00 UTC.
    for moment in ("2023-08-14 13:59", "2023-08-14 14:00"):
        set_clock(utc(moment))
        listed = (await caller.get("/campaigns", overdue="analysis")).json()["items"]
        one = (await caller.get(f"/campaigns/{campaign['id']}")).json()
        found.append(([each["id"] for each in listed], one["is_analysis_overdue"], one["is_overdue"]))

    assert found == [([], False, False), ([campaign["id"]], True, True)]


async def test_answers_are_late_once_people_have_closed_the_campaign(caller: Caller) -> None:
    campaign = await make_open_campaign(caller)
    closed = await caller.post(f"/campaigns/{campaign['id']}/closing", if_match="*")
    closed_at = datetime.fromisoformat(closed.json()["closed_at"])

    await _submit(caller, edu240001=closed_at - timedelta(seconds=1), edu240002=closed_at)

    shown = (await caller.get(f"/campaigns/{campaign['id']}/participation")).json()
    assert shown["counts"] == {"on_time": 1, "late": 1, "no_answer": 2, "not_yet": 0}


async def test_answers_are_on_time_until_the_last_day_ends(caller: Caller, set_clock: SetClock) -> None:
    campaign = await make_campaign(caller)
    await _submit(caller, edu240001=utc("2023-09-30 16:59"), edu240002=utc("2023-09-30 17:00"))

    counts = []
    for now in ("2023-09-30 16:59", "2023-09-30 17:00"):
        set_clock(utc(now))
        shown = (await caller.get(f"/campaigns/{campaign['id']}/participation")).json()
        counts.append(shown["counts"])

    assert counts == [
        {"on_time": 1, "late": 1, "no_answer": 0, "not_yet": 2},
        {"on_time": 1, "late": 1, "no_answer": 2, "not_yet": 0},
    ]
    assert [(each["code"], each["answered"]) for each in shown["items"]] == [
        ("04729000", "no_answer"),
        ("edu240001", "on_time"),
        ("edu240002", "late"),
        ("edu240003", "no_answer"),
    ]
    silent = await caller.get(f"/campaigns/{campaign['id']}/participation", answered="no_answer")
    assert [each["code"] for each in silent.json()["items"]] == ["04729000", "edu240003"]


async def _submit(caller: Caller, **moments: datetime) -> None:
    write = text("UPDATE submission SET first_submitted_at = :at, submitted_at = :at WHERE object_code = :code")
    async with caller.database.transaction() as session:
        for code, at in moments.items():
            await session.execute(write, {"at": at, "code": code})
