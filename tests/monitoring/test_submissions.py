"""Schools fill in their forms over HTTP: what is asked, what is kept, what is told, who sees what."""

import asyncio
from datetime import UTC, date, datetime
from typing import Any

import pytest
from sqlalchemy import select, update

from shared.access.principals import Territory
from shared.database.session import Database
from shared.models import Campaign, MonitoringValue, Municipality, Submission
from tests.factories.campaigns import ORDER, make_open_campaign
from tests.factories.files import NORILSK, ULCHSKY, make_results, make_schools
from tests.factories.lists import publish_document
from tests.identification.conftest import Caller as IdentificationCaller
from tests.monitoring.conftest import Caller, MakeCaller

FIRST, SECOND = "edu240001", "edu240002"
FULL: list[dict[str, Any]] = [
    {"element": "s-U1", "answer": "yes"},
    {"element": "s-U2", "numerator": 10, "denominator": 40},
    {"element": "s-U3", "numerator": 8, "denominator": 40},
    {"element": "s-U3-retested", "numerator": 4, "denominator": 5},
    {"element": "s-U4", "answer": "yes"},
    {"element": "s-U5", "answer": "no"},
    {"element": "s-U6", "answer": "not_applicable"},
]


@pytest.fixture
async def campaign(caller: Caller, identification: IdentificationCaller) -> str:
    """A campaign of 003 over two schools of Norilsk; a third one takes no part."""
    await identification.import_file("schools", make_schools(FIRST, SECOND, "edu240003"))
    return await begin(caller, FIRST, SECOND)


async def begin(caller: Caller, *schools: str) -> str:
    """Open a campaign of 003 for December 2022 over these schools; return its id."""
    what = {"pack": "ulchsky", "set": "half-year", "period": "2022-12", "order": ORDER}
    return str((await make_open_campaign(caller, **what, participants=schools))["id"])


async def end(database: Database, ends_on: date) -> None:
    """Let the campaign have ended."""
    async with database.transaction() as session:
        values = {"starts_on": ends_on, "ends_on": ends_on, "remind_on": None, "state": "closed"}
        await session.execute(update(Campaign).values(**values))


async def store_value(database: Database, element: str, **columns: Any) -> None:
    """Let a value of the first school count for the half-year before."""
    async with database.transaction() as session:
        municipality_id = await session.scalar(select(Municipality.id).where(Municipality.oktmo == NORILSK))
        key = {"municipality_id": municipality_id, "pack_code": "ulchsky", "period": "2022-07", "level": "school"}
        session.add(MonitoringValue(**key, object_code=FIRST, element_code=element, **columns))


async def save(caller: Caller, campaign: str, code: str, *values: dict[str, Any], version: int = 1) -> dict[str, Any]:
    """Save a form; return the submission."""
    path = f"/campaigns/{campaign}/submissions/{code}/values"
    answer = await caller.put(path, {"values": values}, if_match=f'"{version}"')
    assert answer.status_code == 200, answer.text
    assert answer.headers["ETag"] == f'"{answer.json()["version"]}"'
    found: dict[str, Any] = answer.json()
    return found


async def test_a_form_asks_what_the_system_does_not_know_and_shows_the_last_period_beside(
    caller: Caller, identification: IdentificationCaller, campaign: str
) -> None:
    rows = [(FIRST, year, "oge-math", 20, low) for year, low in (("2020/2021", 5), ("2021/2022", 3))]
    await identification.import_file("results", make_results(*rows))
    await store_value(caller.database, "s-U2", numerator=4, denominator=40)
    await save(caller, campaign, FIRST, FULL[1])

    forms = [(await caller.get(f"/campaigns/{campaign}/submissions/{code}/form")).json() for code in (FIRST, SECOND)]

    assert [form["previous_period"] for form in forms] == ["2022-07"] * 2
    first, second = ({row["code"]: row for group in form["groups"] for row in group["elements"]} for form in forms)
    assert list(first) == list(second) == [value["element"] for value in FULL]
    derived = {"state": "derived", "required": False, "derived_answer": "yes"}
    assert {name: first["s-U1"][name] for name in derived} == derived
    assert (second["s-U1"]["state"], second["s-U1"]["derived_answer"]) == ("asked", None)
    share = {"answer": None, "numerator": 10, "denominator": 40, "percent": "25.00", "comment": None}
    assert first["s-U2"] | {"value": share, "previous": share | {"numerator": 4, "percent": "10.00"}} == first["s-U2"]
    assert first["s-U2"]["numerator_words"] == "прошедшие диагностику"
    assert first["s-U2"]["denominator_words"] == "все педагогические работники школы"
    assert len(first["s-U2"]["evidence"]) == 2
    assert [group["code"] for group in forms[0]["groups"]] == ["1", "2", "3"]


async def test_a_school_on_no_list_of_the_set_is_not_asked_what_no_indicator_counts(
    caller: Caller, identification: IdentificationCaller
) -> None:
    await identification.import_file("schools", make_schools(FIRST, SECOND))
    await publish_document(identification, FIRST)
    campaign = await begin(caller, FIRST, SECOND)

    page = (await caller.get(f"/campaigns/{campaign}/submissions", level="school")).json()

    assert {item["object_code"]: item["asked"] for item in page["items"]} == {FIRST: 7, SECOND: 0}


async def test_faulty_values_are_kept_and_told(caller: Caller, campaign: str) -> None:
    faulty = {"element": "s-U2", "numerator": 41, "denominator": 40}

    saved = await save(caller, campaign, FIRST, faulty, FULL[4])
    cleared = await save(caller, campaign, FIRST, FULL[4], version=2)
    again = await save(caller, campaign, FIRST, FULL[4], version=3)

    assert [(each["element"], each["code"]) for each in saved["issues"]] == [("s-U2", "numerator_exceeds_denominator")]
    assert (saved["asked"], saved["filled"], saved["errors"], saved["warnings"]) == (7, 2, 1, 0)
    assert (cleared["filled"], cleared["errors"]) == (1, 0)
    assert again["version"] == cleared["version"], "the same again changes nothing"
    changes = (await caller.get(f"/campaigns/{campaign}/submissions/{FIRST}/changes")).json()["items"]
    assert [change["fields"] for change in changes] == [["s-U2"], ["s-U2", "s-U4"]]


async def test_what_the_form_does_not_ask_is_refused_with_its_place(caller: Caller, campaign: str) -> None:
    values = [{"element": code, "answer": "yes"} for code in ("s-U4", "s-U7", "U4", "s-U4")]

    answer = await caller.put(f"/campaigns/{campaign}/submissions/{FIRST}/values", {"values": values}, if_match='"1"')

    assert answer.status_code == 422
    assert [(each["pointer"], each["code"]) for each in answer.json()["errors"]] == [
        ("/body/values/1/element", "unknown_element"),
        ("/body/values/2/element", "derived_element"),
        ("/body/values/3/element", "duplicate_row"),
    ]
    assert (await caller.get(f"/campaigns/{campaign}/submissions/{FIRST}")).json()["filled"] == 0


async def test_a_form_is_submitted_when_all_is_answered_and_every_warning_explained(
    caller: Caller, campaign: str
) -> None:
    await store_value(caller.database, "s-U2", numerator=40, denominator=40)
    path = f"/campaigns/{campaign}/submissions/{FIRST}/submission"

    await save(caller, campaign, FIRST, *FULL[:6])
    unready = await caller.post(path, if_match='"2"')
    await save(caller, campaign, FIRST, *FULL, version=2)
    unexplained = await caller.post(path, if_match='"3"')
    explained = [value | {"comment": "Пришли новые учителя"} if value["element"] == "s-U2" else value for value in FULL]
    await save(caller, campaign, FIRST, *explained, version=3)
    await end(caller.database, date(2022, 12, 10))
    submitted = await caller.post(path, if_match='"4"')

    assert unready.status_code == unexplained.status_code == 409
    told = [(each["pointer"], each["code"]) for each in unready.json()["errors"]]
    assert told == [("/values/s-U2/numerator", "jump"), ("/values/s-U6", "unanswered")]
    assert [each["code"] for each in unexplained.json()["errors"]] == ["jump"]
    assert submitted.status_code == 200, submitted.text
    found = submitted.json()
    assert (found["state"], found["version"], found["warnings"]) == ("submitted", 5, 1)
    # A late answer is better than none.
    assert found["timeliness"] == "late"
    assert found["allowed_actions"] == ["accept", "return"]


async def test_an_answer_is_on_time_until_midnight_of_the_municipality(
    caller: Caller, identification: IdentificationCaller
) -> None:
    await identification.import_file("schools", make_schools(FIRST, SECOND))
    campaign = (await make_open_campaign(caller))["id"]
    await set_submitted(caller.database, FIRST, datetime(2022, 12, 10, 16, 59, 59, tzinfo=UTC))
    await set_submitted(caller.database, SECOND, datetime(2022, 12, 10, 17, tzinfo=UTC))

    running = await tell(caller, campaign, timeliness="not_yet")
    await end(caller.database, date(2022, 12, 10))
    told = await tell(caller, campaign)
    filtered = {word: await tell(caller, campaign, timeliness=word) for word in ("on_time", "late", "no_answer")}

    assert running == {NORILSK: "not_yet"}
    assert told == {NORILSK: "no_answer", FIRST: "on_time", SECOND: "late"}
    assert filtered == {word: {code: word} for code, word in told.items()}


async def test_of_two_who_edit_at_once_one_wins(caller: Caller, campaign: str) -> None:
    path = f"/campaigns/{campaign}/submissions/{FIRST}/values"

    unseen = await caller.put(path, {"values": []})
    both = await asyncio.gather(
        *(caller.put(path, {"values": [value]}, if_match='"1"') for value in (FULL[0], FULL[4]))
    )

    assert unseen.status_code == 428
    assert sorted(answer.status_code for answer in both) == [200, 412]
    winner = next(answer for answer in both if answer.status_code == 200)
    stored = (await caller.get(f"/campaigns/{campaign}/submissions/{FIRST}")).json()
    assert (stored["filled"], stored["version"]) == (1, 2) == (winner.json()["filled"], winner.json()["version"])


async def test_a_school_sees_and_edits_only_its_own(
    make_caller: MakeCaller, identification: IdentificationCaller, campaign: str
) -> None:
    await identification.import_file("schools", make_schools("edu270001", oktmo=ULCHSKY))
    school = await make_caller(Territory("school", FIRST))
    outsider = await make_caller(Territory("school", "edu240003"))
    town = await make_caller(Territory("municipality", NORILSK))
    stranger = await make_caller(Territory("municipality", ULCHSKY))

    seen = {name: await list_codes(caller, campaign) for name, caller in (("school", school), ("town", town))}
    submissions = f"/campaigns/{campaign}/submissions"
    foreign = [
        await school.get(f"{submissions}/{SECOND}"),
        await school.put(f"{submissions}/{SECOND}/values", {"values": []}, if_match="*"),
        await outsider.get(submissions),
        await stranger.get(f"{submissions}/{FIRST}"),
    ]
    own = await save(school, campaign, "sch240001", *FULL)
    decided = await school.post(f"{submissions}/{FIRST}/acceptance", if_match="*")

    assert seen == {"school": [FIRST], "town": [FIRST, SECOND]}
    assert [answer.status_code for answer in foreign] == [404] * 4
    assert own["allowed_actions"] == ["save_values", "submit"]
    assert decided.status_code == 403


async def test_the_municipality_answers_for_itself(
    caller: Caller, make_caller: MakeCaller, identification: IdentificationCaller
) -> None:
    await identification.import_file("schools", make_schools(FIRST))
    campaign = (await make_open_campaign(caller))["id"]
    school = await make_caller(Territory("school", FIRST))

    form = (await caller.get(f"/campaigns/{campaign}/submissions/{NORILSK}/form")).json()
    hidden = await school.get(f"/campaigns/{campaign}/submissions/{NORILSK}/form")

    assert [row["code"] for group in form["groups"] for row in group["elements"]] == ["2.3.3.7"]
    assert form["previous_period"] == "2021/2022"
    assert hidden.status_code == 404


async def set_submitted(database: Database, code: str, moment: datetime) -> None:
    """Let a school have submitted at a moment."""
    async with database.transaction() as session:
        values = {"state": "submitted", "first_submitted_at": moment, "submitted_at": moment}
        await session.execute(update(Submission).where(Submission.object_code == code).values(**values))


async def tell(caller: Caller, campaign: str, **filters: str) -> dict[str, str]:
    """Return what is told of the timeliness of participants."""
    page = (await caller.get(f"/campaigns/{campaign}/submissions", **filters)).json()
    return {item["object_code"]: item["timeliness"] for item in page["items"]}


async def list_codes(caller: Caller, campaign: str) -> list[str]:
    """Return whose submissions the caller sees."""
    return [item["object_code"] for item in (await caller.get(f"/campaigns/{campaign}/submissions")).json()["items"]]
