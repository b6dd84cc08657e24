"""The catalogue: what programmes offer, in the versions in force, with terms as days."""

import pytest

from shared.access.principals import Territory
from tests.roadmap.conftest import Caller, MakeCaller


async def test_every_programme_is_listed_with_how_much_it_offers(caller: Caller) -> None:
    answer = await caller.get("/catalogue", academic_year="2022/2023", limit=10)

    counted = {
        entry["pack"]: tuple(entry[name] for name in ("tasks", "measures", "support_measures", "stages"))
        for entry in answer.json()["items"]
    }
    assert counted == {
        "indicator-points": (0, 0, 12, 0),
        "krasnye-baki-2021": (0, 8, 0, 6),
        "municipal-cycle": (3, 8, 5, 7),
        "norilsk-2022": (13, 32, 19, 0),
        "ulchsky": (4, 0, 6, 9),
    }


async def test_pages_of_the_catalogue_go_on_by_code(caller: Caller) -> None:
    first = (await caller.get("/catalogue", limit=3)).json()
    second = (await caller.get("/catalogue", limit=3, cursor=first["next_cursor"])).json()

    assert [entry["pack"] for entry in first["items"] + second["items"]] == [
        *("indicator-points", "krasnye-baki-2021", "municipal-cycle"),
        *("norilsk-2022", "ulchsky"),
    ]


async def test_plans_are_told_with_their_days_and_proposals_are_read_against_the_year(caller: Caller) -> None:
    entry = (await caller.get("/catalogue/norilsk-2022", academic_year="2022/2023")).json()

    prevention, calendar = entry["plans"]
    october = prevention["sections"][0]["measures"][1]
    whole = next(one for one in calendar["sections"][1]["measures"] if one["code"] == "II-8")
    assert (october["term"], october["starts_on"], october["ends_on"]) == ("Октябрь", "2022-10-01", "2022-10-31")
    assert (whole["starts_on"], whole["ends_on"]) == ("2023-01-01", "2023-12-31")
    assert october["criteria"] == ["norilsk-2022/at-risk/pupils"]
    assert {one["wording"] for one in entry["support"]} == {"source", "ours"}
    assert {(one["starts_on"], one["ends_on"]) for one in entry["support"]} == {("2022-09-01", "2023-05-31")}
    assert (len(entry["passport"]["tasks"]), len(entry["passport"]["expected_results"])) == (13, 9)
    assert entry["passport"]["developers"][1] == "МБУ «Методический центр»"


async def test_the_order_of_2021_names_everybodys_part_and_the_cycle_its_stages(caller: Caller) -> None:
    entry = (await caller.get("/catalogue/krasnye-baki-2021")).json()

    clauses = {clause["number"]: clause["role"] and clause["role"]["role"] for clause in entry["order"]["clauses"]}
    yearly = [one["code"] for one in entry["plans"][0]["sections"][0]["measures"] if one["recurrence"] == "yearly"]
    assert (entry["order"]["number"], entry["order"]["date"]) == ("262", "2021-06-08")
    assert clauses == {
        "1": "approves",
        "2": None,
        "2.1": "executes",
        "2.2": "executes",
        "3": None,
        "3.1": "accompanies",
        "3.2": "accompanies",
        "4": "controls",
    }
    assert yearly == ["1"]
    assert entry["cycle"]["stages"][0]["title"] == "⟦1 Цели, задачи⟧"


@pytest.mark.parametrize(
    ("path", "status", "code"),
    [
        ("/catalogue/nobody", 404, "catalogue-entry-not-found"),
        ("/catalogue?academic_year=2022", 422, "invalid-request"),
    ],
)
async def test_what_is_not_there_is_told(caller: Caller, path: str, status: int, code: str) -> None:
    answer = await caller.http.get(f"/roadmap/v1{path}")

    assert (answer.status_code, answer.json()["code"]) == (status, code)


async def test_programmes_belong_to_nobody_and_a_school_may_read_them(make_caller: MakeCaller) -> None:
    school = await make_caller(Territory("school", "edu240001"), scopes=["roadmap:read"])
    stranger = await make_caller(scopes=["monitoring:read"])

    assert (await school.get("/catalogue/ulchsky")).status_code == 200
    assert (await stranger.get("/catalogue")).status_code == 403
