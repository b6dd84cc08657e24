"""Programmes: taken over from a pack for a municipality, edited, approved by an order, frozen from then on."""

from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from shared.access.principals import Territory
from tests.factories.files import NORILSK, ULCHSKY, make_schools
from tests.identification.conftest import Caller as IdentificationCaller
from tests.roadmap.conftest import Caller, MakeCaller

ORDER: dict[str, Any] = {"number": "280-36", "date": "2022-05-20", "title": "Об утверждении программы", "parties": []}
WANTED = {"pack": "norilsk-2022", "municipality": NORILSK}


@pytest.fixture
async def town(caller: Caller, identification: IdentificationCaller) -> Caller:
    """A caller of two municipalities with a school each."""
    await identification.import_file("schools", make_schools("edu240001"))
    await identification.import_file("schools", make_schools("edu080001", oktmo=ULCHSKY))
    return caller


async def create(caller: Caller, **wanted: Any) -> dict[str, Any]:
    answer = await caller.post("/programmes", WANTED | wanted)
    assert answer.status_code == 201, answer.text
    programme: dict[str, Any] = answer.json()
    return programme


def editable(programme: dict[str, Any], **changes: Any) -> dict[str, Any]:
    return {name: programme[name] for name in ("title", "last_year", "passport")} | changes


async def test_a_programme_of_a_pack_comes_with_its_passport(town: Caller) -> None:
    answer = await town.post("/programmes", WANTED)

    programme, passport = answer.json(), answer.json()["passport"]
    assert (answer.status_code, answer.headers["ETag"]) == (201, '"1"')
    assert answer.headers["Location"] == f"/roadmap/v1/programmes/{programme['id']}"
    assert (programme["first_year"], programme["last_year"], programme["state"]) == (2022, 2024, "draft")
    assert (len(passport["tasks"]), len(passport["expected_results"]), len(passport["basis"])) == (13, 9, 6)
    assert [len(direction["tasks"]) for direction in passport["directions"]] == [3, 6, 4]
    assert programme["allowed_actions"] == ["update", "approve"]


async def test_a_draft_is_edited_and_the_same_again_changes_nothing(town: Caller) -> None:
    programme = await create(town)
    passport = programme["passport"] | {
        "control": "Управление образования",
        "tasks": programme["passport"]["tasks"][:3],
    }
    path = f"/programmes/{programme['id']}"

    edited = await town.put(path, editable(programme, last_year=2025, passport=passport), if_match='"1"')
    same = await town.put(path, editable(edited.json()), if_match='"2"')

    read = (await town.get(path)).json()
    assert (edited.status_code, same.headers["ETag"]) == (200, '"2"')
    assert (read["last_year"], read["passport"]["control"], len(read["passport"]["tasks"])) == (
        *(2025, "Управление образования"),
        3,
    )
    changes = (await town.get(f"{path}/changes")).json()["items"]
    assert [(change["action"], change["fields"]) for change in changes] == [
        ("updated", ["last_year", "passport"]),
        ("created", []),
    ]


async def test_approval_by_an_order_freezes_a_programme(town: Caller) -> None:
    programme = await create(town)
    path = f"/programmes/{programme['id']}"

    approved = await town.post(f"{path}/approval", ORDER, if_match='"1"')

    later = approved.json()
    assert (approved.status_code, later["state"], later["order"]["number"]) == (200, "approved", "280-36")
    assert (later["allowed_actions"], later["approved_at"] is not None) == ([], True)
    refused = [
        await town.put(path, editable(programme), if_match="*"),
        await town.post(f"{path}/approval", ORDER, if_match="*"),
    ]
    assert [(answer.status_code, answer.json()["code"]) for answer in refused] == [(409, "programme-not-draft")] * 2
    assert (await town.get(path)).json() == later


@pytest.mark.parametrize("change", ["UPDATE programme SET title = 'Другая'", "DELETE FROM programme"])
async def test_the_database_keeps_an_approved_programme(town: Caller, change: str) -> None:
    programme = await create(town)
    await town.post(f"/programmes/{programme['id']}/approval", ORDER, if_match="*")

    async with town.database.transaction() as session:
        with pytest.raises(DBAPIError, match="never changes"):
            await session.execute(text(change))
        await session.rollback()


async def test_years_come_from_the_pack_or_from_people(town: Caller) -> None:
    none = await town.post("/programmes", {"pack": "ulchsky", "municipality": ULCHSKY})
    given = await create(town, pack="ulchsky", municipality=ULCHSKY, first_year=2023, last_year=2023)

    assert [error["pointer"] for error in none.json()["errors"]] == ["/body/first_year", "/body/last_year"]
    assert (given["first_year"], given["last_year"], len(given["passport"]["tasks"])) == (2023, 2023, 4)


async def test_without_a_goal_nothing_is_approved(town: Caller) -> None:
    programme = await create(town, pack="indicator-points", first_year=2022, last_year=2023)

    answer = await town.post(f"/programmes/{programme['id']}/approval", ORDER, if_match="*")

    assert (answer.status_code, answer.json()["code"]) == (409, "programme-incomplete")


@pytest.mark.parametrize(
    ("wanted", "status", "told"),
    [
        ({"pack": "nobody"}, 422, ["/body/pack"]),
        ({"first_year": 2024, "last_year": 2023}, 422, ["/body/last_year"]),
        ({"first_year": 2022, "last_year": 2042}, 422, ["/body/last_year"]),
        ({"municipality": "04000000"}, 404, []),
    ],
)
async def test_what_contradicts_itself_is_refused(
    town: Caller, wanted: dict[str, Any], status: int, told: list[str]
) -> None:
    answer = await town.post("/programmes", WANTED | wanted)

    assert answer.status_code == status
    assert [error["pointer"] for error in answer.json().get("errors", [])] == told


async def test_a_passport_that_contradicts_itself_is_refused_at_its_places(town: Caller) -> None:
    programme = await create(town)
    tasks = [{"number": 1, "text": "А", "direction": 7}, {"number": 1, "text": "Б", "direction": None}]
    wanted = editable(programme, passport=programme["passport"] | {"tasks": tasks}, last_year=2021)

    answer = await town.put(f"/programmes/{programme['id']}", wanted, if_match="*")

    assert [error["pointer"] for error in answer.json()["errors"]] == [
        *("/body/last_year", "/body/passport/tasks/1/number"),
        "/body/passport/tasks/0/direction",
    ]


async def test_a_municipality_has_a_programme_of_a_year_once(town: Caller) -> None:
    await create(town)

    again = await town.post("/programmes", WANTED)
    later = await create(town, first_year=2025, last_year=2027)

    listed = (await town.get("/programmes", municipality=NORILSK)).json()["items"]
    covered = (await town.get("/programmes", year=2026, state="draft", pack="norilsk-2022")).json()["items"]
    assert (again.status_code, again.json()["code"]) == (409, "programme-exists")
    assert [programme["first_year"] for programme in listed] == [2025, 2022]
    assert [programme["id"] for programme in covered] == [later["id"]]


async def test_a_foreign_programme_does_not_exist(town: Caller, make_caller: MakeCaller) -> None:
    programme = await create(town)
    stranger = await make_caller(Territory("municipality", ULCHSKY))
    school = await make_caller(Territory("school", "edu240001"))
    reader = await make_caller(Territory("municipality", NORILSK), scopes=["roadmap:read"])
    path = f"/programmes/{programme['id']}"

    for caller in (stranger, school):
        assert (await caller.get(path)).status_code == 404
        assert (await caller.put(path, editable(programme), if_match="*")).status_code == 404
        assert (await caller.get("/programmes")).json()["items"] == []
    assert (await stranger.post("/programmes", WANTED)).status_code == 404
    assert (await reader.get(path)).json()["allowed_actions"] == []
    assert (await reader.post("/programmes", WANTED)).status_code == 403
