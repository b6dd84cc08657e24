"""A roadmap in force changes by amendments: editions with a reason, tasks that follow, differences."""

from typing import Any

import pytest
from sqlalchemy import text

from tests.factories.files import make_schools
from tests.factories.roadmaps import add_measure, approve, draft, list_measures
from tests.identification.conftest import Caller as IdentificationCaller
from tests.roadmap.conftest import Caller
from tests.roadmap.test_roadmaps import A, B, list_tasks

_MESSAGES = text("SELECT kind FROM job WHERE queue = 'monitoring'")
MC = [{"kind": "organisation", "name": "МБУ «МЦ»"}]
SCHOOLS = [{"kind": "all_schools", "name": "ОУ"}]


@pytest.fixture
async def in_force(caller: Caller, identification: IdentificationCaller) -> tuple[dict[str, Any], list[dict[str, Any]]]:
    """An approved roadmap of two schools with three measures."""
    await identification.import_file("schools", make_schools(A, B))
    roadmap = await draft(caller)
    for title, responsible in (("Анализ", MC), ("Меры школ", SCHOOLS), ("Семинар", MC)):
        await add_measure(caller, roadmap, title=title, responsible=responsible)
    await approve(caller, roadmap)
    return roadmap, await list_measures(caller, roadmap)


async def amend(caller: Caller, roadmap: dict[str, Any], **body: Any) -> Any:
    return await caller.post(f"/roadmaps/{roadmap['id']}/amendments", {"reason": "Решение"} | body, if_match="*")


async def list_messages(caller: Caller) -> list[str]:
    async with caller.database.transaction() as session:
        return list(await session.scalars(_MESSAGES))


async def test_an_amendment_makes_moves_and_cancels_tasks_and_the_difference_tells_it(
    caller: Caller, in_force: tuple[dict[str, Any], list[dict[str, Any]]]
) -> None:
    roadmap, (analysis, of_schools, seminar) = in_force
    moved = {"id": analysis["id"], "title": "Анализ", "term": "Апрель 2023", "responsible": MC}
    narrowed = {"id": of_schools["id"], "title": "Меры школ", "term": "Март 2023", "responsible": MC}

    amended = await amend(
        caller,
        roadmap,
        change=[moved, narrowed],
        remove=[seminar["id"]],
        add=[{"title": "Десант", "term": "Май 2023", "responsible": SCHOOLS, "position": 1}],
    )

    assert (amended.status_code, amended.json()["edition"], amended.json()["measures"]) == (200, 2, 3)
    tasks = [(task[2], task[3], task[5]) for task in await list_tasks(caller, roadmap)]
    assert sorted(tasks, key=str) == sorted(
        [
            *((school, "2023-05-01", "planned") for school in (A, B)),
            (None, "2023-04-01", "planned"),
            (None, "2023-03-01", "planned"),
            *((school, "2023-03-01", "cancelled") for school in (A, B)),
            (None, "2023-03-01", "cancelled"),
        ],
        key=str,
    )
    assert await list_messages(caller) == ["monitoring.measure_completed"]
    assert [one["title"] for one in await list_measures(caller, roadmap)] == ["Десант", "Анализ", "Меры школ"]
    difference = (await caller.get(f"/roadmaps/{roadmap['id']}/difference")).json()
    assert ([one["title"] for one in difference["added"]], len(difference["removed"])) == (["Десант"], 1)
    assert {one["title"]: [field["field"] for field in one["fields"]] for one in difference["changed"]} == {
        "Анализ": ["term", "starts_on", "ends_on"],
        "Меры школ": ["responsible"],
    }
    term = difference["changed"][0]["fields"][0]
    assert (term["before"], term["after"]) == ("Март 2023", "Апрель 2023")
    assert [(one["edition"], one["reason"]) for one in difference["editions"]] == [(2, "Решение")]


async def test_editions_stay_as_they_were_approved(
    caller: Caller, in_force: tuple[dict[str, Any], list[dict[str, Any]]]
) -> None:
    roadmap, before = in_force
    await amend(caller, roadmap, remove=[before[0]["id"]])

    listed = (await caller.get(f"/roadmaps/{roadmap['id']}/editions")).json()["items"]
    baseline = (await caller.get(f"/roadmaps/{roadmap['id']}/editions/1")).json()
    unknown = await caller.get(f"/roadmaps/{roadmap['id']}/editions/3")

    assert [(one["edition"], one["reason"], one["order_number"]) for one in listed] == [
        (2, "Решение", None),
        (1, None, "280-36"),
    ]
    assert baseline["measures"] == before
    difference = (await caller.get(f"/roadmaps/{roadmap['id']}/difference")).json()
    standing = [(one["measure_id"], one["state"], one["tasks"], one["documents"]) for one in difference["standing"]]
    assert (before[0]["id"], "cancelled", 1, 0) in standing
    assert (unknown.status_code, unknown.json()["code"]) == (404, "edition-not-found")


async def test_an_amendment_is_refused_by_every_fault_and_changes_nothing_then(
    caller: Caller, in_force: tuple[dict[str, Any], list[dict[str, Any]]]
) -> None:
    roadmap, (analysis, of_schools, seminar) = in_force
    waits = {"id": analysis["id"], "title": "Анализ", "predecessors": [seminar["id"]]}

    empty = await amend(caller, roadmap)
    faulty = await amend(
        caller, roadmap, change=[waits], remove=[seminar["id"], analysis["id"]], add=[{"title": "Срок", "term": "ой"}]
    )
    gone = await amend(caller, roadmap, remove=[one["id"] for one in (analysis, of_schools, seminar)])
    outdated = await caller.post(
        f"/roadmaps/{roadmap['id']}/amendments", {"reason": "Решение", "remove": [seminar["id"]]}, if_match='"1"'
    )
    unapproved = await amend(caller, await draft(caller), add=[{"title": "Десант"}])

    assert [one["pointer"] for one in empty.json()["errors"]] == ["/body"]
    assert {one["pointer"] for one in faulty.json()["errors"]} == {
        *("/body/remove/1", "/body/change/0/predecessors/0", "/body/add/0/term"),
    }
    assert [one["code"] for one in gone.json()["errors"]] == ["roadmap-empty"]
    assert [one.status_code for one in (empty, faulty, gone, outdated, unapproved)] == [422, 422, 422, 412, 409]
    assert (await caller.get(f"/roadmaps/{roadmap['id']}")).json()["edition"] == 1
