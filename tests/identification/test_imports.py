import pytest
from sqlalchemy import func, select

from services.identification.imports.jobs import merge_import
from services.identification.imports.schemas import MergeImport
from shared.access.principals import Territory
from shared.models import AssessmentResult, ReceiptIssue, School, StagedResult
from shared.queue.draining import run_ready_jobs
from tests.factories.files import (
    NORILSK,
    ULCHSKY,
    make_context,
    make_csv,
    make_results,
    make_schools,
)
from tests.identification.conftest import Caller, MakeCaller

YEAR = "2021/2022"


async def test_a_receipt_adds_up(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))

    receipt = await caller.import_file(
        "results",
        make_results(
            ("edu240001", YEAR, "vpr-math-5", 20, 6),
            ("edu240001", YEAR, "vpr-math-6", None, None),
            ("edu240001", YEAR, "vpr-math-7", 5, 6),
        ),
    )

    counts = [receipt[name] for name in ("received", "created", "updated", "unchanged", "rejected")]
    assert counts == [3, 1, 0, 1, 1]
    assert receipt["state"] == "done"


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (("school-1", YEAR, "vpr-math-5", 20, 6), "school_code", "invalid_school_code"),
        (("edu249999", YEAR, "vpr-math-5", 20, 6), "school_code", "unknown_school"),
        (("edu240001", "2021/2023", "vpr-math-5", 20, 6), "academic_year", "invalid_academic_year"),
        (("edu240001", "2021", "vpr-math-5", 20, 6), "academic_year", "invalid_academic_year"),
        (("edu240001", YEAR, "vpr-math-99", 20, 6), "procedure", "unknown_procedure"),
        (("edu240001", "2019/2020", "oge-math", 20, 6), "procedure", "procedure_not_held"),
        (("edu240002", YEAR, "oge-math", 20, 6), "procedure", "outside_grades"),
        (("edu240001", YEAR, "vpr-math-5", "двадцать", 6), "participants", "not_a_count"),
        (("edu240001", YEAR, "vpr-math-5", "-1", 0), "participants", "not_a_count"),
        (("edu240001", YEAR, "vpr-math-5", "20.5", 6), "participants", "not_a_count"),
        (("edu240001", YEAR, "vpr-math-5", 99999999, 6), "participants", "not_a_count"),
        (("edu240001", YEAR, "vpr-math-5", None, 6), "participants", "count_missing"),
        (("edu240001", YEAR, "vpr-math-5", 20, None), "below_threshold", "count_missing"),
        (("edu240001", YEAR, "vpr-math-5", 20, 21), "below_threshold", "below_exceeds_participants"),
        (("edu240001", YEAR, "vpr-math-5", 20), None, "wrong_cell_count"),
    ],
)
async def test_a_faulty_result_is_told_with_row_column_and_code(
    caller: Caller, row: tuple[object, ...], column: str | None, code: str
) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    await caller.import_file("schools", make_schools("edu240002", grades=(1, 4)))

    receipt = await caller.import_file("results", make_results(("edu240001", YEAR, "vpr-rus-5", 10, 1), row))

    assert (receipt["created"], receipt["rejected"]) == (1, 1)
    assert [(found["row"], found["column"], found["code"]) for found in receipt["issues"]] == [(3, column, code)]
    assert any("а" <= letter <= "я" for letter in receipt["issues"][0]["detail"])


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (("edu240001", YEAR, "weather", "yes", None, None), "element", "unknown_element"),
        (("edu240001", YEAR, "internet", "maybe", None, None), "answer", "unknown_answer"),
        (("edu240001", YEAR, "internet", None, 1, 2), "numerator", "share_not_expected"),
        (("edu240001", YEAR, "pupils-failing", "no", None, None), "answer", "answer_not_expected"),
        (("edu240001", YEAR, "pupils-failing", None, 1, None), "denominator", "count_missing"),
        (("edu240001", YEAR, "pupils-failing", None, None, 1), "numerator", "count_missing"),
        (("edu240001", YEAR, "pupils-failing", None, "x", 1), "numerator", "not_a_count"),
        (("edu240001", YEAR, "pupils-failing", None, 3, 2), "numerator", "numerator_exceeds_denominator"),
    ],
)
async def test_a_faulty_context_value_is_told_with_row_column_and_code(
    caller: Caller, row: tuple[object, ...], column: str, code: str
) -> None:
    await caller.import_file("schools", make_schools("edu240001"))

    receipt = await caller.import_file("context", make_context(("edu240001", YEAR, "internet", "yes", None, None), row))

    found = [(issue["row"], issue["column"], issue["code"]) for issue in receipt["issues"]]
    assert receipt["created"] == 1
    assert (3, column, code) in found


@pytest.mark.parametrize(
    ("row", "column", "code"),
    [
        (("1", "Школа", NORILSK, "Норильск", 1, 11), "school_code", "invalid_school_code"),
        (("edu240002", None, NORILSK, "Норильск", 1, 11), "school_name", "name_missing"),
        (("edu240002", "Школа", "0472900", "Норильск", 1, 11), "municipality_oktmo", "invalid_oktmo"),
        (("edu240002", "Школа", "047290001", "Норильск", 1, 11), "municipality_oktmo", "oktmo_check_digit"),
        (("edu240002", "Школа", NORILSK, None, 1, 11), "municipality_name", "municipality_name_missing"),
        (("edu240002", "Школа", NORILSK, "Норильск", 9, 5), "grades_from", "invalid_grades"),
        (("edu240001", "Школа", NORILSK, "Норильск", 1, 11), "school_code", "duplicate_row"),
        (("sch240001", "Школа", NORILSK, "Норильск", 1, 11), "school_code", "duplicate_row"),
    ],
)
async def test_a_faulty_school_is_told_with_row_column_and_code(
    caller: Caller, row: tuple[object, ...], column: str, code: str
) -> None:
    content = make_schools("edu240001") + make_csv("", [row])[1:]

    receipt = await caller.import_file("schools", content)

    assert (receipt["created"], receipt["rejected"]) == (1, 1)
    assert [(found["row"], found["column"], found["code"]) for found in receipt["issues"]] == [(3, column, code)]


@pytest.mark.parametrize("oktmo", ["047290005", "086500004", "226350006"])
async def test_a_right_check_digit_is_accepted_and_dropped(caller: Caller, oktmo: str) -> None:
    await caller.import_file("schools", make_schools("edu240001", oktmo=oktmo))

    school = (await caller.get("/schools/edu240001")).json()

    assert school["municipality_oktmo"] == oktmo[:8]


async def test_a_name_that_would_steer_a_terminal_is_refused(caller: Caller) -> None:
    names = ["A\x1b[2J", "a\rb", "a\nb"]
    rows = b"".join(f'edu24000{place},"{name}",{NORILSK},N,,\n'.encode() for place, name in enumerate(names))

    receipt = await caller.import_file("schools", make_schools() + rows)

    assert [(issue["row"], issue["code"]) for issue in receipt["issues"]] == [
        (2, "control_character"),
        (3, "control_character"),
        (4, "control_character"),
    ]


async def test_a_row_that_nobody_filled_in_is_no_row(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))

    results = await caller.import_file(
        "results",
        make_results(
            ("edu240001", YEAR, "vpr-math-5", None, None),
            ("edu240001", YEAR, "vpr-math-5", 20, 6),
            ("edu240001", "2019/2020", "oge-math", None, None),
            (None, None, None, None, None),
        ),
    )
    context = await caller.import_file("context", make_context(("edu240001", YEAR, "internet", None, None, None)))

    assert [results[name] for name in ("received", "created", "unchanged", "rejected")] == [3, 1, 2, 0]
    assert [context[name] for name in ("received", "created", "unchanged", "rejected")] == [1, 0, 1, 0]


async def test_a_row_without_a_school_is_told_once(caller: Caller) -> None:
    receipt = await caller.import_file("results", make_results((None, YEAR, "vpr-math-5", 20, 6)))

    assert [issue["code"] for issue in receipt["issues"]] == ["invalid_school_code"]


async def test_grades_count_only_as_a_pair(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001", grades=None) + b"edu240002,B,04729000,N,5,\n")

    school = (await caller.get("/schools/edu240002")).json()

    assert (school["grades_from"], school["grades_to"]) == (None, None)


async def test_a_school_of_another_municipality_is_not_taken_over(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))

    receipt = await caller.import_file("schools", make_schools("edu240001", oktmo=ULCHSKY))

    assert [issue["code"] for issue in receipt["issues"]] == ["school_in_other_municipality"]
    assert (await caller.get("/schools/edu240001")).json()["municipality_oktmo"] == NORILSK


async def test_a_repeated_row_is_rejected_and_the_first_one_counts(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))

    receipt = await caller.import_file(
        "results", make_results(("edu240001", YEAR, "vpr-math-5", 20, 6), ("sch240001", YEAR, "vpr-math-5", 20, 7))
    )

    results = (await caller.get("/results")).json()["items"]
    assert [(issue["row"], issue["code"]) for issue in receipt["issues"]] == [(3, "duplicate_row")]
    assert [row["below_threshold"] for row in results] == [6]


async def test_bad_rows_leave_what_is_stored_alone(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    await caller.import_file("results", make_results(("edu240001", YEAR, "vpr-math-5", 20, 6)))

    await caller.import_file("results", make_results(("edu240001", YEAR, "vpr-math-5", 20, 600)))

    results = (await caller.get("/results")).json()["items"]
    assert [row["below_threshold"] for row in results] == [6]


async def test_a_replay_changes_nothing(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    content = make_results(("edu240001", YEAR, "vpr-math-5", 20, 6), ("edu240001", YEAR, "vpr-math-6", 20, 7))
    await caller.import_file("results", content)

    receipt = await caller.import_file("results", content)

    assert (receipt["created"], receipt["updated"], receipt["unchanged"]) == (0, 0, 2)


async def test_a_changed_fact_is_updated(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    await caller.import_file("results", make_results(("edu240001", YEAR, "vpr-math-5", 20, 6)))

    receipt = await caller.import_file("results", make_results(("edu240001", YEAR, "vpr-math-5", 20, 5)))

    assert (receipt["updated"], receipt["unchanged"]) == (1, 0)
    assert [row["below_threshold"] for row in (await caller.get("/results")).json()["items"]] == [5]


async def test_a_municipal_key_writes_its_own_municipality_only(make_caller: MakeCaller) -> None:
    federal = await make_caller()
    await federal.import_file("schools", make_schools("edu270001", oktmo=ULCHSKY))
    norilsk = await make_caller(Territory("municipality", NORILSK))

    schools = await norilsk.import_file(
        "schools", make_schools("edu240001") + make_schools("edu270002", oktmo=ULCHSKY).partition(b"\n")[2]
    )
    results = await norilsk.import_file(
        "results", make_results(("edu240001", YEAR, "vpr-math-5", 20, 6), ("edu270001", YEAR, "vpr-math-5", 20, 6))
    )

    assert [(issue["row"], issue["code"]) for issue in schools["issues"]] == [(3, "outside_territory")]
    assert [(issue["row"], issue["code"]) for issue in results["issues"]] == [(3, "unknown_school")]


async def test_a_receipt_of_another_client_does_not_exist(make_caller: MakeCaller) -> None:
    sender, other = await make_caller(), await make_caller(Territory("region", "04"))
    receipt = await sender.import_file("schools", make_schools("edu240001"))

    own = await sender.get(f"/imports/{receipt['id']}")
    foreign = await other.get(f"/imports/{receipt['id']}")
    issues = await other.get(f"/imports/{receipt['id']}/issues")

    assert [own.status_code, foreign.status_code, issues.status_code] == [200, 404, 404]
    assert (await other.get("/imports")).json()["items"] == []


async def test_a_key_without_the_scope_may_not_import(make_caller: MakeCaller) -> None:
    reader = await make_caller(scopes=("identification:read",))

    answer = await reader.post_import("schools", make_schools("edu240001"))

    assert answer.status_code == 403


async def test_merging_twice_ends_in_the_same_state(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    answer = await caller.post_import("results", make_results(("edu240001", YEAR, "vpr-math-5", 5, 6)))
    await run_ready_jobs(caller.database, [merge_import])
    before = (await caller.get(f"/imports/{answer.json()['id']}")).json()

    async with caller.database.transaction() as session:
        context = type("Context", (), {"session": session})()
        await merge_import(context, MergeImport(receipt_id=answer.json()["id"]))

    async with caller.database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(ReceiptIssue)) == 1
    assert (await caller.get(f"/imports/{answer.json()['id']}")).json() == before


async def test_staging_is_empty_after_the_merge(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    await caller.import_file("results", make_results(("edu240001", YEAR, "vpr-math-5", 20, 6)))

    async with caller.database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(StagedResult)) == 0
        assert await session.scalar(select(func.count()).select_from(AssessmentResult)) == 1
        assert await session.scalar(select(func.count()).select_from(School)) == 1


async def test_until_the_job_runs_the_receipt_is_queued(caller: Caller) -> None:
    answer = await caller.post_import("schools", make_schools("edu240001"))

    receipt = (await caller.http.get(answer.headers["Location"])).json()

    assert receipt["state"] == "queued"
    assert receipt["progress"] == {"done": 0, "total": 1}
