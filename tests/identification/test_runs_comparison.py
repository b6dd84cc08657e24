from typing import Any

from shared.access.principals import Territory
from tests.factories.files import NORILSK, ULCHSKY, make_results, make_schools
from tests.identification.conftest import Caller, MakeCaller

YEARS = ("2020/2021", "2021/2022", "2022/2023")
CHANGES = {"entered", "stayed", "left", "became_undetermined", "became_decided", "stayed_out", "stayed_undetermined"}
# School → below threshold of 20 in both procedures, in the data years of the earlier and of the later run.
BEFORE_AND_NOW: dict[str, tuple[int | None, int | None]] = {
    "edu240001": (1, 8),
    "edu240002": (8, 8),
    "edu240003": (8, 1),
    "edu240004": (1, None),
    "edu240005": (None, 1),
    "edu240006": (1, 1),
    "edu240007": (None, None),
}


async def finish_two_runs(caller: Caller) -> tuple[dict[str, Any], dict[str, Any]]:
    """Return the later and the earlier run: one school for every change, one more in the later run."""
    await caller.import_file("schools", make_schools(*BEFORE_AND_NOW, grades=(5, 5)))
    await import_results(caller, "2019/2020", "2020/2021", side=0)
    earlier = await caller.finish_run(academic_year="2021/2022")
    await caller.import_file("schools", make_schools("edu240008", grades=(5, 5)))
    await import_results(caller, "2022/2023", "2023/2024", side=1)
    later = await caller.finish_run(academic_year="2024/2025")
    return later, earlier


async def import_results(caller: Caller, *years: str, side: int) -> None:
    rows = [
        (school, year, procedure, 20, below[side])
        for school, below in BEFORE_AND_NOW.items()
        for year in years
        for procedure in ("vpr-math-5", "vpr-rus-5")
        if below[side] is not None
    ]
    receipt = await caller.import_file("results", make_results(*rows))
    assert receipt["rejected"] == 0, receipt


async def compare(caller: Caller, later: dict[str, Any], earlier: dict[str, Any], **parameters: Any) -> dict[str, Any]:
    answer = await caller.get(f"/runs/{later['id']}/comparison", **{"with": earlier["id"]}, **parameters)
    assert answer.status_code == 200, answer.text
    comparison: dict[str, Any] = answer.json()
    return comparison


async def test_every_school_has_one_change_and_they_add_up(caller: Caller) -> None:
    later, earlier = await finish_two_runs(caller)

    comparison = await compare(caller, later, earlier)

    summary = comparison["summary"]
    assert {change: summary[change] for change in CHANGES} == dict.fromkeys(CHANGES, 1)
    assert (summary["only_here"], summary["only_there"], summary["schools"]) == (1, 0, 8)
    assert {item["school_code"]: item["change"] for item in comparison["items"]} == {
        "edu240001": "entered",
        "edu240002": "stayed",
        "edu240003": "left",
        "edu240004": "became_undetermined",
        "edu240005": "became_decided",
        "edu240006": "stayed_out",
        "edu240007": "stayed_undetermined",
        "edu240008": "only_here",
    }


async def test_both_sides_are_named(caller: Caller) -> None:
    later, earlier = await finish_two_runs(caller)

    comparison = await compare(caller, later, earlier)

    sides = [(comparison[side]["id"], comparison[side]["academic_year"]) for side in ("run", "other")]
    assert sides == [(later["id"], "2024/2025"), (earlier["id"], "2021/2022")]
    assert comparison["other"]["options"] == earlier["options"]


async def test_a_school_is_shown_with_both_verdicts_and_what_changed(caller: Caller) -> None:
    later, earlier = await finish_two_runs(caller)

    entered = (await compare(caller, later, earlier, change="entered"))["items"]

    assert len(entered) == 1
    school = entered[0]
    assert (school["verdict"]["status"], school["other_verdict"]["status"]) == ("identified", "not_identified")
    assert school["changed_criteria"] == ["two-procedures-last-year", "one-procedure-each-of-two-years"]
    assert school["other_verdict"]["distance"]["to_enter"] is not None


async def test_the_other_way_round_who_entered_has_left(caller: Caller) -> None:
    later, earlier = await finish_two_runs(caller)

    comparison = await compare(caller, earlier, later)

    changes = {item["school_code"]: item["change"] for item in comparison["items"]}
    assert (changes["edu240001"], changes["edu240003"], changes["edu240008"]) == ("left", "entered", "only_there")
    assert comparison["items"][-1]["verdict"] is None


async def test_a_run_beside_itself_has_not_changed(caller: Caller) -> None:
    later, _ = await finish_two_runs(caller)

    summary = (await compare(caller, later, later))["summary"]

    changed = ("entered", "left", "became_undetermined", "became_decided", "only_here", "only_there")
    assert {summary[change] for change in changed} == {0}
    assert summary["schools"] == 8


async def test_schools_are_paged_by_code_while_the_counts_stay_whole(caller: Caller) -> None:
    later, earlier = await finish_two_runs(caller)
    codes: list[str] = []
    cursor = None

    while True:
        page = await compare(caller, later, earlier, limit=3, **({"cursor": cursor} if cursor else {}))
        codes += [item["school_code"] for item in page["items"]]
        assert page["summary"]["schools"] == 8
        cursor = page["next_cursor"]
        if cursor is None:
            break

    assert codes == [*BEFORE_AND_NOW, "edu240008"]


async def test_runs_of_different_rules_are_not_compared(caller: Caller) -> None:
    low_results = await caller.finish_run()
    at_risk = await caller.finish_run(rule="norilsk-2022/at-risk")

    answer = await caller.get(f"/runs/{low_results['id']}/comparison", **{"with": at_risk["id"]})

    assert (answer.status_code, answer.json()["code"]) == (409, "runs-not-comparable")
    assert "norilsk-2022/at-risk" in answer.json()["detail"]


async def test_a_run_that_waits_is_not_compared(caller: Caller) -> None:
    finished = await caller.finish_run()
    waiting = (await caller.post_run(academic_year="2023/2024")).json()

    answers = [
        await caller.get(f"/runs/{finished['id']}/comparison", **{"with": waiting["id"]}),
        await caller.get(f"/runs/{waiting['id']}/comparison", **{"with": finished["id"]}),
    ]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(409, "run-not-finished")] * 2


async def test_both_runs_must_be_visible(make_caller: MakeCaller) -> None:
    everybody, norilsk = await make_caller(), await make_caller(Territory("municipality", NORILSK))
    await everybody.import_file("schools", make_schools("edu240001"))
    await everybody.import_file("schools", make_schools("edu080001", oktmo=ULCHSKY))
    own = await everybody.finish_run()
    foreign = await everybody.finish_run(territory={"level": "municipality", "code": ULCHSKY})

    answers = [
        await norilsk.get(f"/runs/{own['id']}/comparison", **{"with": foreign["id"]}),
        await norilsk.get(f"/runs/{foreign['id']}/comparison", **{"with": own["id"]}),
        await norilsk.get(f"/runs/{own['id']}/comparison", **{"with": own["id"]}),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 200]


async def test_a_comparison_needs_another_run(caller: Caller) -> None:
    run = await caller.finish_run()

    answer = await caller.get(f"/runs/{run['id']}/comparison")

    assert (answer.status_code, answer.json()["errors"][0]["pointer"]) == (422, "/query/with")
