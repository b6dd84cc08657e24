from typing import Any

import httpx
import pytest
from sqlalchemy import func, select, text

from services.identification.runs.jobs import verify_run
from services.identification.runs.schemas import VerifyRun
from shared.access.principals import Territory
from shared.models import Verdict
from tests.factories.files import ULCHSKY, make_context, make_results, make_schools
from tests.identification.conftest import BASE, Caller, MakeCaller

LAST = "2021/2022"
UNKNOWN = "00000000-0000-4000-8000-000000000000"


async def import_schools(caller: Caller) -> None:
    """Two schools with grade 5 only: one low in two procedures, one fine."""
    await caller.import_file("schools", make_schools("edu240001", "edu240002", grades=(5, 5)))
    rows = [
        (school, LAST, procedure, 20, below)
        for school, below in (("edu240001", 6), ("edu240002", 1))
        for procedure in ("vpr-math-5", "vpr-rus-5")
    ]
    receipt = await caller.import_file("results", make_results(*rows))
    assert receipt["rejected"] == 0


async def post_verification(caller: Caller, run_id: str, **headers: str) -> httpx.Response:
    return await caller.http.post(f"{BASE}/runs/{run_id}/verification", headers=headers)


async def verify(caller: Caller, run_id: str) -> dict[str, Any]:
    """Ask for a verification, let the job run, return it with its differences."""
    answer = await post_verification(caller, run_id)
    assert answer.status_code == 202, answer.text
    await caller.run_jobs()
    verification: dict[str, Any] = (await caller.http.get(answer.headers["Location"])).json()
    assert verification["state"] == "finished", verification
    differences = await caller.http.get(f"{answer.headers['Location']}/differences")
    return {**verification, "differences": differences.json()["items"]}


async def tamper(caller: Caller, statement: str) -> None:
    async with caller.database.transaction() as session:
        await session.execute(text(statement))


async def test_an_unchanged_run_is_identical(caller: Caller) -> None:
    await import_schools(caller)
    run = await caller.finish_run()

    verification = await verify(caller, run["id"])

    assert verification["result"] == "identical"
    assert (verification["inputs_hash"], verification["result_hash"]) == (run["inputs_hash"], run["result_hash"])
    assert (verification["schools"], verification["progress"]) == (2, {"done": 2, "total": 2})
    assert verification["engine_version"] == run["engine_version"] == "1"
    assert verification["differences"] == []


async def test_a_verification_begins_queued_and_names_its_address(caller: Caller) -> None:
    await import_schools(caller)
    run = await caller.finish_run()

    answer = await post_verification(caller, run["id"])

    verification = answer.json()
    assert (verification["state"], verification["result"], verification["run_id"]) == ("queued", None, run["id"])
    assert answer.headers["Location"] == f"{BASE}/runs/{run['id']}/verifications/{verification['id']}"


async def test_changed_facts_are_told_school_by_school(caller: Caller) -> None:
    await import_schools(caller)
    run = await caller.finish_run()
    await caller.import_file("results", make_results(("edu240002", LAST, "vpr-math-5", 20, 2)))

    verification = await verify(caller, run["id"])

    assert verification["result"] == "inputs_changed"
    assert verification["inputs_hash"] != run["inputs_hash"]
    assert (verification["schools_with_other_inputs"], verification["schools_with_other_verdict"]) == (1, 1)
    difference = verification["differences"][0]
    assert (difference["school_code"], difference["inputs_differ"]) == ("edu240002", True)
    assert (difference["status_before"], difference["status_now"]) == ("not_identified", "not_identified")
    assert difference["changed_inputs"] == [
        {
            "academic_year": LAST,
            "procedure": "vpr-math-5",
            "element": None,
            "before": {"state": "given", "answer": None, "numerator": 1, "denominator": 20},
            "now": {"state": "given", "answer": None, "numerator": 2, "denominator": 20},
        }
    ]


async def test_a_changed_answer_is_told_as_an_answer(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    run = await caller.finish_run(rule="indicator-points/at-risk")
    await caller.import_file("context", make_context(("edu240001", "2022/2023", "internet", "no", None, None)))

    difference = (await verify(caller, run["id"]))["differences"][0]

    changed = difference["changed_inputs"]
    assert [(item["element"], item["before"]["state"], item["now"]["answer"]) for item in changed] == [
        ("internet", "missing", "no")
    ]


async def test_a_school_that_came_later_has_no_verdict_before(caller: Caller) -> None:
    await import_schools(caller)
    run = await caller.finish_run()
    await caller.import_file("schools", make_schools("edu240003", grades=(5, 5)))

    verification = await verify(caller, run["id"])

    assert verification["result"] == "inputs_changed"
    difference = verification["differences"][0]
    assert (difference["school_code"], difference["status_before"]) == ("edu240003", None)
    assert (difference["status_now"], difference["changed_inputs"]) == ("undetermined", [])


async def test_the_options_and_the_pack_of_the_run_are_used(caller: Caller) -> None:
    await import_schools(caller)
    run = await caller.finish_run(options={"threshold": "5"})

    assert run["summary"]["identified"] == 2
    assert (await verify(caller, run["id"]))["result"] == "identical"


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE verdict SET status = 'not_identified' WHERE school_code = 'edu240001'",
        "UPDATE verdict SET numerators[1] = 7 WHERE school_code = 'edu240001'",
        "DELETE FROM verdict WHERE school_code = 'edu240001'",
    ],
    ids=["verdict", "evidence", "row"],
)
async def test_stored_rows_that_no_longer_fit_are_a_fault(caller: Caller, statement: str) -> None:
    await import_schools(caller)
    run = await caller.finish_run()
    await tamper(caller, statement)

    verification = await verify(caller, run["id"])

    assert verification["result"] == "result_differs"
    assert [difference["school_code"] for difference in verification["differences"]] == ["edu240001"]


async def test_a_run_whose_options_were_altered_is_a_fault(caller: Caller) -> None:
    await import_schools(caller)
    run = await caller.finish_run()
    await tamper(caller, """UPDATE run SET options = options || '{"min_participants": "1"}'""")

    verification = await verify(caller, run["id"])

    assert (verification["result"], verification["inputs_hash"]) == ("result_differs", run["inputs_hash"])
    assert verification["result_hash"] != run["result_hash"]


async def test_a_fault_is_told_even_where_other_schools_have_other_facts(caller: Caller) -> None:
    await import_schools(caller)
    run = await caller.finish_run()
    await tamper(caller, "UPDATE verdict SET status = 'not_identified' WHERE school_code = 'edu240001'")
    await caller.import_file("results", make_results(("edu240002", LAST, "vpr-math-5", 20, 2)))

    verification = await verify(caller, run["id"])

    told = [(item["school_code"], item["inputs_differ"]) for item in verification["differences"]]
    assert verification["result"] == "result_differs"
    assert told == [("edu240001", False), ("edu240002", True)]


async def test_recomputed_verdicts_are_not_kept_and_the_run_stays(caller: Caller) -> None:
    await import_schools(caller)
    run = await caller.finish_run()
    await caller.import_file("results", make_results(("edu240002", LAST, "vpr-math-5", 20, 12)))

    await verify(caller, run["id"])

    async with caller.database.transaction() as session:
        stored = await session.scalar(select(func.count()).select_from(Verdict))
    assert stored == 2
    assert (await caller.get(f"/runs/{run['id']}")).json() == run


async def test_verifying_twice_ends_in_the_same_state(caller: Caller) -> None:
    await import_schools(caller)
    run = await caller.finish_run()
    await caller.import_file("results", make_results(("edu240002", LAST, "vpr-math-5", 20, 2)))
    before = await verify(caller, run["id"])

    async with caller.database.transaction() as session:
        context = type("Context", (), {"session": session})()
        await verify_run(context, VerifyRun(verification_id=before["id"]))

    address = f"/runs/{run['id']}/verifications/{before['id']}"
    after = (await caller.get(address)).json()
    assert {**after, "differences": (await caller.get(f"{address}/differences")).json()["items"]} == before


async def test_differences_are_paged_by_school_code(caller: Caller) -> None:
    await import_schools(caller)
    run = await caller.finish_run()
    await caller.import_file("schools", make_schools("edu240003", "edu240004", "edu240005"))
    verification = await verify(caller, run["id"])
    address = f"/runs/{run['id']}/verifications/{verification['id']}/differences"

    first = await caller.get(address, limit=2)
    second = await caller.get(address, limit=2, cursor=first.json()["next_cursor"])

    pages = [[item["school_code"] for item in page.json()["items"]] for page in (first, second)]
    assert pages == [["edu240003", "edu240004"], ["edu240005"]]
    assert 'rel="next"' in first.headers["Link"]
    assert second.json()["next_cursor"] is None


async def test_verifications_of_a_run_are_listed_latest_first(caller: Caller) -> None:
    await import_schools(caller)
    run, other = await caller.finish_run(), await caller.finish_run(options={"threshold": "50"})
    first = await verify(caller, run["id"])
    waiting = (await post_verification(caller, run["id"])).json()

    listed = (await caller.get(f"/runs/{run['id']}/verifications")).json()["items"]

    assert [(item["id"], item["state"]) for item in listed] == [(waiting["id"], "queued"), (first["id"], "finished")]
    assert (await caller.get(f"/runs/{other['id']}/verifications")).json()["items"] == []


async def test_a_run_that_waits_cannot_be_verified(caller: Caller) -> None:
    run = (await caller.post_run()).json()

    answer = await post_verification(caller, run["id"])

    assert (answer.status_code, answer.json()["code"]) == (409, "run-not-finished")


async def test_differences_of_a_verification_that_waits_are_not_shown(caller: Caller) -> None:
    await import_schools(caller)
    run = await caller.finish_run()
    location = (await post_verification(caller, run["id"])).headers["Location"]

    answer = await caller.http.get(f"{location}/differences")

    assert (answer.status_code, answer.json()["code"]) == (409, "verification-not-finished")


async def test_a_verification_belongs_to_its_run(caller: Caller) -> None:
    await import_schools(caller)
    run, other = await caller.finish_run(), await caller.finish_run(options={"threshold": "50"})
    verification = await verify(caller, run["id"])

    answers = [
        await caller.get(f"/runs/{run['id']}/verifications/{UNKNOWN}"),
        await caller.get(f"/runs/{other['id']}/verifications/{verification['id']}"),
        await caller.get(f"/runs/{other['id']}/verifications/{verification['id']}/differences"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 3
    assert {answer.json()["code"] for answer in answers} == {"verification-not-found"}


async def test_the_same_key_asks_for_one_verification(caller: Caller) -> None:
    await import_schools(caller)
    run = await caller.finish_run()

    answers = [await post_verification(caller, run["id"], **{"Idempotency-Key": "k1"}) for _ in range(2)]

    assert answers[0].json()["id"] == answers[1].json()["id"]


async def test_a_foreign_run_cannot_be_verified(make_caller: MakeCaller) -> None:
    owner, stranger = await make_caller(), await make_caller(Territory("municipality", ULCHSKY))
    await import_schools(owner)
    run = await owner.finish_run()
    verification = await verify(owner, run["id"])
    address = f"/runs/{run['id']}/verifications/{verification['id']}"

    answers = [
        await post_verification(stranger, run["id"]),
        await stranger.get(f"/runs/{run['id']}/verifications"),
        await stranger.get(address),
        await stranger.get(f"{address}/differences"),
    ]

    assert [answer.status_code for answer in answers] == [404] * 4


async def test_a_reader_may_see_a_verification_but_not_ask_for_one(make_caller: MakeCaller) -> None:
    owner, reader = await make_caller(), await make_caller(scopes=("identification:read",))
    await import_schools(owner)
    run = await owner.finish_run()
    verification = await verify(owner, run["id"])

    asked = await post_verification(reader, run["id"])
    seen = await reader.get(f"/runs/{run['id']}/verifications/{verification['id']}")

    assert (asked.status_code, seen.status_code) == (403, 200)
