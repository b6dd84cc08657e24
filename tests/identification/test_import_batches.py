"""Batches: rows as JSON take the way of files."""

from typing import Any

import pytest

from services.identification.imports.queries.datasets import DATASETS
from services.identification.imports.schemas import ContextBatch, Dataset, ResultBatch, SchoolBatch
from shared.http.schemas import RequestModel
from tests.factories.files import NORILSK, make_schools
from tests.identification.conftest import BASE, Caller, MakeCaller

YEAR = "2021/2022"


def make_school(code: str = "edu240001", **fields: object) -> dict[str, object]:
    row = {"school_code": code, "school_name": "Школа", "municipality_oktmo": NORILSK, "municipality_name": "Норильск"}
    return row | fields


def make_result(procedure: str = "vpr-math-5", **fields: object) -> dict[str, object]:
    key = {"school_code": "edu240001", "academic_year": YEAR, "procedure": procedure}
    return key | {"participants": 20, "below_threshold": 6} | fields


def make_answer(element: str = "internet", **fields: object) -> dict[str, object]:
    return {"school_code": "edu240001", "academic_year": YEAR, "element": element} | fields


async def test_batches_of_every_dataset_are_merged(caller: Caller) -> None:
    schools = await caller.import_rows("schools", [make_school(grades_from=1, grades_to=11)])
    results = await caller.import_rows("results", [make_result(), make_result("vpr-rus-5", participants=10)])
    context = await caller.import_rows("context", [make_answer(answer=" yes ")])

    assert [receipt["created"] for receipt in (schools, results, context)] == [1, 2, 1]
    assert (await caller.get("/schools/edu240001")).json()["grades_to"] == 11
    assert [row["participants"] for row in (await caller.get("/results")).json()["items"]] == [20, 10]
    assert (await caller.get("/context")).json()["items"][0]["answer"] == "yes"


async def test_faults_of_the_domain_are_issues_with_pointers(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))

    receipt = await caller.import_rows(
        "results", [make_result(), make_result("vpr-rus-5", below_threshold=21), make_result("oge-math"), make_result()]
    )

    assert (receipt["created"], receipt["rejected"]) == (2, 2)
    assert [(issue["row"], issue["pointer"], issue["code"]) for issue in receipt["issues"]] == [
        (2, "/body/rows/1/below_threshold", "below_exceeds_participants"),
        (4, "/body/rows/3/procedure", "duplicate_row"),
    ]


@pytest.mark.parametrize(
    ("dataset", "row", "pointer"),
    [
        ("results", make_result(participants="20"), "/body/rows/1/participants"),
        ("results", make_result(participants=True), "/body/rows/1/participants"),
        ("results", make_result(participants=20.0), "/body/rows/1/participants"),
        ("results", make_result(colour="red"), "/body/rows/1/colour"),
        ("results", {"school_code": "edu240001"}, "/body/rows/1/academic_year"),
        ("results", make_result("a\x00b"), "/body/rows/1/procedure"),
        ("results", make_result("x" * 1001), "/body/rows/1/procedure"),
        ("context", make_answer(answer=1), "/body/rows/1/answer"),
        ("schools", make_school(grades_from="1"), "/body/rows/1/grades_from"),
        ("schools", [], "/body/rows/1"),
    ],
)
async def test_a_wrong_shape_is_refused_with_its_pointer_and_nothing_is_received(
    caller: Caller, dataset: str, row: object, pointer: str
) -> None:
    right = {"results": make_result(), "context": make_answer(), "schools": make_school()}[dataset]

    answer = await caller.put_rows(dataset, [right, row])

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")
    assert pointer in [error["pointer"] for error in answer.json()["errors"]]
    assert (await caller.get("/imports")).json()["items"] == []


async def test_half_a_character_is_refused(caller: Caller) -> None:
    body = rb'{"rows": [{"school_code": "\ud800"}]}'

    answer = await caller.http.put(f"{BASE}/results", content=body, headers={"Content-Type": "application/json"})

    assert answer.status_code == 422


async def test_ten_thousand_rows_fit_and_one_more_does_not(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    rows = [make_result(academic_year="не учебный год") for _ in range(10_000)]

    taken = await caller.import_rows("results", rows)
    refused = await caller.put_rows("results", [*rows, make_result()])

    assert (taken["received"], taken["rejected"]) == (10_000, 10_000)
    assert refused.status_code == 422
    [error] = refused.json()["errors"]
    assert (error["pointer"], "10000" in error["detail"]) == ("/body/rows", True)


async def test_the_terms_of_files_hold_for_batches(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    faulty = make_result("vpr-rus-5", below_threshold=21)

    validated = await caller.import_rows("results", [make_result()], mode="validate", declared_participants=20)
    refused = await caller.import_rows("results", [make_result(), faulty], atomic="all")
    merged = await caller.import_rows("results", [make_result()], as_of="2022-10-02T00:00:00Z")
    older = await caller.import_rows("results", [make_result(below_threshold=1)], as_of="2022-10-01T00:00:00Z")

    assert [receipt["outcome"] for receipt in (validated, refused, merged)] == ["validated", "refused", "merged"]
    assert validated["totals"][0]["agrees"] is True
    assert (merged["created"], older["stale"]) == (1, 1)


@pytest.mark.parametrize("dataset", ["schools", "context"])
async def test_only_batches_of_results_have_sums(caller: Caller, dataset: str) -> None:
    answer = await caller.put_rows(dataset, [], declared_participants=1)

    assert (answer.status_code, answer.json()["errors"][0]["code"]) == (422, "extra-forbidden")


async def test_a_key_without_the_scope_may_not_send_a_batch(make_caller: MakeCaller) -> None:
    reader = await make_caller(scopes=("identification:read",))

    assert (await reader.put_rows("results", [make_result()])).status_code == 403


@pytest.mark.parametrize(
    ("dataset", "batch"),
    [(Dataset.schools, SchoolBatch), (Dataset.results, ResultBatch), (Dataset.context, ContextBatch)],
)
def test_the_fields_of_a_batch_are_the_columns_of_a_file(dataset: Dataset, batch: type[RequestModel]) -> None:
    row: Any = batch.model_fields["rows"].annotation

    assert tuple(row.__args__[0].model_fields) == DATASETS[dataset].columns.all
