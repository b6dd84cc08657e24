"""History of facts: what was superseded stays, and what was known at a moment can be read."""

from datetime import datetime

import pytest
from sqlalchemy import func, select, text
from sqlalchemy.exc import DBAPIError

from shared.access.principals import Territory
from shared.models import AssessmentResult, AssessmentResultVersion
from tests.factories.files import ULCHSKY, make_context, make_results, make_schools
from tests.identification.conftest import Caller, MakeCaller

YEAR = "2021/2022"
KEY = {"school_code": "sch240001", "academic_year": YEAR, "procedure": "vpr-math-5"}


async def import_below(caller: Caller, below: int, **terms: str) -> dict[str, str]:
    """Import one result and return its receipt."""
    return await caller.import_file("results", make_results(("edu240001", YEAR, "vpr-math-5", 20, below)), **terms)


async def test_a_superseded_result_stays_with_its_receipts(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    first = await import_below(caller, 6, as_of="2022-10-01T00:00:00Z")
    await import_below(caller, 6, as_of="2022-10-02T00:00:00Z")
    second = await import_below(caller, 7)

    versions = (await caller.get("/results/history", **KEY)).json()["items"]

    assert [version["below_threshold"] for version in versions] == [7, 6]
    current, past = versions
    assert (current["superseded_at"], current["superseding_receipt_id"]) == (None, None)
    assert (past["receipt_id"], past["superseding_receipt_id"]) == (first["id"], second["id"])
    assert past["as_of"] == "2022-10-02T00:00:00Z"
    assert past["superseded_at"] == current["recorded_at"] == second["finished_at"]
    assert past["recorded_at"] == first["finished_at"]


async def test_only_what_is_superseded_has_a_version(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    await import_below(caller, 6)
    await import_below(caller, 6)
    await import_below(caller, 9, as_of="2020-10-01T00:00:00Z")

    async with caller.database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(AssessmentResultVersion)) == 0
        assert await session.scalar(select(func.count()).select_from(AssessmentResult)) == 1


async def test_a_confirmed_result_keeps_its_receipt_and_moves_its_moment(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    first = await import_below(caller, 6)

    await import_below(caller, 6)
    confirmed = await import_below(caller, 6)

    [result] = (await caller.get("/results")).json()["items"]
    assert result["receipt_id"] == first["id"]
    assert result["as_of"] == confirmed["as_of"]


async def test_a_result_can_be_read_as_it_was_known(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    receipts = [await import_below(caller, below) for below in (6, 7, 8)]
    await caller.import_file("results", make_results(("edu240001", YEAR, "vpr-rus-5", 20, 1)))

    async def known_at(moment: str) -> list[int]:
        items = (await caller.get("/results", known_at=moment)).json()["items"]
        return [item["below_threshold"] for item in items]

    assert await known_at("2020-01-01T00:00:00Z") == []
    assert [await known_at(receipt["finished_at"]) for receipt in receipts] == [[6], [7], [8]]
    assert await known_at("2099-01-01T00:00:00Z") == [8, 1]


async def test_what_was_known_is_read_page_by_page(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001", "edu240002"))
    keys = [(code, YEAR, procedure) for code in ("edu240001", "edu240002") for procedure in ("vpr-math-5", "vpr-rus-5")]
    first = await caller.import_file("results", make_results(*((*key, 20, 1) for key in keys)))
    await caller.import_file("results", make_results(*((*key, 20, 2) for key in keys[1:3])))

    seen, cursor = [], None
    while True:
        parameters = {"limit": 1, "known_at": first["finished_at"]} | ({"cursor": cursor} if cursor else {})
        page = (await caller.get("/results", **parameters)).json()
        seen += [(row["school_code"], row["procedure"], row["below_threshold"]) for row in page["items"]]
        if (cursor := page["next_cursor"]) is None:
            break

    assert seen == [(code, procedure, 1) for code, _, procedure in keys]


async def test_context_values_have_a_past_as_well(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    first = await caller.import_file("context", make_context(("edu240001", YEAR, "internet", "yes", None, None)))
    await caller.import_file("context", make_context(("edu240001", YEAR, "internet", "no", None, None)))

    then = (await caller.get("/context", known_at=first["finished_at"])).json()["items"]
    key = {"school_code": "edu240001", "academic_year": YEAR, "element": "internet"}
    versions = (await caller.get("/context/history", **key)).json()["items"]

    assert [(value["answer"], value["receipt_id"]) for value in then] == [("yes", first["id"])]
    assert [version["answer"] for version in versions] == ["no", "yes"]


async def test_history_is_paged(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    for below in (6, 7, 8):
        await import_below(caller, below)

    page = (await caller.get("/results/history", limit=2, **KEY)).json()
    rest = (await caller.get("/results/history", limit=2, cursor=page["next_cursor"], **KEY)).json()

    assert [version["below_threshold"] for version in page["items"] + rest["items"]] == [8, 7, 6]
    assert rest["next_cursor"] is None


async def test_the_past_of_a_foreign_school_is_not_shown(make_caller: MakeCaller) -> None:
    federal = await make_caller()
    await federal.import_file("schools", make_schools("edu240001"))
    await import_below(federal, 6)
    last = await import_below(federal, 7)
    foreign = await make_caller(Territory("municipality", ULCHSKY))

    versions = (await foreign.get("/results/history", **KEY)).json()["items"]
    known = (await foreign.get("/results", known_at=last["finished_at"])).json()["items"]

    assert (versions, known) == ([], [])


async def test_history_cannot_be_rewritten(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    await import_below(caller, 6)
    await import_below(caller, 7)

    with pytest.raises(DBAPIError, match="permission denied"):
        async with caller.database.transaction() as session:
            await session.execute(text("UPDATE assessment_result_version SET below_threshold = 0"))


async def test_moments_of_merges_follow_their_order(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    for below in range(4):
        await caller.post_import("results", make_results(("edu240001", YEAR, "vpr-math-5", 20, below)))
    await caller.run_jobs()

    versions = (await caller.get("/results/history", **KEY)).json()["items"]

    moments = [datetime.fromisoformat(version["recorded_at"]) for version in versions]
    assert moments == sorted(moments, reverse=True)
    assert [version["recorded_at"] for version in versions[:-1]] == [
        version["superseded_at"] for version in versions[1:]
    ]
