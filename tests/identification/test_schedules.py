"""Schedules are made by the calendar of a pack, edited, and belong to a territory."""

import asyncio
from typing import Any

import pytest

from shared.access.principals import Territory
from shared.packs.calendar import Window
from tests.identification.conftest import BASE, Caller, MakeCaller
from tests.identification.scheduling import (
    count_runs,
    look,
    make_schedule,
    post_schedule,
    put_schedule,
    start_period,
)


async def test_a_schedule_shows_when_it_begins_next(norilsk: Caller) -> None:
    answer = await post_schedule(norilsk)

    assert answer.status_code == 201
    schedule = answer.json()
    assert (schedule["month"], schedule["day"], schedule["timezone"]) == (10, 16, "Asia/Krasnoyarsk")
    assert schedule["next_run_at"] == "2022-10-15T17:00:00Z"
    assert schedule["allowed_actions"] == ["update", "start_period"]
    read = await norilsk.http.get(answer.headers["Location"])
    assert (read.json(), read.headers["ETag"]) == (schedule, answer.headers["ETag"])
    assert (await norilsk.get("/schedules")).json()["items"] == [schedule]


async def test_a_schedule_that_is_switched_off_begins_nothing_by_itself(norilsk: Caller) -> None:
    schedule_id = await make_schedule(norilsk)

    answer = await put_schedule(norilsk, schedule_id, 1, enabled=False)

    assert (answer.json()["enabled"], answer.json()["next_run_at"]) == (False, None)
    assert await look(norilsk) == 0
    assert (await start_period(norilsk, schedule_id)).status_code == 202


async def test_an_edit_moves_the_next_day_and_is_recorded(norilsk: Caller) -> None:
    schedule_id = await make_schedule(norilsk)

    answer = await put_schedule(norilsk, schedule_id, 1, day=20, options={"combination": "all"})

    assert answer.json()["next_run_at"] == "2022-10-19T17:00:00Z"
    assert answer.headers["ETag"] == '"2"'
    changes = (await norilsk.get(f"/schedules/{schedule_id}/changes")).json()["items"]
    assert [(change["action"], change["fields"]) for change in changes] == [
        ("updated", ["day", "options"]),
        ("created", []),
    ]


async def test_an_edit_of_an_outdated_version_is_refused(norilsk: Caller) -> None:
    schedule_id = await make_schedule(norilsk)
    await put_schedule(norilsk, schedule_id, 1, day=20)

    outdated = await put_schedule(norilsk, schedule_id, 1, day=21)
    blind = await norilsk.http.put(f"{BASE}/schedules/{schedule_id}", json={"enabled": True, "day": 21, "options": {}})

    assert (outdated.status_code, blind.status_code) == (412, 428)
    assert (await norilsk.get(f"/schedules/{schedule_id}")).json()["day"] == 20


@pytest.mark.parametrize(
    ("body", "code", "pointer"),
    [
        ({"pack": "norilsk-2023"}, "calendar-entry-unknown", "/body/calendar_entry"),
        ({"pack": "indicator-points"}, "calendar-entry-unknown", "/body/calendar_entry"),
        ({"calendar_entry": "CAL-99"}, "calendar-entry-unknown", "/body/calendar_entry"),
        ({"day": 32}, "invalid-request", "/body/day"),
        ({"options": {"combination": "none"}}, "options-refused", "/options/combination"),
    ],
)
async def test_a_schedule_that_could_never_begin_is_refused(
    norilsk: Caller, body: dict[str, Any], code: str, pointer: str
) -> None:
    answer = await post_schedule(norilsk, **body)

    assert answer.status_code == 422
    assert (answer.json()["code"], answer.json()["errors"][0]["pointer"]) == (code, pointer)


async def test_a_day_outside_the_window_is_refused(norilsk: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Window, "days", range(1, 21))
    schedule_id = await make_schedule(norilsk)

    edited = await put_schedule(norilsk, schedule_id, 1, day=21)
    made = await post_schedule(norilsk, day=22)

    assert {answer.json()["code"] for answer in (edited, made)} == {"day-outside-window"}
    assert {answer.json()["errors"][0]["pointer"] for answer in (edited, made)} == {"/body/day"}


async def test_a_calendar_entry_has_one_schedule_in_a_municipality(norilsk: Caller) -> None:
    await make_schedule(norilsk)

    answers = await asyncio.gather(post_schedule(norilsk), post_schedule(norilsk, day=20))

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(409, "schedule-exists")] * 2


async def test_a_foreign_municipality_and_its_schedules_do_not_exist(norilsk: Caller, make_caller: MakeCaller) -> None:
    schedule_id = await make_schedule(norilsk)
    stranger = await make_caller(Territory("municipality", "04701000"))

    answers = [
        await post_schedule(stranger),
        await stranger.get(f"/schedules/{schedule_id}"),
        await put_schedule(stranger, schedule_id, 1, day=20),
        await start_period(stranger, schedule_id),
        await stranger.get(f"/schedules/{schedule_id}/periods"),
        await stranger.get(f"/schedules/{schedule_id}/changes"),
    ]

    assert {answer.status_code for answer in answers} == {404}
    assert (await stranger.get("/schedules")).json()["items"] == []
    assert await count_runs(norilsk) == 0


async def test_a_reader_may_not_change_anything(norilsk: Caller, make_caller: MakeCaller) -> None:
    schedule_id = await make_schedule(norilsk)
    reader = await make_caller(Territory("municipality", "04729000"), scopes=("identification:read",))

    read = await reader.get(f"/schedules/{schedule_id}")

    assert read.json()["allowed_actions"] == []
    assert (await post_schedule(reader)).status_code == 403
    assert (await put_schedule(reader, schedule_id, 1, day=20)).status_code == 403
    assert (await start_period(reader, schedule_id)).status_code == 403
