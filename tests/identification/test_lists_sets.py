"""Which schools are listed: the document before the calculation (B13), each school once (B23)."""

from typing import Any

import pytest
from sqlalchemy import select

from shared.access.principals import Territory
from shared.database.session import Database
from shared.listed_schools import select_listed_schools
from shared.models import Municipality
from tests.factories.files import NORILSK, ULCHSKY, make_schools
from tests.factories.lists import YEAR, approve, create_draft, import_low_results, publish_document
from tests.identification.conftest import Caller, MakeCaller

DUDINKA = "04653000"


@pytest.fixture
async def region(caller: Caller) -> Caller:
    """A caller of everything; schools 1–3 in Norilsk, 9 in Dudinka, another region beside."""
    await caller.import_file("schools", make_schools("edu240001", "edu240002", "edu240003", grades=(5, 5)))
    await caller.import_file("schools", make_schools("edu240009", grades=(5, 5), oktmo=DUDINKA))
    await caller.import_file("schools", make_schools("edu270001", grades=(5, 5), oktmo=ULCHSKY))
    return caller


async def listed(caller: Caller, **wanted: Any) -> dict[str, list[tuple[str, str]]]:
    """Return the listed schools with (category, basis) of each listing."""
    items = (await caller.get("/listed-schools", academic_year=YEAR, **wanted)).json()["items"]
    return {
        item["school_code"]: [(listing["category"], listing["basis"]) for listing in item["listings"]] for item in items
    }


async def approve_region(caller: Caller, *low: str, date: str = "2022-10-14") -> dict[str, Any]:
    """Approve a calculated list over the region in which these schools are low."""
    await import_low_results(caller, *low)
    return await approve(caller, await caller.finish_run(territory={"level": "region", "code": "04"}), date=date)


async def test_the_document_counts_where_there_is_one_and_the_calculation_elsewhere(region: Caller) -> None:
    calculated = await approve_region(region, "edu240001", "edu240009")
    document = await publish_document(region, "edu240002")

    items = (await region.get("/listed-schools", academic_year=YEAR)).json()["items"]

    assert [(item["school_code"], item["listings"]) for item in items] == [
        ("edu240002", [{"category": "low_results", "basis": "document", "list_id": document["id"]}]),
        ("edu240009", [{"category": "low_results", "basis": "calculated", "list_id": calculated["id"]}]),
    ]


async def test_a_draft_and_a_superseded_list_count_for_nothing(region: Caller) -> None:
    await publish_document(region, "edu240001")
    await publish_document(region, "edu240002", date="2022-11-01")
    await create_draft(region, "edu240003", date="2022-12-01")

    assert list(await listed(region)) == ["edu240002"]


async def test_a_school_in_two_categories_counts_once(region: Caller) -> None:
    await publish_document(region, "edu240001", "edu240002")
    await publish_document(region, "edu240001", category="disadvantaged")

    answer = (await region.get("/listed-schools", academic_year=YEAR, count=True)).json()

    assert answer["counts"] == {"schools": 2, "categories": {"low_results": 2, "disadvantaged": 1, "at_risk": 0}}
    assert await listed(region) == {
        "edu240001": [("disadvantaged", "document"), ("low_results", "document")],
        "edu240002": [("low_results", "document")],
    }


async def test_categories_and_territories_are_filtered_and_counts_come_when_asked(region: Caller) -> None:
    await publish_document(region, "edu240001", "edu240009", territory=("region", "04"))
    await publish_document(region, "edu240002", category="disadvantaged")
    await publish_document(region, "edu240003", category="at_risk")

    both = await listed(region, category=["low_results", "at_risk"], municipality=NORILSK)
    elsewhere = await listed(region, region="08")
    answer = (await region.get("/listed-schools", academic_year=YEAR, municipality=DUDINKA, count=True)).json()

    assert list(both) == ["edu240001", "edu240003"]
    assert elsewhere == {}
    assert (answer["counts"]["schools"], answer["counts"]["categories"]["low_results"]) == (1, 1)
    assert (await region.get("/listed-schools", academic_year=YEAR)).json()["counts"] is None


@pytest.mark.parametrize(
    ("own_date", "expected"),
    [("2022-10-13", ["edu240001"]), ("2022-10-14", ["edu240002"]), ("2022-10-15", ["edu240002"])],
    ids=["the later order counts", "of one day the narrower territory", "the later order is the narrower one"],
)
async def test_of_two_documents_that_cover_a_municipality_one_counts(
    region: Caller, own_date: str, expected: list[str]
) -> None:
    await publish_document(region, "edu240001", "edu240009", territory=("region", "04"), date="2022-10-14")
    await publish_document(region, "edu240002", date=own_date)

    assert list(await listed(region)) == [*expected, "edu240009"]


async def test_the_list_of_the_federation_covers_every_municipality(region: Caller) -> None:
    await publish_document(region, "edu240001", "edu270001", territory=("federal", None), date="2022-10-01")
    await publish_document(region, "edu240002", date="2022-10-14")

    assert list(await listed(region)) == ["edu240002", "edu270001"]


async def test_listed_schools_come_in_pages(region: Caller) -> None:
    await publish_document(region, "edu240001", "edu240002", "edu240009", territory=("region", "04"))

    codes: list[str] = []
    cursor: str | None = None
    while cursor is not None or not codes:
        parameters: dict[str, Any] = {"cursor": cursor} if cursor else {}
        page = (await region.get("/listed-schools", academic_year=YEAR, limit=2, **parameters)).json()
        codes += [item["school_code"] for item in page["items"]]
        cursor = page["next_cursor"]

    assert codes == ["edu240001", "edu240002", "edu240009"]


async def test_each_caller_sees_and_counts_his_own_schools(make_caller: MakeCaller, region: Caller) -> None:
    await publish_document(region, "edu240001", "edu240009", territory=("region", "04"))
    norilsk = await make_caller(Territory("municipality", NORILSK))
    school = await make_caller(Territory("school", "edu240009"))
    foreign = await make_caller(Territory("municipality", ULCHSKY))

    seen = [list(await listed(each)) for each in (norilsk, school, foreign)]
    counted = (await norilsk.get("/listed-schools", academic_year=YEAR, count=True)).json()["counts"]

    assert seen == [["edu240001"], ["edu240009"], []]
    assert counted["schools"] == 1


async def test_the_other_services_join_the_same_set(region: Caller, committed_database: Database) -> None:
    document = await publish_document(region, "edu240001")
    await approve_region(region, "edu240002", "edu240009")
    rows = select_listed_schools(2022)

    async with committed_database.transaction() as session:
        found = await session.execute(
            select(Municipality.oktmo, rows.c.school_code, rows.c.category, rows.c.basis, rows.c.list_id)
            .join(Municipality, Municipality.id == rows.c.municipality_id)
            .order_by(rows.c.school_code)
        )
        listings = [(*row[:4], str(row[4])) for row in found]

    assert listings[0] == (NORILSK, "edu240001", "low_results", "document", document["id"])
    assert [listing[:4] for listing in listings[1:]] == [(DUDINKA, "edu240009", "low_results", "calculated")]


async def test_the_difference_names_every_school_with_its_verdict(region: Caller) -> None:
    calculated = await approve_region(region, "edu240001", "edu240002")
    document = await publish_document(region, "edu240002", "edu240003")

    answer = (await region.get(f"/lists/{document['id']}/difference")).json()

    assert answer["summary"] == {
        "schools": 3,
        "both": 1,
        "only_official": 1,
        "only_calculated": 1,
        "not_calculated": 0,
    }
    assert {item["school_code"]: (item["difference"], item["verdict"]) for item in answer["items"]} == {
        code: (word, {"run_id": calculated["run_id"], "status": status})
        for code, word, status in (
            ("edu240001", "only_calculated", "identified"),
            ("edu240002", "both", "identified"),
            ("edu240003", "only_official", "undetermined"),
        )
    }
    by_year = (await region.get("/list-difference", category="low_results", academic_year=YEAR)).json()
    from_there = (await region.get(f"/lists/{calculated['id']}/difference")).json()
    assert by_year == from_there == answer


async def test_where_nothing_is_calculated_a_school_is_not_called_a_difference(region: Caller) -> None:
    run = await region.finish_run(territory={"level": "municipality", "code": DUDINKA})
    await approve(region, run)
    draft = await create_draft(region, "edu240001", "edu240009", territory=("region", "04"))

    everything = (await region.get(f"/lists/{draft['id']}/difference")).json()
    filtered = (await region.get(f"/lists/{draft['id']}/difference", difference="not_calculated")).json()

    words = {item["school_code"]: item["difference"] for item in everything["items"]}
    assert words == {"edu240001": "not_calculated", "edu240009": "only_official"}
    assert [item["school_code"] for item in filtered["items"]] == ["edu240001"]
    assert filtered["summary"] == everything["summary"]
    assert filtered["items"][0]["verdict"] is None


async def test_a_difference_shows_own_schools_only(make_caller: MakeCaller, region: Caller) -> None:
    await approve_region(region, "edu240001", "edu240009")
    document = await publish_document(region, "edu240009", territory=("region", "04"))
    norilsk = await make_caller(Territory("municipality", NORILSK))

    answer = (await norilsk.get(f"/lists/{document['id']}/difference")).json()

    assert (answer["summary"]["schools"], answer["summary"]["only_calculated"]) == (1, 1)
    assert [item["school_code"] for item in answer["items"]] == ["edu240001"]


async def test_the_years_are_compared_by_the_lists_in_force(region: Caller) -> None:
    before = await publish_document(region, "edu240001", "edu240002", year="2021/2022", date="2021-10-14")
    await publish_document(region, "edu240009", year="2021/2022", territory=("municipality", DUDINKA))
    now = await publish_document(region, "edu240002", "edu240003")
    await publish_document(region, "edu270001", territory=("municipality", ULCHSKY))
    years = {"category": "low_results", "from": "2021/2022", "to": YEAR}

    answer = (await region.get("/list-comparison", **years)).json()

    assert {item["school_code"]: item["change"] for item in answer["items"]} == {
        "edu240001": "left",
        "edu240002": "stayed",
        "edu240003": "entered",
        "edu240009": "no_later_list",
        "edu270001": "no_earlier_list",
    }
    assert answer["summary"] == {
        "schools": 5,
        "entered": 1,
        "stayed": 1,
        "left": 1,
        "no_earlier_list": 1,
        "no_later_list": 1,
    }
    left = (await region.get("/list-comparison", **years, change="left", municipality=NORILSK)).json()
    assert [(item["list_id"], item["earlier_list_id"]) for item in left["items"]] == [(now["id"], before["id"])]
    assert left["summary"]["schools"] == 3


async def test_two_lists_are_compared_by_their_ids(region: Caller) -> None:
    earlier = await publish_document(region, "edu240001", "edu240002", year="2021/2022")
    later = await publish_document(region, "edu240002", "edu240003", "edu240009", territory=("region", "04"))
    other = await publish_document(region, "edu240001", category="at_risk")
    draft = await create_draft(region, "edu240001")

    answer = await region.get(f"/lists/{later['id']}/comparison", earlier_list_id=earlier["id"])
    refused = [
        (await region.get(f"/lists/{later['id']}/comparison", earlier_list_id=one["id"])).json()["code"]
        for one in (other, draft)
    ]

    assert {item["school_code"]: item["change"] for item in answer.json()["items"]} == {
        "edu240001": "left",
        "edu240002": "stayed",
        "edu240003": "entered",
        "edu240009": "no_earlier_list",
    }
    assert refused == ["lists-not-comparable", "list-not-published"]
