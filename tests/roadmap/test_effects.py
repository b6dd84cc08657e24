"""Criteria before and after, where a measure was done and where none was."""

import json
import random
from datetime import date
from typing import Any

import pytest

from shared.access.principals import Territory
from tests.factories.files import NORILSK, ULCHSKY, make_schools
from tests.factories.lists import publish_document
from tests.factories.monitoring import answer
from tests.identification.conftest import Caller as IdentificationCaller
from tests.monitoring.conftest import Caller as MonitoringCaller
from tests.roadmap.conftest import Caller, MakeCaller
from tests.roadmap.two_years import FIRST, SECOND, Facts, finish_measure, judge, make_lists

_WANTED = {"category": "low_results", "academic_year": "2023/2024"}
_BEFORE, _AFTER = 1, 2
"""Where the results stand in the facts on which the lists of 2022/2023 and 2023/2024 look first."""
_BAD, _GOOD = (8, 8), (0, 0)
_CAUSAL = ("благодаря", "привел", "привёл", "эффект от", "повлия", "вызва", "результате мер", "из-за", "помог")
_DONE = tuple(f"edu2400{number:02}" for number in range(1, 7))
_FACTS: Facts = {
    **{school: (_GOOD, _BAD, _GOOD if place < 4 else _BAD) for place, school in enumerate(_DONE)},
    **{f"edu2400{number:02}": (_GOOD, _BAD, _GOOD if number == 7 else _BAD) for number in range(7, 11)},
    "edu240011": (_GOOD, (6, 4), _GOOD),  # two pupils away
    "edu240012": (_GOOD, (6, 0), _GOOD),  # six pupils away
}


@pytest.fixture
async def town(caller: Caller, identification: IdentificationCaller) -> Caller:
    """A town of twelve schools: six have done a measure, four were listed and did nothing, one was two pupils away."""
    await make_lists(identification, _FACTS)
    for school in _DONE:
        await finish_measure(caller, school, code="lessons", criteria=[FIRST], done_on=date(2023, 3, 1))
    return caller


async def _read(caller: Caller, path: str, **wanted: Any) -> Any:
    answer = await caller.get(path, **(_WANTED | wanted))
    assert answer.status_code == 200, answer.text
    assert [word for word in _CAUSAL if word in json.dumps(answer.json(), ensure_ascii=False).lower()] == []
    return answer.json()


def _tell(group: dict[str, Any]) -> dict[str, int]:
    return {name: group[name] for name in ("schools", "decided", "met_before", "no_longer_met", "newly_met")}


async def test_schools_with_a_measure_stand_beside_schools_near_the_threshold(town: Caller) -> None:
    # Before and after the year between the two lists: neither counts.
    for day in (date(2022, 8, 31), date(2023, 9, 1)):
        await finish_measure(town, "edu240007", code="lessons", criteria=[FIRST], done_on=day)

    effects = await _read(town, "/effects")

    (item,) = effects["items"]
    assert (item["criterion"], item["measure"]["code"], item["tasks_done"]) == (FIRST, "lessons", 6)
    assert _tell(item["with_measure"]) == {
        "schools": 6,
        "decided": 6,
        "met_before": 6,
        "no_longer_met": 4,
        "newly_met": 0,
    }
    # Four that were listed, and the one two pupils away; the one six away is not near.
    assert _tell(item["comparison"]) == {
        "schools": 5,
        "decided": 5,
        "met_before": 4,
        "no_longer_met": 1,
        "newly_met": 0,
    }
    assert item["verdict"] == "counts"
    assert effects["terms"]["near_pupils"] == 3
    assert (effects["terms"]["done_from"], effects["terms"]["done_until"]) == ("2022-09-01", "2023-08-31")


async def test_of_a_small_group_nobody_can_tell(town: Caller) -> None:
    await finish_measure(town, "edu240007", code="club", criteria=[FIRST], done_on=date(2023, 3, 1))

    items = {one["measure"]["code"]: one for one in (await _read(town, "/effects"))["items"]}

    # One school has done the other measure, and the comparison is one school smaller for both.
    assert {code: one["verdict"] for code, one in items.items()} == {"lessons": "cannot_tell", "club": "cannot_tell"}
    assert items["club"]["text"].startswith("Нельзя судить")
    assert "с мерой — 1" in items["club"]["text"]
    assert "в группе сравнения — 4" in items["lessons"]["text"]


async def test_schools_are_told_by_code_what_they_did_and_why_they_left(town: Caller) -> None:
    page = await _read(town, "/effects/schools", limit=7)
    rest = await _read(town, "/effects/schools", cursor=page["next_cursor"])

    schools = page["items"] + rest["items"]
    assert [one["school_code"] for one in schools] == [f"edu2400{number:02}" for number in range(1, 12)]
    assert [one["criteria"][0]["group"] for one in schools] == ["with_measure"] * 6 + ["comparison"] * 5
    (criterion,) = schools[0]["criteria"]
    assert (criterion["before"], criterion["after"]) == ("met", "not_met")
    assert criterion["measures"] == [{"code": "lessons", "title": "Мера lessons", "tasks_done": 1}]
    assert (schools[10]["was_listed"], schools[10]["to_enter"]) == (False, 2)

    exits = await _read(town, "/exits")

    assert exits["counts"] == {"left": 5, "stayed": 5, "entered": 0, "no_earlier_list": 0, "no_later_list": 0}
    assert [one["school_code"] for one in exits["items"]] == [*_DONE[:4], "edu240007"]
    first, *_, last = exits["items"]
    (criterion,) = first["criteria"]
    assert [one["numerator"] for one in criterion["before"]["evidence"]] == [8, 8]
    assert [one["numerator"] for one in criterion["after"]["evidence"]] == [0, 0]
    assert first["reason"] == "Две процедуры в предыдущем году — был выполнен, сейчас не выполнен."
    assert ([one["title"] for one in first["measures"]], last["measures"]) == (["Мера lessons"], [])


async def test_a_done_measure_proposes_that_the_risk_is_gone_and_the_next_facts_decide(
    town: Caller, identification: IdentificationCaller
) -> None:
    await finish_measure(town, "edu240007", code="club", criteria=[FIRST], done_on=date(2023, 10, 20))

    decided = (await _read(town, "/eliminations"))["items"]
    later = (await _read(town, "/eliminations", academic_year="2024/2025"))["items"]

    states = {one["school_code"]: (one["risks"][0]["state"], one["whole"]) for one in decided}
    assert states == {
        school: ("confirmed", True) if at < 4 else ("not_confirmed", False) for at, school in enumerate(_DONE)
    }
    assert later == []  # by the latest facts the criterion is not met any more: nothing is left to eliminate
    await finish_measure(town, "edu240008", code="club", criteria=[FIRST], done_on=date(2023, 10, 20))
    (open_one,) = (await _read(town, "/eliminations", academic_year="2024/2025", state="proposed"))["items"]
    assert (open_one["school_code"], open_one["whole"]) == ("edu240008", None)
    (risk,) = open_one["risks"]
    assert risk["verdict_after_url"] is None
    assert (await identification.http.get(risk["verdict_before_url"])).status_code == 200
    assert risk["tasks"][0]["documents_url"].endswith("/documents")


async def test_a_list_by_document_has_no_criteria_to_tell(caller: Caller, identification: IdentificationCaller) -> None:
    await identification.import_file("schools", make_schools("edu240001", "edu240002"))
    wanted = {"category": "disadvantaged"}
    await publish_document(identification, "edu240001", year="2022/2023", **wanted)
    await publish_document(identification, "edu240002", year="2023/2024", **wanted)

    exits = await _read(caller, "/exits", **wanted)

    assert (exits["counts"]["left"], exits["counts"]["entered"]) == (1, 1)
    assert exits["items"][0]["reason"] == "Список по документу: критерии прошлого года не рассчитаны."


async def test_a_school_sees_itself_and_a_stranger_nothing(town: Caller, make_caller: MakeCaller) -> None:
    school = await make_caller(Territory("school", "edu240001"))
    stranger = await make_caller(Territory("municipality", ULCHSKY))

    for path in ("/effects/schools", "/eliminations", "/exits"):
        assert [one["school_code"] for one in (await _read(school, path))["items"]] == ["edu240001"], path
        assert (await _read(stranger, path))["items"] == [], path
    (item,) = (await _read(school, "/effects"))["items"]
    assert (item["with_measure"]["schools"], item["verdict"]) == (1, "cannot_tell")
    assert (await _read(stranger, "/effects"))["items"] == []
    assert (await _read(town, "/effects", municipality=NORILSK))["items"] != []
    assert (await _read(town, "/effects", municipality=ULCHSKY))["items"] == []
    assert (await _read(town, "/effects", rule="norilsk-2022/at-risk"))["items"] == []


async def test_indicators_that_a_measure_names_are_told_before_and_after(
    town: Caller, monitoring: MonitoringCaller
) -> None:
    treated, compared = "edu240001", "edu240008"
    answers = {
        "2021/2022": {treated: "2 из 10", compared: "3 из 9"},
        "2022/2023": {treated: "5 из 10", compared: "1 из 3"},
    }
    for period, values in answers.items():
        async with town.database.transaction() as session:
            await answer(session, {code: {"s-2.4.1": text} for code, text in values.items()}, period=period)
        territory = {"level": "municipality", "code": NORILSK}
        asked = {"pack": "indicator-points", "period": period, "territory": territory}
        assert (await monitoring.post("/computations", asked)).status_code == 202
        await monitoring.run_jobs()
    named = ("indicator-points/s-2.4.1",)
    await finish_measure(town, treated, code="tutor", criteria=[FIRST], done_on=date(2023, 3, 1), indicators=named)

    items = {one["measure"]["code"]: one for one in (await _read(town, "/effects"))["items"]}
    schools = {one["school_code"]: one["indicators"] for one in (await _read(town, "/effects/schools"))["items"]}

    assert items["lessons"]["indicators"] == []
    (told,) = items["tutor"]["indicators"]
    assert (told["period_before"], told["period_after"]) == ("2021/2022", "2022/2023")
    group, comparison = told["with_measure"], told["comparison"]
    assert [group[name] for name in ("schools", "known", "rose", "fell", "same")] == [1, 1, 1, 0, 0]
    assert group["after"] == {"numerator": 5, "denominator": 10, "percent": "50.00"}
    # 3/9 and 1/3 are the same share.
    assert [comparison[name] for name in ("schools", "known", "rose", "fell", "same")] == [5, 1, 0, 0, 1]
    assert schools[compared][0]["before"] == {"numerator": 3, "denominator": 9, "percent": "33.33"}


async def test_groups_are_those_of_a_recount_by_hand(caller: Caller, identification: IdentificationCaller) -> None:
    chance = random.Random(20221014)  # noqa: S311  # test data, the same every time
    facts: Facts = {
        f"edu2401{number:02}": tuple(  # type: ignore[misc]  # three pairs
            (chance.choice((0, 2, 4, 5, 6, 8)), chance.choice((0, 3, 5, 6, 9))) for _ in range(3)
        )
        for number in range(40)
    }
    await make_lists(identification, facts)
    done: dict[tuple[str, str], set[str]] = {}
    for school in facts:
        for code, criteria in (("a", [FIRST]), ("b", [FIRST, SECOND])):
            if chance.random() < 0.3:
                await finish_measure(caller, school, code=code, criteria=criteria, done_on=date(2023, 5, 31))
                done |= {(criterion, code): done.get((criterion, code), set()) | {school} for criterion in criteria}

    items = (await _read(caller, "/effects"))["items"]

    told = {
        (one["criterion"], one["measure"]["code"]): (_moves(one["with_measure"]), _moves(one["comparison"]))
        for one in items
    }
    assert told == _recount(facts, done)


_Moves = dict[tuple[str, str], int]


def _moves(group: dict[str, Any]) -> _Moves:
    return {(move["before"], move["after"]): move["schools"] for move in group["moves"]}


def _recount(facts: Facts, done: dict[tuple[str, str], set[str]]) -> dict[tuple[str, str], tuple[_Moves, _Moves]]:
    found = {}
    for (criterion, code), schools in done.items():
        helped = {school for (answered, _), some in done.items() if answered == criterion for school in some}
        earlier = {school: judge(facts, school, _BEFORE) for school in facts}
        near = {school for school, one in earlier.items() if one.listed or one.away <= 3} - helped
        found[criterion, code] = (_count(facts, schools, criterion), _count(facts, near, criterion))
    return found


def _count(facts: Facts, schools: set[str], criterion: str) -> _Moves:
    counted: _Moves = {}
    for school in schools:
        years = [judge(facts, school, at) for at in (_BEFORE, _AFTER)]
        first, second = [("met" if (one.first if criterion == FIRST else one.second) else "not_met") for one in years]
        counted[first, second] = counted.get((first, second), 0) + 1
    return counted
