"""What is recorded of support stands in the indicators of monitoring, with the records as its ground."""

from typing import Any
from uuid import uuid4

import pytest
from sqlalchemy import select, text

from shared.models import DerivedValue, Municipality
from shared.queue import enqueue
from shared.queue.messages import MeasureCompleted, SupportProvided
from tests.factories.campaigns import make_open_campaign
from tests.factories.files import NORILSK, make_schools
from tests.factories.lists import publish_document
from tests.factories.monitoring import answer
from tests.factories.roadmaps import add_measure, approve, draft
from tests.identification.conftest import Caller as IdentificationCaller
from tests.monitoring.conftest import Caller as MonitoringCaller
from tests.monitoring.test_computations import finish, list_all
from tests.roadmap.conftest import Caller
from tests.roadmap.test_support import record

A, B, C = "edu240001", "edu240002", "edu240003"
ANSWERS = {
    A: {"s-2.4.1": "1 из 30", "s-2.3.1": "2 из 8", "s-2.4.10": "нет"},
    B: {"s-2.4.1": "5 из 20", "s-2.3.1": "2 из 5", "s-2.4.9": "нет", "s-2.4.6": "нет"},
}


@pytest.fixture
async def town(caller: Caller, identification: IdentificationCaller, monitoring: MonitoringCaller) -> Caller:
    """Three schools, all of them listed, two with answers of their own."""
    await identification.import_file("schools", make_schools(A, B, C))
    await publish_document(identification, A, B, C)
    async with monitoring.database.transaction() as session:
        await answer(session, ANSWERS)
    return caller


async def compute(monitoring: MonitoringCaller, **body: Any) -> dict[str, dict[str, dict[str, Any]]]:
    """Let the messages be worked off, compute; return values by object and indicator, and the path of all under ""."""
    await monitoring.run_jobs()
    path = f"/computations/{(await finish(monitoring, **body))['id']}"
    objects = await list_all(monitoring, f"{path}/values")
    found = {each["code"]: {value["indicator"]: value for value in each["values"]} for each in objects}
    return found | {"": {"path": {"": path}}}


def share(value: dict[str, Any]) -> tuple[Any, ...]:
    return value["numerator"], value["denominator"], value["origin"], tuple(value["flags"])


async def read_derived(monitoring: MonitoringCaller) -> list[tuple[Any, ...]]:
    """Return every derived value as it is stored."""
    columns = [column for column in DerivedValue.__table__.columns if column.name != "municipality_id"]
    async with monitoring.database.transaction() as session:
        found = await session.execute(select(*columns).order_by(*columns[:4]))
        return [tuple(row) for row in found]


async def test_records_go_before_answers_and_are_told_as_the_ground(town: Caller, monitoring: MonitoringCaller) -> None:
    await record(town, A, "advice", "t-000001", "t-000002", teachers_total=4)
    await record(town, A, "landing", "t-000002", "t-000003")
    last = await record(town, B, "lead_school", provider_school_code=A)
    await record(town, A, "diagnostics", teachers=3)
    await record(town, B, "diagnostics", teachers=6)
    await record(town, C, "internship_site")

    found = await compute(monitoring)

    # Each person once over the actions of a school; the lead school told of nobody, so B's own answer stands.
    assert share(found[A]["s-2.4.1"]) == (3, 4, "derived", ())
    assert share(found[B]["s-2.4.1"]) == (5, 20, "answered", ())
    assert share(found[NORILSK]["m-2.4.1"]) == (8, 24, "derived", ("incomplete", "list_missing"))
    assert found[A]["s-2.4.1"]["points"] == 1
    # All teachers are those of another record of the year; where six of five are said to be reached, the answer stands.
    assert (share(found[A]["s-2.3.1"])[:2], share(found[B]["s-2.3.1"])[:2]) == ((3, 4), (2, 5))
    told = {code: (found[code]["s-2.4.9"]["value"], found[code]["s-2.4.9"]["origin"]) for code in (A, B)}
    assert told == {A: (None, "answered"), B: ("yes", "derived")}
    assert found[A]["s-2.4.10"]["value"] == "yes"
    assert found[NORILSK]["m-2.4.6"]["value"] == "yes"
    schools = await list_all(monitoring, f"{found['']['path']['']}/values/m-2.4.1/schools")
    grounds = {row["school_code"]: row["evidence"][0] for row in schools}
    wanted = ("source", "code", "academic_year", "numerator", "denominator", "actions")
    assert [grounds[A][name] for name in wanted] == ["support", "supported_teachers", "2022/2023", 3, 4, 2]
    assert [grounds[B][name] for name in wanted] == ["answer", "s-2.4.1", None, 5, 20, None]
    gone = await town.http.delete(f"/roadmap/v1/support-actions/{last['id']}", headers={"If-Match": "*"})
    assert gone.status_code == 204
    assert (await compute(monitoring))[B]["s-2.4.9"]["value"] == "no"


async def test_a_person_counts_in_each_school_and_once_in_the_municipality(
    town: Caller, monitoring: MonitoringCaller
) -> None:
    await record(town, A, "diagnostics", "t-000001", "t-000002", teachers_total=4)
    await record(town, A, "diagnostics", "t-000001", subkind="methodical")
    await record(town, B, "diagnostics", "t-000001", teachers_total=10)

    found = await compute(monitoring)
    async with monitoring.database.transaction() as session:
        await answer(session, {C: {"s-2.3.1": "1 из 2"}})
    mixed = await compute(monitoring)

    assert (share(found[A]["s-2.3.1"])[:2], share(found[B]["s-2.3.1"])[:2]) == ((2, 4), (1, 10))
    assert share(found[NORILSK]["m-2.3.1"]) == (2, 13, "derived", ("incomplete",))
    parts = {part["code"]: (part["numerator"], part["denominator"]) for part in found[NORILSK]["m-2.3.1"]["parts"]}
    assert parts == {"subject": (2, 13), "methodical": (1, 4), "psychological": (0, 0)}
    assert share(mixed[NORILSK]["m-2.3.1"]) == (3, 15, "derived", ("not_deduplicated",))
    await record(town, C, "diagnostics", teachers=1, teachers_total=2)
    await record(town, C, "diagnostics", teachers=1)
    heads = await compute(monitoring)
    assert share(heads[C]["s-2.3.1"]) == (2, 2, "derived", ("not_deduplicated",))
    assert share(heads[NORILSK]["m-2.3.1"]) == (4, 15, "derived", ("not_deduplicated",))


async def test_jobs_run_twice_and_in_any_order_leave_the_same(town: Caller, monitoring: MonitoringCaller) -> None:
    await record(town, A, "internship", "t-000001", leaders=1, teachers_total=9, leaders_total=1)
    await record(town, A, "extra_lessons", pupils=4, pupils_total=6)
    gone = await record(town, B, "tutoring", pupils=2)
    moved = await record(town, B, "school_programme")
    await town.http.delete(f"/roadmap/v1/support-actions/{gone['id']}", headers={"If-Match": "*"})
    content = {"academic_year": "2021/2022", "kind": "school_programme", "starts_on": "2021-10-10"}
    await town.put(f"/support-actions/{moved['id']}", content, if_match="*")
    await monitoring.run_jobs()
    first = await read_derived(monitoring)

    async with monitoring.database.transaction() as session:
        municipality_id = (await session.scalars(select(Municipality.id).where(Municipality.oktmo == NORILSK))).one()
        for year in (2021, 2022, 2022):
            await enqueue(session, SupportProvided(municipality_id=municipality_id, academic_year=year))
        await enqueue(session, MeasureCompleted(task_id=uuid4()))
    await monitoring.run_jobs()

    assert await read_derived(monitoring) == first
    told = {row[:4]: row[4:] for row in first}
    assert told[(2022, "school", A, "internships")] == ("yes", 2, 10, None, 1)
    assert told[(2022, "school", A, "extra_lessons")] == ("yes", 4, 6, None, 1)
    assert told[(2021, "municipality", NORILSK, "school_programme")] == (None, 1, None, None, 1)
    assert {row[2] for row in told if row[0] == 2022 and row[1] == "school"} == {A}


async def test_a_form_shows_what_is_recorded_instead_of_asking(town: Caller, monitoring: MonitoringCaller) -> None:
    await record(town, A, "advice", "t-000001", teachers_total=4)
    await record(town, A, "school_programme")
    await monitoring.run_jobs()
    campaign = await make_open_campaign(monitoring, pack="indicator-points", set="points")

    form = (await monitoring.get(f"/campaigns/{campaign['id']}/submissions/{A}/form")).json()

    rows = {row["code"]: row for group in form["groups"] for row in group["elements"]}
    states = {code: (rows[code]["state"], rows[code]["derived_answer"]) for code in ("s-2.4.1", "s-2.4.11", "s-2.4.9")}
    assert states == {"s-2.4.1": ("derived", None), "s-2.4.11": ("derived", "yes"), "s-2.4.9": ("asked", None)}
    shown = {name: rows["s-2.4.1"]["derived_share"][name] for name in ("numerator", "denominator", "percent")}
    assert shown == {"numerator": 1, "denominator": 4, "percent": "25.00"}


_SET_STATE = text("UPDATE measure_task SET state = 'in_progress' WHERE school_code = :school RETURNING id")


async def test_prevention_of_risks_stands_on_roadmaps_and_measures(town: Caller, monitoring: MonitoringCaller) -> None:
    everybody = {"responsible": [{"kind": "all_schools", "name": "ОУ"}], "term": "октябрь"}
    for_town = await draft(town, year="2022/2023")
    await add_measure(town, for_town, **everybody, criteria=["norilsk-2022/at-risk/staff"])
    await approve(town, for_town)
    of_school = await draft(town, year="2022/2023", kind="school", school_code=A)
    await add_measure(town, of_school, term="октябрь")
    await approve(town, of_school)
    await draft(town, year="2022/2023", kind="school", school_code=C)
    before = await compute(monitoring, pack="norilsk-2022", set="at-risk")
    async with monitoring.database.transaction() as session:
        task_id = await session.scalar(_SET_STATE, {"school": B})
        await enqueue(session, MeasureCompleted(task_id=task_id))

    found = await compute(monitoring, pack="norilsk-2022", set="at-risk")

    assert share(before[NORILSK]["3.3.1.2"])[:2] == (1, 3)
    assert share(found[NORILSK]["3.3.1.2"])[:2] == (2, 3)
    assert found[NORILSK]["3.3.1.2"]["missing_schools"] == 1
    schools = await list_all(monitoring, f"{found['']['path']['']}/values/3.3.1.2/schools")
    told = {row["school_code"]: row["evidence"][0] for row in schools}
    grounds = {code: [told[code][name] for name in ("source", "code", "actions")] for code in (A, B, C)}
    assert grounds[A] == grounds[B] == ["support", "risk_prevention", 1]
    assert grounds[C] == ["answer", "s-3.3.1.2", None]
