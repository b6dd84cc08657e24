"""Support actions: recorded without names, counted once a person, seen by those whose school it is."""

from typing import Any

import pytest
from sqlalchemy import select

from shared.access.principals import Territory
from shared.models import Job
from shared.support.kinds import SupportKind
from tests.factories.files import NORILSK, ULCHSKY, make_schools
from tests.factories.support import make_support
from tests.identification.conftest import Caller as IdentificationCaller
from tests.roadmap.conftest import Caller, MakeCaller

A, B, FOREIGN = "edu240001", "edu240002", "edu270001"


@pytest.fixture
async def town(caller: Caller, identification: IdentificationCaller) -> Caller:
    """Two schools of one municipality and one of another."""
    await identification.import_file("schools", make_schools(A, B))
    await identification.import_file("schools", make_schools(FOREIGN, oktmo=ULCHSKY))
    return caller


async def record(
    caller: Caller, school_code: str, kind: str = "advice", *teachers: str, **fields: Any
) -> dict[str, Any]:
    """Record an action and return it."""
    answered = await caller.post("/support-actions", make_support(school_code, kind, *teachers, **fields))
    assert answered.status_code == 201, answered.text
    action: dict[str, Any] = answered.json()
    return action


async def summarise(caller: Caller) -> dict[tuple[str, str], dict[str, Any]]:
    answered = await caller.get("/support-summary", municipality=NORILSK, academic_year="2022/2023")
    assert answered.status_code == 200, answered.text
    return {
        (school["school_code"], kind["kind"]): kind for school in answered.json()["items"] for kind in school["kinds"]
    }


async def test_every_kind_is_recorded_and_told_as_it_was_sent(town: Caller) -> None:
    recorded = [await record(town, A, kind.value) for kind in SupportKind]
    sent = make_support(
        A, "event", "t-000001", level="regional", productive_form="article", leaders=1, teachers_total=30
    )
    sent |= {"document": {"kind": "report", "number": "7", "date": "2022-10-20", "link": "https://example.ru/7"}}

    answered = await town.post("/support-actions", sent)

    told = (await town.http.get(answered.headers["Location"])).json()
    assert {name: told[name] for name in sent} == sent
    assert (told["municipality"], told["teachers"], told["state"]) == (NORILSK, 1, "recorded")
    assert [action["kind"] for action in recorded] == [kind.value for kind in SupportKind]
    listed = (await town.get("/support-actions", kind="event", school_code=A)).json()["items"]
    assert {action["id"] for action in listed} == {told["id"]} | {
        action["id"] for action in recorded if action["kind"] == "event"
    }


async def test_a_name_is_no_key_of_a_person(town: Caller) -> None:
    for key in ("Иванова", "t 000001", "иванова-а-п", "t1"):
        answered = await town.post("/support-actions", make_support(A, "advice", key))

        assert answered.status_code == 422
        (error,) = answered.json()["errors"]
        assert error["pointer"] == "/body/persons/0/key"
        assert "Имена и фамилии здесь не хранятся" in error["detail"]
        assert key not in answered.text


async def test_a_task_that_is_not_the_schools_is_refused(town: Caller) -> None:
    task = {"measure_task_id": "7b1c2f0e-53a4-4d8e-9a0b-1f7c5b2d3e01", "level": "federal"}

    answered = await town.post("/support-actions", make_support(A, **task))

    assert (answered.status_code, answered.json()["code"]) == (422, "support-action-refused")
    assert [error["pointer"] for error in answered.json()["errors"]] == ["/body/level", "/body/measure_task_id"]


async def test_persons_are_counted_once_by_key_and_by_head_with_a_flag(town: Caller) -> None:
    await record(town, A, "advice", "t-000001", "t-000002")
    await record(town, A, "advice", "t-000002", "t-000003")
    await record(town, A, "landing", teachers=5)
    await record(town, A, "event", "t-000001")
    await record(town, A, "event", teachers=4, pupils=0)
    gone = await record(town, B, "tutoring", pupils=3)
    await record(town, B, "school_programme")
    await town.http.delete(f"/roadmap/v1/support-actions/{gone['id']}", headers={"If-Match": '"1"'})

    found = await summarise(town)

    teachers = {key: (kind["actions"], *kind["teachers"].values()) for key, kind in found.items()}
    assert teachers == {
        (A, "advice"): (2, 3, False),
        (A, "landing"): (1, 5, False),
        (A, "event"): (2, 5, True),
        (B, "school_programme"): (1, None, False),
    }
    assert found[(A, "event")]["pupils"] == {"persons": 0, "not_deduplicated": False}


async def test_an_action_is_edited_by_who_has_seen_it_and_withdrawn_for_good(town: Caller) -> None:
    action = await record(town, A, "advice", "t-000001")
    path = f"/support-actions/{action['id']}"
    content = {name: value for name, value in make_support(A, teachers=4).items() if name != "school_code"}

    blind = await town.put(path, content)
    edited = await town.put(path, content, if_match='"1"')
    same = await town.put(path, content, if_match='"2"')
    outdated = await town.http.delete(f"/roadmap/v1{path}", headers={"If-Match": '"1"'})
    gone = await town.http.delete(f"/roadmap/v1{path}", headers={"If-Match": '"2"'})
    late = await town.put(path, content, if_match='"3"')

    assert [each.status_code for each in (blind, edited, outdated, gone, late)] == [428, 200, 412, 204, 409]
    assert same.json() == edited.json()
    assert (edited.json()["persons"], edited.json()["teachers"], edited.headers["ETag"]) == ([], 4, '"2"')
    left = (await town.get(path)).json()
    assert (left["state"], left["allowed_actions"]) == ("withdrawn", [])
    changes = (await town.get(f"{path}/changes")).json()["items"]
    assert [(change["action"], change["fields"]) for change in changes] == [
        ("withdrawn", ["state"]),
        ("updated", ["teachers", "keyed_roles", "persons"]),
        ("created", []),
    ]


async def test_the_same_request_records_once_and_monitoring_hears_of_every_write(town: Caller) -> None:
    body = make_support(A, "advice", "t-000001")
    first = await town.post("/support-actions", body, idempotency_key="one")

    again = await town.post("/support-actions", body, idempotency_key="one")

    assert again.json() == first.json()
    moved = {name: value for name, value in body.items() if name != "school_code"}
    moved |= {"academic_year": "2021/2022", "starts_on": "2021-10-10"}
    assert (await town.put(f"/support-actions/{first.json()['id']}", moved, if_match="*")).status_code == 200
    async with town.database.transaction() as session:
        asked = await session.scalars(select(Job.payload).where(Job.kind == "monitoring.support_provided"))
        assert sorted(payload["academic_year"] for payload in asked) == [2021, 2022, 2022]


async def test_a_school_records_for_itself_and_sees_no_other(town: Caller, make_caller: MakeCaller) -> None:
    foreign = await record(town, B)
    school = await make_caller(Territory("school", A))
    reader = await make_caller(Territory("municipality", NORILSK), scopes=("roadmap:read",))

    own = await record(school, A)

    assert (await school.post("/support-actions", make_support(B))).status_code == 404
    assert (await school.get(f"/support-actions/{foreign['id']}")).status_code == 404
    assert (await school.get(f"/support-actions/{foreign['id']}/changes")).status_code == 404
    assert [each["id"] for each in (await school.get("/support-actions")).json()["items"]] == [own["id"]]
    assert list(await summarise(school)) == [(A, "advice")]
    assert (await reader.get(f"/support-actions/{own['id']}")).json()["allowed_actions"] == []
    assert (await reader.post("/support-actions", make_support(A))).status_code == 403
    neighbour = await make_caller(Territory("municipality", ULCHSKY))
    assert (await neighbour.put(f"/support-actions/{own['id']}", {}, if_match="*")).status_code in {404, 422}
    assert await summarise(neighbour) == {}
