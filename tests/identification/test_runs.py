import pytest

from services.identification.runs.jobs import execute_run
from services.identification.runs.schemas import ExecuteRun
from shared.access.principals import Territory
from tests.factories.files import NORILSK, ULCHSKY, make_context, make_results, make_schools
from tests.identification.conftest import BASE, Caller, MakeCaller

LAST, BEFORE = "2021/2022", "2020/2021"


async def import_example(caller: Caller) -> None:
    """One school by both criteria, one near miss, one without any result."""
    await caller.import_file("schools", make_schools("edu240001", "edu240002", "edu240003", grades=(5, 6)))
    rows = [("edu240001", LAST, "vpr-math-5", 20, 6), ("edu240001", LAST, "vpr-math-6", 10, 3)]
    rows += [("edu240001", BEFORE, "vpr-rus-5", 10, 5), ("edu240002", LAST, "vpr-math-5", 20, 6)]
    low = {(school, year, procedure) for school, year, procedure, *_ in rows}
    rows += [
        (school, year, procedure, 10, 2 if school == "edu240002" and year == LAST else 0)
        for school in ("edu240001", "edu240002")
        for year in (LAST, BEFORE)
        for procedure in ("vpr-math-5", "vpr-math-6", "vpr-rus-5", "vpr-rus-6")
        if (school, year, procedure) not in low
    ]
    receipt = await caller.import_file("results", make_results(*rows))
    assert receipt["rejected"] == 0


async def test_a_run_counts_its_verdicts(caller: Caller) -> None:
    await import_example(caller)

    run = await caller.finish_run()

    assert run["summary"] == {"schools": 3, "identified": 1, "not_identified": 1, "undetermined": 1}
    assert run["options"]["threshold"] == "30"
    assert run["inputs_hash"].startswith("sha256:")


async def test_verdicts_are_filtered_by_status_and_municipality(caller: Caller) -> None:
    await import_example(caller)
    run = await caller.finish_run(territory={"level": "federal"})

    identified = (await caller.get(f"/runs/{run['id']}/verdicts", status="identified")).json()["items"]
    elsewhere = (await caller.get(f"/runs/{run['id']}/verdicts", municipality=ULCHSKY)).json()["items"]
    everything = (await caller.get(f"/runs/{run['id']}/verdicts", municipality=NORILSK)).json()["items"]

    assert [verdict["school_code"] for verdict in identified] == ["edu240001"]
    assert elsewhere == []
    assert [verdict["status"] for verdict in everything] == ["identified", "not_identified", "undetermined"]


async def test_a_verdict_explains_itself_down_to_the_paragraph(caller: Caller) -> None:
    await import_example(caller)
    run = await caller.finish_run()

    verdict = (await caller.get(f"/runs/{run['id']}/verdicts/sch240001")).json()

    first = verdict["criteria"][0]
    assert (verdict["school_code"], verdict["status"]) == ("edu240001", "identified")
    assert (first["code"], first["state"]) == ("two-procedures-last-year", "met")
    assert first["source"].startswith("002 §2.1")
    assert first["evidence"][0] == {
        "academic_year": LAST,
        "procedure": "vpr-math-5",
        "element": None,
        "answer": None,
        "numerator": 6,
        "denominator": 20,
        "percent": "30.00",
        "threshold": "30",
        "operator": "at-least",
        "met": True,
    }
    assert "boundary" in verdict["flags"]


async def test_the_explanation_is_russian_text(caller: Caller) -> None:
    await import_example(caller)
    run = await caller.finish_run()

    answer = await caller.get(f"/runs/{run['id']}/verdicts/edu240001/explanation")

    assert answer.headers["content-type"] == "text/plain; charset=utf-8"
    assert "школа выявлена" in answer.text
    assert "6 из 20, 30,00 %" in answer.text


async def test_a_near_miss_is_told_in_pupils(caller: Caller) -> None:
    await import_example(caller)
    run = await caller.finish_run()

    verdict = (await caller.get(f"/runs/{run['id']}/verdicts/edu240002")).json()

    assert verdict["distance"] == {"to_enter": 1, "to_leave": None}


async def test_options_change_the_verdict_and_are_stored_with_the_run(caller: Caller) -> None:
    await import_example(caller)

    run = await caller.finish_run(options={"threshold": "60"})

    assert run["options"]["threshold"] == "60"
    assert run["summary"]["identified"] == 0


async def test_the_hash_of_inputs_ignores_options_and_notices_a_changed_fact(caller: Caller) -> None:
    await import_example(caller)
    first = await caller.finish_run()
    other_options = await caller.finish_run(options={"threshold": "60"})
    await caller.import_file("results", make_results(("edu240001", LAST, "vpr-math-5", 20, 7)))

    changed = await caller.finish_run()

    assert first["inputs_hash"] == other_options["inputs_hash"] != changed["inputs_hash"]
    assert first["result_hash"] != other_options["result_hash"]


async def test_a_changed_answer_changes_the_hash_of_inputs(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    rule = {"rule": "indicator-points/at-risk"}
    await caller.import_file("context", make_context(("edu240001", "2022/2023", "internet", "yes", None, None)))
    first = await caller.finish_run(**rule)
    await caller.import_file("context", make_context(("edu240001", "2022/2023", "internet", "no", None, None)))

    second = await caller.finish_run(**rule)

    assert first["inputs_hash"] != second["inputs_hash"]


async def test_every_combination_of_risks_is_counted(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001", "edu240002"))
    await caller.import_file("context", make_context(("edu240001", "2022/2023", "computers", "no", None, None)))

    run = await caller.finish_run(rule="norilsk-2022/at-risk")

    assert run["combinations"] == {"any": 1, "at-least-2": 0, "at-least-3": 0, "all": 0}


async def test_executing_a_run_twice_ends_in_the_same_state(caller: Caller) -> None:
    await import_example(caller)
    run = await caller.finish_run()

    async with caller.database.transaction() as session:
        context = type("Context", (), {"session": session})()
        await execute_run(context, ExecuteRun(run_id=run["id"]))

    assert (await caller.get(f"/runs/{run['id']}")).json() == run


async def test_verdicts_of_an_unfinished_run_are_not_shown(caller: Caller) -> None:
    answer = await caller.post_run()

    verdicts = await caller.get(f"/runs/{answer.json()['id']}/verdicts")

    assert answer.json()["state"] == "queued"
    assert (verdicts.status_code, verdicts.json()["code"]) == (409, "run-not-finished")


@pytest.mark.parametrize(
    ("body", "status", "code"),
    [
        ({"rule": "norilsk-2022/unheard-of"}, 422, "rule-unknown"),
        ({"rule": "nowhere/low-results"}, 422, "rule-unknown"),
        ({"options": {"treshold": "30"}}, 422, "options-refused"),
        ({"options": {"threshold": "много"}}, 422, "options-refused"),
        ({"options": {"threshold": "3" * 65}}, 422, "invalid-request"),
        ({"options": {"threshold": "30\x1b[2J"}}, 422, "invalid-request"),
        ({"options": {"порог": "30"}}, 422, "invalid-request"),
        ({"academic_year": "2022"}, 422, "invalid-request"),
        ({"academic_year": "0000/0001"}, 422, "invalid-request"),
        ({"colour": "red"}, 422, "invalid-request"),
        ({"territory": {"level": "region", "code": "4"}}, 422, "invalid-territory"),
    ],
)
async def test_a_wrong_request_is_refused(caller: Caller, body: dict[str, object], status: int, code: str) -> None:
    answer = await caller.post_run(**body)

    assert (answer.status_code, answer.json()["code"]) == (status, code)


@pytest.mark.parametrize("options", [r'{"\ud800": "\ud800"}', r'{"threshold": "\ud800"}', r'{"\ud800": "30"}'])
async def test_half_a_character_in_an_option_is_refused(caller: Caller, options: str) -> None:
    body = f"""{{"rule": "norilsk-2022/low-results", "academic_year": "2022/2023",
        "territory": {{"level": "municipality", "code": "{NORILSK}"}}, "options": {options}}}"""

    answer = await caller.http.post(f"{BASE}/runs", content=body, headers={"Content-Type": "application/json"})

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")


async def test_a_foreign_territory_cannot_be_run(make_caller: MakeCaller) -> None:
    norilsk = await make_caller(Territory("municipality", NORILSK))

    own = await norilsk.post_run()
    foreign = await norilsk.post_run(territory={"level": "municipality", "code": ULCHSKY})
    wider = await norilsk.post_run(territory={"level": "region", "code": "04"})

    assert [own.status_code, foreign.status_code, wider.status_code] == [202, 404, 404]


async def test_a_foreign_run_does_not_exist(make_caller: MakeCaller) -> None:
    norilsk, ulchsky = await make_caller(), await make_caller(Territory("municipality", ULCHSKY))
    await import_example(norilsk)
    run = await norilsk.finish_run()

    paths = [f"/runs/{run['id']}", f"/runs/{run['id']}/verdicts", f"/runs/{run['id']}/verdicts/edu240001"]
    answers = [(await ulchsky.get(path)).status_code for path in paths]

    assert answers == [404, 404, 404]
    assert (await ulchsky.get("/runs")).json()["items"] == []


async def test_a_reader_may_not_run(make_caller: MakeCaller) -> None:
    reader = await make_caller(scopes=("identification:read",))

    assert (await reader.post_run()).status_code == 403
