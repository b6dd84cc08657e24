"""The register as it is read: searched, filtered, with the history of every school and with municipalities."""

import pytest

from shared.access.principals import Territory
from tests.factories.files import NORILSK, ULCHSKY
from tests.identification.conftest import BASE, Caller, MakeCaller
from tests.identification.register import CODE, put
from tests.identification.test_runs_verification import import_schools, verify


async def test_the_history_tells_every_version_and_who_wrote_it(keeper: Caller) -> None:
    await put(keeper, "edu240009", etag='"1"', school_name="Лицей", grades_to=9)

    latest, first = (await keeper.get("/schools/sch240009/history")).json()["items"]

    assert (latest["version"], latest["school_name"], latest["receipt_id"]) == (2, "Лицей", None)
    assert latest["fields"] == ["school_name", "grades_to", "inn", "ogrn", "opened_on"]
    assert (first["version"], first["school_name"], first["fields"]) == (1, "Школа edu240009", [])
    assert first["receipt_id"] is not None
    assert None not in {latest["client_id"], first["client_id"]}
    assert latest["client_id"] != first["client_id"]


async def test_the_history_is_paged_and_ends_at_the_border(keeper: Caller) -> None:
    await put(keeper)
    await put(keeper, etag='"1"', school_name="Лицей")

    page = (await keeper.get(f"/schools/{CODE}/history", limit=1)).json()
    rest = (await keeper.get(f"/schools/{CODE}/history", limit=1, cursor=page["next_cursor"])).json()

    assert [version["version"] for version in page["items"] + rest["items"]] == [2, 1]
    assert rest["next_cursor"] is None
    assert (await keeper.get("/schools/edu270001/history")).status_code == 404


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ({"name": "сош 1"}, ["edu240001"]),
        ({"name": "школа №1"}, ["edu240001"]),
        ({"name": "«»"}, []),
        ({"active_on": "2022-08-31"}, ["edu240001", "edu240002", "edu240009"]),
        ({"active_on": "2022-09-01"}, ["edu240001", "edu240009"]),
        ({"subordination": "regional"}, ["edu240003"]),
        ({"special_type": "evening"}, ["edu240002"]),
        ({"special_type": "evening", "subordination": "regional"}, []),
        ({"municipality": NORILSK, "region": "04", "name": "вечерняя"}, ["edu240002"]),
        ({"municipality": ULCHSKY}, []),
    ],
)
async def test_the_register_is_filtered(keeper: Caller, wanted: dict[str, str], expected: list[str]) -> None:
    await put(keeper)
    await put(keeper, "edu240002", school_name="Вечерняя школа № 10", special_type="evening", closed_on="2022-08-31")
    await put(keeper, "edu240003", school_name="Интернат", subordination="regional", opened_on="2022-09-02")

    items = (await keeper.get("/schools", **wanted)).json()["items"]

    assert [item["school_code"] for item in items] == expected


@pytest.mark.parametrize("wanted", [{"active_on": "20220901"}, {"name": ""}, {"subordination": "x"}])
async def test_a_filter_that_cannot_be_read_is_refused(keeper: Caller, wanted: dict[str, str]) -> None:
    answer = await keeper.get("/schools", **wanted)

    assert answer.status_code == 422
    assert answer.json()["errors"][0]["pointer"] == f"/query/{next(iter(wanted))}"


async def test_municipalities_are_listed_by_territory(caller: Caller, keeper: Caller, make_caller: MakeCaller) -> None:
    school = await make_caller(Territory("school", "edu240009"))

    own = (await keeper.get("/municipalities")).json()["items"]
    everything = (await caller.get("/municipalities")).json()["items"]
    far = (await caller.get("/municipalities", region="08")).json()["items"]
    none = (await school.get("/municipalities")).json()["items"]

    assert own == [
        {"oktmo": NORILSK, "name": f"Округ {NORILSK}", "region_code": "04", "region_name": "Красноярский край"}
    ]
    assert [place["oktmo"] for place in everything] == [NORILSK, ULCHSKY]
    assert [place["oktmo"] for place in far] == [ULCHSKY]
    assert none == []


async def test_a_school_closed_before_the_year_of_the_list_is_told_and_left_out_of_later_runs(caller: Caller) -> None:
    await import_schools(caller)
    run = await caller.finish_run()
    closed = {"school_name": "Школа", "municipality_oktmo": NORILSK, "closed_on": "2022-08-31"}
    answer = await caller.http.put(f"{BASE}/schools/edu240002", json=closed, headers={"If-Match": '"1"'})
    assert answer.status_code == 200

    verification, later = await verify(caller, run["id"]), await caller.finish_run()

    assert verification["result"] == "inputs_changed"
    assert [difference["school_code"] for difference in verification["differences"]] == ["edu240002"]
    assert (run["summary"]["schools"], later["summary"]["schools"]) == (2, 1)
