"""Terms of an import: validate only, all or nothing, control totals, the sender's moment."""

from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from sqlalchemy import select

from shared.models import Change, SchoolVersion
from tests.factories.files import make_context, make_results, make_schools
from tests.identification.conftest import BASE, Caller

YEAR = "2021/2022"
RIGHT = ("edu240001", YEAR, "vpr-math-5", 20, 6)
FAULTY = ("edu240001", YEAR, "vpr-math-6", 5, 6)
COUNTS = ("received", "created", "updated", "unchanged", "stale", "rejected")
EARLY, LATE = "2022-10-01T00:00:00Z", "2022-10-02T00:00:00Z"


def count_of(receipt: dict[str, Any]) -> list[int]:
    counts = [receipt[name] for name in COUNTS]
    received, created, updated, unchanged, _, rejected = counts
    assert received == created + updated + unchanged + rejected
    return counts


async def read_below(caller: Caller) -> list[int]:
    return [row["below_threshold"] for row in (await caller.get("/results")).json()["items"]]


@pytest.fixture
async def sender(caller: Caller) -> Caller:
    """A sender whose school is in the register, with two results."""
    await caller.import_file("schools", make_schools("edu240001"))
    stored = make_results(RIGHT, ("edu240001", YEAR, "vpr-rus-5", 20, 1))
    await caller.import_file("results", stored, as_of=EARLY)
    return caller


async def test_validation_counts_and_tells_as_a_merge_would_and_stores_nothing(sender: Caller) -> None:
    content = make_results(
        (*RIGHT[:4], 7), ("edu240001", YEAR, "vpr-rus-5", 20, 1), ("edu240001", YEAR, "vpr-math-7", 9, 1), FAULTY
    )
    await sender.import_file("results", make_results(("edu240001", YEAR, "vpr-rus-6", 20, 1)), as_of=LATE)
    content += b"edu240001,2021/2022,vpr-rus-6,20,2\n"

    validated = await sender.import_file("results", content, mode="validate", as_of=EARLY)
    before = await read_below(sender)
    merged = await sender.import_file("results", content, as_of=EARLY)

    assert (validated["outcome"], merged["outcome"]) == ("validated", "merged")
    assert before == [6, 1, 1]
    assert count_of(validated) == count_of(merged) == [5, 1, 1, 2, 1, 1]
    assert validated["issues"] == merged["issues"]
    assert [(issue["row"], issue["severity"]) for issue in merged["issues"]] == [(5, "error"), (6, "warning")]


async def test_schools_are_validated_without_being_stored(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001", "edu240002"))
    content = make_schools("edu240001", "edu240003") + b"edu240002,B,04729000,N,1,4\nedu240004,,04729000,N,1,4\n"

    validated = await caller.import_file("schools", content, mode="validate")
    stored = (await caller.get("/schools")).json()["items"]
    merged = await caller.import_file("schools", content)

    assert [school["school_code"] for school in stored] == ["edu240001", "edu240002"]
    assert stored[1]["school_name"] == "Школа edu240002"
    assert count_of(validated) == count_of(merged) == [4, 1, 1, 1, 0, 1]
    assert validated["issues"] == merged["issues"]


@pytest.mark.parametrize("mode", ["commit", "validate"])
async def test_all_or_nothing_refuses_the_whole_for_one_faulty_row(sender: Caller, mode: str) -> None:
    content = make_results((*RIGHT[:4], 7), ("edu240001", YEAR, "vpr-math-7", 9, 1), FAULTY)

    receipt = await sender.import_file("results", content, atomic="all", mode=mode)

    assert count_of(receipt) == [3, 0, 0, 0, 0, 3]
    assert (receipt["state"], receipt["outcome"]) == ("done", "refused")
    assert "строк с ошибками 1 из 3" in receipt["refusal"]
    assert [(issue["row"], issue["code"]) for issue in receipt["issues"]] == [(4, "below_exceeds_participants")]
    assert await read_below(sender) == [6, 1]


async def test_all_or_nothing_refuses_the_whole_for_one_repeated_row(sender: Caller) -> None:
    receipt = await sender.import_file("results", make_results((*RIGHT[:4], 7), RIGHT), atomic="all")

    assert (receipt["outcome"], [issue["code"] for issue in receipt["issues"]]) == ("refused", ["duplicate_row"])
    assert await read_below(sender) == [6, 1]


async def test_all_or_nothing_holds_for_schools_and_context_too(sender: Caller) -> None:
    schools = make_schools("edu240002") + b"edu240003,,04729000,N,1,4\n"
    context = make_context(
        ("edu240001", YEAR, "internet", "yes", None, None), ("edu240001", YEAR, "x", "yes", None, None)
    )

    receipts = [
        await sender.import_file("schools", schools, atomic="all"),
        await sender.import_file("context", context, atomic="all"),
    ]

    assert [receipt["outcome"] for receipt in receipts] == ["refused", "refused"]
    assert [len((await sender.get(path)).json()["items"]) for path in ("/schools", "/context")] == [1, 0]


async def test_all_or_nothing_merges_what_has_no_fault(sender: Caller) -> None:
    receipt = await sender.import_file("results", make_results((*RIGHT[:4], 7)), atomic="all")

    assert (receipt["outcome"], receipt["refusal"], receipt["updated"]) == ("merged", None, 1)
    assert await read_below(sender) == [7, 1]


async def test_control_totals_are_shown_beside_those_of_the_accepted_rows(sender: Caller) -> None:
    content = make_results(RIGHT, ("edu240001", YEAR, "vpr-math-7", 9, 1), FAULTY)

    receipt = await sender.import_file(
        "results", content, declared_rows=3, declared_participants=29, declared_below_threshold=7
    )

    assert receipt["totals"] == [
        {"name": "rows", "declared": 3, "accepted": 2, "agrees": False},
        {"name": "participants", "declared": 29, "accepted": 29, "agrees": True},
        {"name": "below_threshold", "declared": 7, "accepted": 7, "agrees": True},
    ]
    assert receipt["outcome"] == "merged"


async def test_totals_that_nobody_declared_are_not_shown(sender: Caller) -> None:
    receipt = await sender.import_file("results", make_results(RIGHT))

    assert receipt["totals"] == []


async def test_a_total_that_does_not_agree_refuses_all_or_nothing(sender: Caller) -> None:
    content = make_results((*RIGHT[:4], 7))

    refused = await sender.import_file("results", content, atomic="all", declared_rows=1, declared_participants=21)
    taken = await sender.import_file("results", content, atomic="all", declared_rows=1, declared_participants=20)

    assert (refused["outcome"], refused["rejected"], refused["issues"]) == ("refused", 1, [])
    assert "сумма участников: заявлено 21, получилось 20" in refused["refusal"]
    assert taken["outcome"] == "merged"


async def test_a_total_is_told_before_it_is_counted(sender: Caller) -> None:
    answer = await sender.post_import("results", make_results(RIGHT), declared_rows=1)

    assert answer.json()["totals"] == [{"name": "rows", "declared": 1, "accepted": None, "agrees": None}]
    assert (answer.json()["outcome"], answer.json()["finished_at"]) == (None, None)


@pytest.mark.parametrize("dataset", ["schools", "context"])
async def test_only_results_have_sums(caller: Caller, dataset: str) -> None:
    answer = await caller.post_import(dataset, b"", declared_participants=1)

    assert (answer.status_code, answer.json()["code"]) == (422, "total-not-of-dataset")
    assert answer.json()["errors"][0]["pointer"] == "/query/declared_participants"


async def test_an_older_row_never_overwrites_a_newer_one(sender: Caller) -> None:
    await sender.import_file("results", make_results((*RIGHT[:4], 7)), as_of=LATE)

    receipt = await sender.import_file("results", make_results((*RIGHT[:4], 9)), as_of=EARLY)

    assert count_of(receipt) == [1, 0, 0, 1, 1, 0]
    [issue] = receipt["issues"]
    assert (issue["row"], issue["severity"], issue["code"]) == (2, "warning", "older_than_stored")
    assert "02.10.2022 00:00:00" in issue["detail"]
    assert await read_below(sender) == [7, 1]


async def test_an_older_row_that_says_the_same_is_no_news(sender: Caller) -> None:
    await sender.import_file("results", make_results((*RIGHT[:4], 7)), as_of=LATE)

    receipt = await sender.import_file("results", make_results((*RIGHT[:4], 7)), as_of=EARLY)

    assert (count_of(receipt), receipt["issues"]) == ([1, 0, 0, 1, 0, 0], [])


async def test_a_confirmed_value_holds_against_a_file_from_in_between(sender: Caller) -> None:
    confirmed = await sender.import_file("results", make_results(RIGHT), as_of="2022-10-03T00:00:00Z")

    receipt = await sender.import_file("results", make_results((*RIGHT[:4], 9)), as_of=LATE)

    assert count_of(confirmed) == [1, 0, 0, 1, 0, 0]
    assert receipt["stale"] == 1
    assert await read_below(sender) == [6, 1]


async def test_an_older_register_overwrites_neither_schools_nor_names(caller: Caller) -> None:
    newer = make_schools("edu240001", grades=(1, 9)).decode().replace("Округ", "Город")
    await caller.import_file("schools", newer.encode(), as_of=LATE)
    older = make_schools("edu240001", "edu240002")

    validated = await caller.import_file("schools", older, as_of=EARLY, mode="validate")
    merged = await caller.import_file("schools", older, as_of=EARLY)

    assert count_of(validated) == count_of(merged) == [2, 1, 0, 1, 1, 0]
    assert [(issue["row"], issue["code"]) for issue in merged["issues"]] == [(2, "older_than_stored")]
    schools = (await caller.get("/schools")).json()["items"]
    assert [school["grades_to"] for school in schools] == [9, 11]
    assert {school["municipality_name"] for school in schools} == {"Город 04729000"}


async def test_a_register_that_says_the_same_makes_no_version_and_holds_its_ground(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"), as_of=EARLY)
    confirmed = await caller.import_file("schools", make_schools("edu240001"), as_of="2022-10-03T00:00:00Z")

    receipt = await caller.import_file("schools", make_schools("edu240001", grades=(1, 9)), as_of=LATE)

    assert (count_of(confirmed), receipt["stale"]) == ([1, 0, 0, 1, 0, 0], 1)
    async with caller.database.transaction() as session:
        assert (await session.scalars(select(SchoolVersion.version))).all() == [1]


async def test_an_edit_of_a_school_holds_against_an_older_register(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"), as_of=EARLY)
    read = await caller.get("/schools/edu240001")
    wanted = {"school_name": "Новое имя", "municipality_oktmo": "04729000", "grades_from": 1, "grades_to": 11}
    seen = {"If-Match": read.headers["ETag"]}
    await caller.http.put(f"{BASE}/schools/edu240001", json=wanted, headers=seen)

    receipt = await caller.import_file("schools", make_schools("edu240001"), as_of=LATE)

    assert count_of(receipt) == [1, 0, 0, 1, 1, 0]
    assert (await caller.get("/schools/edu240001")).json()["school_name"] == "Новое имя"


async def test_of_two_files_of_one_moment_the_later_one_wins(sender: Caller) -> None:
    receipt = await sender.import_file("results", make_results((*RIGHT[:4], 9)), as_of=EARLY)

    assert count_of(receipt) == [1, 0, 1, 0, 0, 0]
    assert await read_below(sender) == [9, 1]


async def test_the_moment_is_the_arrival_where_none_is_told(sender: Caller) -> None:
    receipt = await sender.import_file("results", make_results(RIGHT))

    assert receipt["as_of"] == receipt["created_at"]


@pytest.mark.parametrize(
    ("moment", "code"),
    [
        ((datetime.now(UTC) + timedelta(days=1)).isoformat(), "moment-in-future"),
        ("2022-10-01T00:00:00", "invalid-request"),
        ("yesterday", "invalid-request"),
    ],
    ids=["in the future", "without a zone", "no moment"],
)
async def test_a_moment_that_cannot_be_is_refused(caller: Caller, moment: str, code: str) -> None:
    answer = await caller.post_import("results", make_results(RIGHT), as_of=moment)

    assert (answer.status_code, answer.json()["code"]) == (422, code)
    assert answer.json()["errors"][0]["pointer"] == "/query/as_of"


async def test_clocks_of_senders_may_run_a_little_fast(caller: Caller) -> None:
    soon = (datetime.now(UTC) + timedelta(minutes=2)).isoformat()

    answer = await caller.post_import("results", make_results(RIGHT), as_of=soon)

    assert answer.status_code == 202


async def test_every_receipt_leaves_its_changes(sender: Caller) -> None:
    merged = await sender.import_file("results", make_results(RIGHT))
    refused = await sender.import_file("results", make_results(FAULTY), atomic="all")
    validated = await sender.import_file("results", make_results(RIGHT), mode="validate")

    async with sender.database.transaction() as session:
        found = (await session.execute(select(Change.object_key, Change.action).order_by(Change.happened_at))).all()
    actions = {
        receipt["id"]: [action for key, action in found if key == receipt["id"]]
        for receipt in (merged, refused, validated)
    }
    assert list(actions.values()) == [["received", "merged"], ["received", "refused"], ["received", "validated"]]


async def test_issues_come_as_a_table_too(sender: Caller) -> None:
    receipt = await sender.import_file("results", make_results(("=1+1", YEAR, "vpr-math-5", 1, 1), FAULTY))

    answer = await sender.get(f"/imports/{receipt['id']}/issues.csv")

    assert answer.headers["Content-Type"] == "text/csv; charset=utf-8"
    header, first, second = answer.text.splitlines()
    assert header == "row,column,severity,code,detail"
    assert first.startswith("2,school_code,error,invalid_school_code,")
    assert second.startswith("3,below_threshold,error,below_exceeds_participants,")


async def test_the_table_of_a_foreign_receipt_does_not_exist(sender: Caller) -> None:
    answer = await sender.get("/imports/5b0f6d0e-6a0f-4f0c-9a55-3a54d6f5f6a1/issues.csv")

    assert (answer.status_code, answer.json()["code"]) == (404, "receipt-not-found")
