"""Roadmaps: drafted from plans of programmes or by hand, approved by an order, frozen from then on."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from shared.access.principals import Territory
from tests.factories.files import NORILSK, ULCHSKY, make_schools
from tests.factories.roadmaps import ORDER, PLAN_2023, add_measure, approve, draft, list_measures
from tests.identification.conftest import Caller as IdentificationCaller
from tests.roadmap.conftest import Caller, MakeCaller

A, B = "edu240001", "edu240002"
KRASNYE_BAKI = "22635000"
_TASKS = text(
    "SELECT measure.code, task.occurrence, task.school_code, task.starts_on::text, task.ends_on::text, task.state"
    " FROM measure_task AS task JOIN measure ON measure.id = task.measure_id WHERE measure.roadmap_id = :roadmap_id"
    " ORDER BY measure.position, task.occurrence, task.school_code NULLS FIRST"
)


@pytest.fixture
async def town(caller: Caller, identification: IdentificationCaller) -> Caller:
    """Two schools of Norilsk and one elsewhere."""
    await identification.import_file("schools", make_schools(A, B))
    await identification.import_file("schools", make_schools("edu080001", oktmo=ULCHSKY))
    return caller


async def list_tasks(caller: Caller, roadmap: dict[str, Any]) -> list[tuple[Any, ...]]:
    async with caller.database.transaction() as session:
        return [tuple(row) for row in await session.execute(_TASKS, {"roadmap_id": roadmap["id"]})]


async def test_a_plan_of_a_programme_becomes_a_draft_with_all_its_measures_and_days(town: Caller) -> None:
    roadmap = await draft(town, **PLAN_2023)

    measures = await list_measures(town, roadmap)

    told = ("title", "year", "starts_on", "ends_on", "state", "edition", "measures", "origin", "timezone", "notes")
    assert {name: roadmap[name] for name in told} == {
        "title": "План мероприятий по повышению качества общего образования в городе Норильске на 2023 год",
        "year": "2023",
        "starts_on": "2023-01-01",
        "ends_on": "2023-12-31",
        "state": "draft",
        "edition": 0,
        "measures": 25,
        "origin": "pack",
        "timezone": "Asia/Krasnoyarsk",
        "notes": [],
    }
    assert roadmap["allowed_actions"] == ["update", "edit_measures", "delete", "approve"]
    assert [measure["position"] for measure in measures] == list(range(1, 26))
    assert all(measure["starts_on"] and measure["ends_on"] for measure in measures)
    again = measures[6]
    assert (again["code"], again["number"], again["starts_on"], again["ends_on"]) == (
        *("I-7", None),
        *("2023-06-01", "2023-08-31"),
    )
    assert {party["kind"] for party in again["responsible"]} == {"organisation", "all_schools"}
    assert len(next(measure for measure in measures if measure["code"] == "II-3")["items"]) == 8


async def test_another_year_moves_the_years_of_terms_and_says_so(town: Caller) -> None:
    roadmap = await draft(town, **PLAN_2023, year="2024")

    february = (await list_measures(town, roadmap))[1]

    assert (february["term"], february["starts_on"], february["ends_on"]) == (
        *("Февраль 2024", "2024-02-01"),
        "2024-02-29",
    )
    assert "сдвинуты на +1" in roadmap["notes"][0]
    refused = await town.post("/roadmaps", PLAN_2023 | {"year": "2023/2024"})
    assert (refused.status_code, refused.json()["errors"][0]["pointer"]) == (422, "/body/year")
    assert refused.json()["code"] == "plan-year-refused"


async def test_what_does_not_make_a_roadmap_is_refused_by_place(town: Caller) -> None:
    bodies: dict[str, dict[str, Any]] = {
        "/body/plan": {"pack": "norilsk-2022"},
        "/body/title": {"year": "2023"},
        "/body/school_code": {"title": "План", "year": "2023", "kind": "school"},
    }

    answers = {at: await town.post("/roadmaps", {"municipality": NORILSK} | body) for at, body in bodies.items()}
    unknown = await town.post("/roadmaps", PLAN_2023 | {"plan": "plan-2050"})
    nowhere = await town.post("/roadmaps", {"municipality": "99999999", "title": "План", "year": "2023"})

    assert {at: answer.json()["errors"][0]["pointer"] for at, answer in answers.items()} == {at: at for at in bodies}
    assert {answer.status_code for answer in answers.values()} == {422}
    assert (unknown.status_code, unknown.json()["code"]) == (422, "plan-unknown")
    assert "plan-2023" in unknown.json()["detail"]
    assert (nowhere.status_code, nowhere.json()["code"]) == (404, "territory-not-found")


async def test_measures_of_a_draft_are_written_moved_and_removed(town: Caller) -> None:
    roadmap = await draft(town)
    first = await add_measure(town, roadmap, title="Первое")
    second = await add_measure(town, roadmap, title="Второе", predecessors=[first["id"]])
    address = f"/roadmaps/{roadmap['id']}/measures"

    between = await town.post(address, {"title": "Между", "term": "до 15 октября", "position": 2}, if_match='"3"')
    circle = await town.put(
        f"{address}/{first['id']}", {"title": "Первое", "predecessors": [second["id"]]}, if_match="*"
    )
    unread = await town.post(address, {"title": "Срок", "term": "когда-нибудь"}, if_match="*")
    given = await town.post(address, {"title": "Срок", "term": "когда-нибудь", "starts_on": "2023-05-01"}, if_match="*")
    moved = await town.put(f"{address}/{given.json()['id']}", {"title": "Срок", "position": 1}, if_match="*")
    removed = await town.http.delete(f"{town.base}{address}/{first['id']}", headers={"If-Match": "*"})

    assert (between.status_code, between.headers["ETag"]) == (201, '"4"')
    assert (between.json()["starts_on"], between.json()["ends_on"]) == (None, "2023-10-15")
    assert (circle.status_code, circle.json()["errors"][0]["pointer"]) == (422, "/body/predecessors/0")
    assert (unread.status_code, unread.json()["errors"][0]["pointer"]) == (422, "/body/term")
    assert (given.status_code, given.json()["starts_on"], given.json()["term"]) == (201, "2023-05-01", "когда-нибудь")
    assert (moved.status_code, moved.json()["position"]) == (200, 1)
    assert (removed.status_code, removed.headers["ETag"]) == (204, '"7"')
    left = [(one["position"], one["title"], one["predecessors"]) for one in await list_measures(town, roadmap)]
    assert left == [(1, "Срок", []), (2, "Между", []), (3, "Второе", [])]


async def test_an_edit_needs_the_version_that_was_read(town: Caller) -> None:
    roadmap = await draft(town)
    head = {"title": "Новое название", "starts_on": "2023-01-01", "ends_on": "2024-12-31", "parties": []}

    unsaid = await town.put(f"/roadmaps/{roadmap['id']}", head)
    outdated = await town.post(f"/roadmaps/{roadmap['id']}/measures", {"title": "Мероприятие"}, if_match='"7"')
    backward = await town.put(f"/roadmaps/{roadmap['id']}", head | {"ends_on": "2022-01-01"}, if_match='"1"')
    edited = await town.put(f"/roadmaps/{roadmap['id']}", head, if_match='"1"')

    assert [unsaid.status_code, outdated.status_code, backward.status_code] == [428, 412, 422]
    assert (edited.status_code, edited.headers["ETag"], edited.json()["ends_on"]) == (200, '"2"', "2024-12-31")
    history = (await town.get(f"/roadmaps/{roadmap['id']}/changes")).json()["items"]
    assert [(one["action"], one["fields"]) for one in history] == [("updated", ["title", "ends_on"]), ("created", [])]


async def test_approval_makes_a_task_for_every_school_and_for_every_year(
    town: Caller, identification: IdentificationCaller
) -> None:
    await identification.import_file("schools", make_schools("edu520001", oktmo=KRASNYE_BAKI))
    yearly = await draft(town, municipality=KRASNYE_BAKI, pack="krasnye-baki-2021", plan="roadmap-2021-2022")
    prevention = await draft(town, **PLAN_2023 | {"plan": "prevention", "year": "2022/2023"})

    approved = await approve(town, yearly)
    await approve(town, prevention)

    assert (approved["state"], approved["edition"], approved["order"]) == ("approved", 1, ORDER)
    assert approved["allowed_actions"] == ["amend", "close"]
    tasks = await list_tasks(town, yearly)
    # «Сентябрь – октябрь ежегодно» in a roadmap of 2021 and 2022 (B51); the others once.
    assert [task[1:5] for task in tasks if task[0] == "1"] == [
        (1, None, "2021-09-01", "2021-10-31"),
        (2, None, "2022-09-01", "2022-10-31"),
    ]
    assert len(tasks) == 9
    # №1 of 002 §4.5 is the methodical centre's, the six others are of «Руководители ОУ» (B52).
    assert [(task[0], task[2]) for task in await list_tasks(town, prevention)] == [
        ("4.5-1", None),
        *((f"4.5-{number}", school) for number in range(2, 8) for school in (A, B)),
    ]


async def test_an_approved_roadmap_takes_no_edit_and_its_baseline_none_at_all(town: Caller) -> None:
    roadmap = await draft(town, **PLAN_2023)
    measure = (await list_measures(town, roadmap))[0]
    address = f"/roadmaps/{roadmap['id']}"
    empty = await draft(town)

    refused = await town.post(f"/roadmaps/{empty['id']}/approval", {"order": ORDER}, if_match="*")
    await approve(town, roadmap)
    answers = [
        await town.post(f"{address}/approval", {"order": ORDER}, if_match="*"),
        await town.post(f"{address}/measures", {"title": "Ещё"}, if_match="*"),
        await town.put(f"{address}/measures/{measure['id']}", {"title": "Иначе"}, if_match="*"),
        await town.http.delete(f"{town.base}{address}/measures/{measure['id']}", headers={"If-Match": "*"}),
        await town.http.delete(f"{town.base}{address}", headers={"If-Match": "*"}),
    ]
    closed = await town.post(f"{address}/closing", {"reason": "Год завершён"}, if_match="*")

    assert (refused.status_code, refused.json()["code"]) == (409, "roadmap-empty")
    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(409, "roadmap-not-draft")}
    assert (closed.status_code, closed.json()["state"], closed.json()["allowed_actions"]) == (200, "closed", [])
    for statement in ("UPDATE roadmap_edition SET edition = 2", "DELETE FROM roadmap_edition"):
        with pytest.raises(DBAPIError, match=r"permission denied|only ever added"):
            async with town.database.transaction() as session:
                await session.execute(text(statement))


async def test_a_draft_is_removed_with_its_measures(town: Caller) -> None:
    roadmap = await draft(town, **PLAN_2023)
    key = {"If-Match": '"1"'}

    removed = await town.http.delete(f"{town.base}/roadmaps/{roadmap['id']}", headers=key)

    assert (removed.status_code, (await town.get(f"/roadmaps/{roadmap['id']}")).status_code) == (204, 404)
    async with town.database.transaction() as session:
        assert await session.scalar(text("SELECT count(*) FROM measure")) == 0


async def test_a_school_has_its_own_roadmap_and_sees_no_other(town: Caller, make_caller: MakeCaller) -> None:
    school = await make_caller(Territory("school", A))
    neighbour = await make_caller(Territory("school", B))
    foreign = await make_caller(Territory("municipality", ULCHSKY))
    own = await draft(school, kind="school", school_code="sch240001")
    await add_measure(school, own, responsible=[{"kind": "all_schools", "name": "ОУ"}])
    municipal = await draft(town, **PLAN_2023)

    listed = (await school.get("/roadmaps")).json()["items"]
    of_school = (await town.get("/roadmaps", school=A, kind="school", state="draft", year="2023")).json()["items"]
    of_pack = (await town.get("/roadmaps", pack="norilsk-2022", municipality=NORILSK)).json()["items"]
    for_all = await school.post("/roadmaps", {"municipality": NORILSK, "title": "План", "year": "2023"})

    assert [one["id"] for one in listed] == [own["id"]] == [one["id"] for one in of_school]
    assert [one["id"] for one in of_pack] == [municipal["id"]]
    assert for_all.status_code == 404
    hidden = [
        await school.get(f"/roadmaps/{municipal['id']}/measures"),
        await neighbour.get(f"/roadmaps/{own['id']}"),
        await foreign.get(f"/roadmaps/{municipal['id']}"),
        await foreign.post(f"/roadmaps/{municipal['id']}/approval", {"order": ORDER}, if_match="*"),
        await town.get(f"/roadmaps/{uuid4()}"),
    ]
    assert {(answer.status_code, answer.json()["code"]) for answer in hidden} == {(404, "roadmap-not-found")}
    await approve(town, own)
    # In a school's roadmap every task is the school's (B52).
    assert [task[2] for task in await list_tasks(town, own)] == [A]
