"""Measures proposed by reports and by last year's plan, and what people make of them."""

from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import update

from services.roadmap.proposals.use_cases import propose_measures
from shared.access.principals import Territory
from shared.models import MeasureTask
from tests.factories.files import NORILSK, ULCHSKY, make_context, make_schools
from tests.factories.lists import ORDER, approve, import_low_results
from tests.identification.conftest import Caller as IdentificationCaller
from tests.monitoring.conftest import Caller as MonitoringCaller
from tests.roadmap.conftest import Caller, MakeCaller
from tests.roadmap.two_years import FIRST, Facts, finish_measure, make_lists

_YEAR = "2022/2023"
_BAD, _GOOD = (8, 8), (0, 0)


@pytest.fixture
async def report_id(caller: Caller, identification: IdentificationCaller, monitoring: MonitoringCaller) -> UUID:
    """A published report of at-risk schools: school 1 lacks Internet, school 2 has overloaded teachers."""
    await identification.import_file("schools", make_schools("edu240001", "edu240002"))
    rows = [("edu240001", _YEAR, "internet", "no", None, None), ("edu240002", _YEAR, "teachers-36h-load", None, 2, 10)]
    await identification.import_file("context", make_context(*rows))
    await approve(identification, await identification.finish_run(rule="norilsk-2022/at-risk"))
    await monitoring.run_jobs()
    [report] = (await monitoring.get("/reports", kind="risk_list", municipality=NORILSK)).json()["items"]
    place = f"/reports/{report['id']}"
    approved = await monitoring.post(f"{place}/approval", if_match="*")
    published = await monitoring.post(f"{place}/publication", {"url": "https://example.org/report"}, if_match="*")
    assert (approved.status_code, published.status_code) == (200, 200), published.text
    await caller.run_jobs()
    return UUID(report["id"])


async def _list(caller: Caller, **wanted: Any) -> list[dict[str, Any]]:
    answer = await caller.get("/proposals", **wanted)
    assert answer.status_code == 200, answer.text
    items: list[dict[str, Any]] = answer.json()["items"]
    return items


async def _find_draft(caller: Caller, school: str) -> str:
    """Return the draft that the list has made for a school."""
    answer = await caller.get("/roadmaps", school=school)
    assert answer.status_code == 200, answer.text
    return str(answer.json()["items"][0]["id"])


async def test_a_published_report_proposes_what_it_recommends_to_each_school(caller: Caller, report_id: UUID) -> None:
    found = await _list(caller, source="recommendation", municipality=NORILSK, academic_year=_YEAR)

    deficits = {(one["school_code"], *one["measure"]["deficits"]) for one in found}
    assert deficits == {("edu240001", "norilsk-2022/material-base"), ("edu240002", "norilsk-2022/staff")}
    assert {one["report_id"] for one in found} == {str(report_id)}
    assert {tuple(one["allowed_actions"]) for one in found} == {("accept", "reject")}
    assert all(one["measure"]["responsible"] for one in found)
    async with caller.database.transaction() as session:
        await propose_measures(session, report_id)
    assert len(await _list(caller)) == len(found)


async def test_an_accepted_proposal_is_a_measure_of_the_draft(caller: Caller, report_id: UUID) -> None:
    proposal = (await _list(caller, school="sch240001"))[0]
    place, roadmap_id = f"/proposals/{proposal['id']}", await _find_draft(caller, "edu240001")

    accepted = await caller.post(f"{place}/acceptance", {"roadmap_id": roadmap_id}, if_match='"1"')

    assert accepted.status_code == 200, accepted.text
    told = accepted.json()
    assert (told["state"], told["allowed_actions"], accepted.headers["ETag"]) == ("accepted", [], '"2"')
    measures = (await caller.get(f"/roadmaps/{roadmap_id}/measures")).json()["items"]
    (measure,) = [one for one in measures if one["id"] == told["measure_id"]]
    assert measure["title"] == proposal["measure"]["title"]
    assert measure["recommendation_report_id"] == str(report_id)
    again = await caller.post(f"{place}/acceptance", {"roadmap_id": roadmap_id}, if_match="*")
    assert (again.status_code, again.json()["code"]) == (409, "proposal-decided")
    changes = (await caller.get(f"{place}/changes")).json()["items"]
    assert [one["action"] for one in changes] == ["accepted", "created"]


async def test_an_approved_roadmap_takes_a_proposal_by_an_amendment_with_its_reason(
    caller: Caller, report_id: UUID
) -> None:
    del report_id
    proposal = (await _list(caller, school="edu240001"))[0]
    place, roadmap_id = f"/proposals/{proposal['id']}", await _find_draft(caller, "edu240001")
    approved = await caller.post(f"/roadmaps/{roadmap_id}/approval", {"order": ORDER}, if_match="*")
    assert approved.status_code == 200, approved.text
    wanted = {"roadmap_id": roadmap_id, "measure": proposal["measure"] | {"title": "Поставить оборудование."}}

    silent = await caller.post(f"{place}/acceptance", wanted, if_match="*")
    accepted = await caller.post(f"{place}/acceptance", wanted | {"reason": "По справке"}, if_match="*")

    assert (silent.status_code, silent.json()["errors"][0]["pointer"]) == (422, "/body/reason")
    assert accepted.status_code == 200, accepted.text
    difference = (await caller.get(f"/roadmaps/{roadmap_id}/difference")).json()
    assert [(one["id"], one["title"]) for one in difference["added"]] == [
        (accepted.json()["measure_id"], "Поставить оборудование.")
    ]


async def test_a_proposal_is_declined_with_its_reason_and_goes_into_no_other_school(
    caller: Caller, report_id: UUID
) -> None:
    del report_id
    proposal = (await _list(caller, school="edu240001"))[0]
    place, other = f"/proposals/{proposal['id']}", await _find_draft(caller, "edu240002")

    unseen = await caller.post(f"{place}/rejection", {"remarks": "Уже сделано."})
    outdated = await caller.post(f"{place}/rejection", {"remarks": "Уже сделано."}, if_match='"9"')
    misplaced = await caller.post(f"{place}/acceptance", {"roadmap_id": other}, if_match="*")
    declined = await caller.post(f"{place}/rejection", {"remarks": "Уже сделано."}, if_match='"1"')

    assert (unseen.status_code, outdated.status_code) == (428, 412)
    assert (misplaced.status_code, misplaced.json()["code"]) == (422, "proposal-misplaced")
    assert (declined.json()["state"], declined.json()["remarks"]) == ("declined", "Уже сделано.")


async def test_a_deficit_that_a_report_has_found_is_answered_in_the_draft_of_the_next_list(
    caller: Caller, identification: IdentificationCaller, report_id: UUID
) -> None:
    del report_id
    await import_low_results(identification, "edu240001")
    await approve(identification, await identification.finish_run())
    await caller.run_jobs()

    drafts = (await caller.get("/roadmaps", school="edu240001")).json()["items"]
    measures = (await caller.get(f"/roadmaps/{drafts[0]['id']}/measures")).json()["items"]

    assert len(drafts) == 2  # one for each category
    assert [(one["criteria"], one["deficits"]) for one in measures] == [
        ([FIRST], []),
        ([], ["norilsk-2022/material-base"]),
    ]


async def test_a_school_sees_proposals_to_itself_alone(
    caller: Caller, make_caller: MakeCaller, report_id: UUID
) -> None:
    del report_id
    foreign = (await _list(caller, school="edu240002"))[0]
    school = await make_caller(Territory("school", "edu240001"))
    reader = await make_caller(Territory("municipality", NORILSK), scopes=("roadmap:read",))
    stranger = await make_caller(Territory("municipality", ULCHSKY))

    assert {one["school_code"] for one in await _list(school)} == {"edu240001"}
    assert {tuple(one["allowed_actions"]) for one in await _list(reader)} == {()}
    assert await _list(stranger) == []
    for other in (school, stranger):
        assert (await other.get(f"/proposals/{foreign['id']}")).status_code == 404
        refused = await other.post(f"/proposals/{foreign['id']}/rejection", {"remarks": "Нет."}, if_match="*")
        assert refused.status_code == 404
        carried = await other.post("/carry-overs", {"municipality": NORILSK, "academic_year": _YEAR})
        assert carried.status_code == 404


async def test_what_was_not_done_or_left_the_criterion_met_goes_over_into_the_next_year(
    caller: Caller, identification: IdentificationCaller
) -> None:
    facts: Facts = {
        "edu240001": (_GOOD, _BAD, _BAD),
        "edu240002": (_GOOD, _BAD, _GOOD),
        "edu240003": (_GOOD, _BAD, _BAD),
        "edu240004": (_GOOD, _BAD, _BAD),
    }
    await make_lists(identification, facts)
    for school in facts:
        await finish_measure(caller, school, code="lessons", criteria=[FIRST], done_on=date(2023, 3, 1))
    await _reopen(caller, "edu240003", "in_progress")
    await _reopen(caller, "edu240004", "cancelled")
    wanted = {"municipality": NORILSK, "academic_year": _YEAR}

    first = await caller.post("/carry-overs", wanted)
    again = await caller.post("/carry-overs", wanted)

    assert first.status_code == 201, first.text
    assert (first.json()["undone"], first.json()["no_effect"]) == (1, 1)
    assert (again.json()["undone"], again.json()["no_effect"]) == (0, 0)
    found = {one["school_code"]: one for one in await _list(caller, academic_year="2023/2024")}
    assert {school: one["source"] for school, one in found.items()} == {
        "edu240003": "undone",
        "edu240001": "no_effect",
    }
    assert found["edu240001"]["reason"] == (
        "Выполнено 2023-03-01. «Две процедуры в предыдущем году» — критерий выполнен и в 2023/2024."
    )
    assert found["edu240003"]["measure"]["title"] == "Мера lessons"
    assert found["edu240003"]["measure"]["criteria"] == [FIRST]


async def _reopen(caller: Caller, school: str, state: str) -> None:
    """Make the task of a school another one than done."""
    async with caller.database.transaction() as session:
        values = {"state": state, "done_on": None, "reason": "Не нужна" if state == "cancelled" else None}
        await session.execute(update(MeasureTask).where(MeasureTask.school_code == school).values(values))
