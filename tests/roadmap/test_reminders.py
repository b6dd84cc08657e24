"""Reminders: who is told what on which day, once; looks are asked for by the days of the tasks."""

from datetime import date, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from services.roadmap.reminders.use_cases import ask_for_reminders, remind_responsibles
from shared.access.principals import Territory
from shared.local_days import find_start_of_day
from shared.models import Change, Job, Roadmap
from tests.factories.files import NORILSK, ULCHSKY, make_schools
from tests.factories.roadmaps import add_measure, approve, draft
from tests.factories.tasks import CENTRE, CONTROLLER, TIMEZONE, AddedRoadmap, Planned, add_roadmap, find_today
from tests.identification.conftest import Caller as IdentificationCaller
from tests.roadmap.conftest import Caller, MakeCaller

A, B = "edu240001", "edu240002"
TODAY = find_today()
DAY = timedelta(days=1)
LOOK = "roadmap.remind_responsibles"


@pytest.fixture(autouse=True)
async def registered(identification: IdentificationCaller) -> None:
    """Two schools of Norilsk, one elsewhere."""
    await identification.import_file("schools", make_schools(A, B))
    await identification.import_file("schools", make_schools("edu270001", oktmo=ULCHSKY))


async def remind(caller: Caller, plan: AddedRoadmap, since: int = 0) -> None:
    """Run the job of a day, so many days before today."""
    async with caller.database.transaction() as session:
        await remind_responsibles(session, plan.municipality_id, TODAY - since * DAY)


async def list_told(caller: Caller, **filters: object) -> dict[tuple[Any, ...], list[tuple[str, str]]]:
    answer = await caller.get("/reminders", **filters)
    assert answer.status_code == 200, answer.text
    return {
        (each["school_code"], each["responsible"], each["escalated"]): [
            (item["number"], item["why"]) for item in each["items"]
        ]
        for each in answer.json()["items"]
    }


async def test_everybody_gets_one_digest_of_what_presses_and_who_controls_what_is_long_overdue(caller: Caller) -> None:
    plan = await add_roadmap(
        caller.database,
        Planned("1", ends_in=7),
        Planned("2", ends_in=0, responsible=(CENTRE, "Управление образования")),
        Planned("3", ends_in=-1),
        Planned("4", ends_in=-14),
        Planned("5", starts_in=0, ends_in=60),
        Planned("6", ends_in=60),
        Planned("7", ends_in=0, state="done"),
        Planned("8", ends_in=0, schools=(A, B), responsible=("Руководители ОУ",)),
        Planned("9", ends_in=0, responsible=()),
    )

    await remind(caller, plan)
    told = await list_told(caller)
    await remind(caller, plan)
    again = await caller.get("/reminders")

    assert told == {
        (None, CENTRE, False): [
            ("4", "overdue"),
            ("3", "overdue"),
            ("2", "due_today"),
            ("1", "due_soon"),
            ("5", "begins"),
        ],
        (None, "Управление образования", False): [("2", "due_today")],
        (A, None, False): [("8", "due_today")],
        (B, None, False): [("8", "due_today")],
        (None, None, False): [("9", "due_today")],
        (None, CONTROLLER, True): [("4", "overdue")],
    }
    assert len(again.json()["items"]) == len(told)
    assert {each["day"] for each in again.json()["items"]} == {str(TODAY)}
    async with caller.database.transaction() as session:
        changes = (await session.scalars(select(Change.fields).where(Change.action == "reminded"))).all()
    assert changes == [["reminders=6"]]


async def test_nobody_is_told_on_a_day_on_which_nothing_comes_up_but_a_late_look_makes_up(caller: Caller) -> None:
    plan = await add_roadmap(caller.database, Planned("1", ends_in=5), Planned("2", ends_in=-3))

    await remind(caller, plan)
    quiet = await list_told(caller)
    await remind(caller, plan, since=2)
    late = await list_told(caller)

    assert quiet == {}
    assert late == {(None, CENTRE, False): [("2", "overdue"), ("1", "due_soon")]}


@pytest.mark.parametrize(
    ("columns", "expected"),
    [
        ({"parties": []}, None),
        ({"parties": [{"role": "approves", "kind": "role", "name": "Глава"}]}, "Глава"),
        (
            {
                "parties": [{"role": "approves", "kind": "role", "name": "Глава"}],
                "order_parties": [{"role": "controls", "name": "Заместитель"}],
            },
            "Заместитель",
        ),
    ],
    ids=["nobody", "approves", "order"],
)
async def test_without_who_controls_the_order_and_then_who_approves_is_told(
    caller: Caller, columns: dict[str, Any], expected: str | None
) -> None:
    plan = await add_roadmap(caller.database, Planned("1", ends_in=-14), **columns)

    await remind(caller, plan)

    assert list(await list_told(caller, escalated=True)) == [(None, expected, True)]


async def test_a_closed_roadmap_and_another_municipality_are_not_reminded(caller: Caller) -> None:
    await add_roadmap(caller.database, Planned("1", ends_in=0), state="closed")
    plan = await add_roadmap(caller.database, Planned("2", ends_in=0))
    await add_roadmap(caller.database, Planned("3", ends_in=0), oktmo=ULCHSKY)

    await remind(caller, plan)

    assert await list_told(caller) == {(None, CENTRE, False): [("2", "due_today")]}
    assert await list_told(caller, municipality=ULCHSKY) == {}
    assert await list_told(caller, municipality=NORILSK, responsible=CENTRE, day=TODAY) != {}


async def test_a_school_reads_its_own_digests(caller: Caller, make_caller: MakeCaller) -> None:
    plan = await add_roadmap(caller.database, Planned("1", ends_in=0, schools=(A, B)), Planned("2", ends_in=0))
    await remind(caller, plan)
    school = await make_caller(Territory("school", A))

    assert list(await list_told(school)) == [(A, None, False)]
    assert await list_told(school, school=B) == {}


async def test_looks_are_asked_for_by_the_days_of_the_tasks_once_and_what_has_passed_is_made_up_for(
    caller: Caller,
) -> None:
    plan = await add_roadmap(
        caller.database,
        Planned("1", starts_in=-30, ends_in=20),
        Planned("2", ends_in=20),
        Planned("3", ends_in=None),
        Planned("4", starts_in=(date.min - TODAY).days, ends_in=(date.max - TODAY).days),
    )
    async with caller.database.transaction() as session:
        roadmap = (await session.scalars(select(Roadmap).where(Roadmap.id == plan.id))).one()
        await ask_for_reminders(session, roadmap)
        await ask_for_reminders(session, roadmap)
    async with caller.database.transaction() as session:
        asked = (
            await session.execute(select(Job.payload, Job.due_at).where(Job.kind == LOOK).order_by(Job.due_at))
        ).all()

    await caller.run_jobs()

    days = [TODAY + each * DAY for each in (-30, 13, 20, 21, 34)]
    assert [row.payload for row in asked] == [
        {"municipality_id": plan.municipality_id, "day": str(day)} for day in days
    ]
    assert [row.due_at for row in asked] == [find_start_of_day(TIMEZONE, day) + timedelta(hours=8) for day in days]
    assert await list_told(caller) == {(None, CENTRE, False): [("1", "begins")]}


async def test_approval_and_amendments_ask_for_looks_and_the_worker_makes_the_digests(caller: Caller) -> None:
    roadmap = await draft(caller, year=str(TODAY.year))
    days = {"starts_on": str(TODAY - 30 * DAY), "ends_on": str(TODAY - DAY)}
    responsible = [{"kind": "all_schools", "name": "ОУ"}, {"kind": "organisation", "name": CENTRE}]
    await add_measure(caller, roadmap, title="Диагностика", responsible=responsible, **days)
    await approve(caller, roadmap)
    later = {"title": "Семинар", "ends_on": str(TODAY + 50 * DAY)}
    amendment = {"reason": "Решение совещания", "add": [later]}
    amended = await caller.post(f"/roadmaps/{roadmap['id']}/amendments", amendment, if_match="*")

    await caller.run_jobs()

    async with caller.database.transaction() as session:
        waiting = (await session.scalars(select(Job.payload).where(Job.kind == LOOK, Job.state == "ready"))).all()
    told = await list_told(caller)
    assert amended.status_code == 200, amended.text
    assert str(TODAY + 50 * DAY) in {each["day"] for each in waiting}
    assert set(told) == {(A, None, False), (B, None, False), (None, CENTRE, False)}
    assert [why for items in told.values() for _, why in items] == ["overdue"] * 3
