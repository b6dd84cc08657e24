"""Decisions: orders on a stated basis, from their draft to the check of their effect."""

from typing import Any
from uuid import uuid4

import pytest

from shared.access.principals import Territory
from shared.clock import utc_now
from tests.factories.decisions import ORDER, draft_decision, issue_decision, make_decision
from tests.factories.files import NORILSK, ULCHSKY, make_schools
from tests.factories.lists import create_draft, publish_document
from tests.identification.conftest import Caller as IdentificationCaller
from tests.roadmap.conftest import Caller, MakeCaller

A, B, FOREIGN = "edu240001", "edu240002", "edu270001"


@pytest.fixture
async def basis(identification: IdentificationCaller) -> dict[str, str]:
    """Two schools of Norilsk, one of them on a list by document; and a school elsewhere."""
    await identification.import_file("schools", make_schools(A, B))
    await identification.import_file("schools", make_schools(FOREIGN, oktmo=ULCHSKY))
    return {"list_id": (await publish_document(identification, A))["id"]}


async def list_ids(caller: Caller, **filters: str) -> list[str]:
    answer = await caller.get("/decisions", **filters)
    assert answer.status_code == 200, answer.text
    return [each["id"] for each in answer.json()["items"]]


async def test_a_decision_is_edited_issued_by_an_order_and_its_effect_checked_once(
    caller: Caller, basis: dict[str, str]
) -> None:
    drafted = await draft_decision(caller, **basis)
    path = f"/decisions/{drafted['id']}"
    content = {key: value for key, value in make_decision(**basis).items() if key != "municipality"}
    edit = content | {"title": "О сопровождении", "clauses": [{"text": "Назначить кураторов.", "due_on": "2022-11-01"}]}

    unseen = await caller.put(path, edit)
    edited = await caller.put(path, edit, if_match='"1"')
    outdated = await caller.put(path, edit | {"title": "О другом"}, if_match='"1"')
    too_early = await caller.post(f"{path}/check", {"finding": "Помогло."}, if_match='"2"')
    late = await caller.post(f"{path}/approval", ORDER | {"date": "2023-06-02"}, if_match='"2"')
    issued = await caller.post(f"{path}/approval", ORDER, if_match='"2"', idempotency_key="x")
    again = await caller.post(f"{path}/approval", ORDER, if_match='"2"', idempotency_key="x")
    frozen = await caller.put(path, edit, if_match='"3"')
    due = await list_ids(caller, check_due="yes")
    checked = await caller.post(f"{path}/check", {"finding": "Кураторы назначены."}, if_match='"3"')
    twice = await caller.post(f"{path}/check", {"finding": "Ещё раз."}, if_match='"4"')

    assert (unseen.status_code, outdated.status_code) == (428, 412)
    assert (edited.json()["title"], edited.headers["ETag"]) == ("О сопровождении", '"2"')
    assert (too_early.status_code, too_early.json()["code"]) == (409, "decision-not-issued")
    assert (late.status_code, late.json()["errors"][0]["pointer"]) == (422, "/body/date")
    assert issued.status_code == 200, issued.text
    told = issued.json()
    assert (told["state"], told["order"]["number"], told["check_due"]) == ("issued", "301-од", True)
    assert (told["flags"], told["allowed_actions"]) == ([], ["withdraw", "check"])
    assert again.headers["Idempotency-Replayed"] == "true"
    assert (frozen.status_code, frozen.json()["code"]) == (409, "decision-not-draft")
    assert due == [drafted["id"]]
    found = checked.json()
    assert (found["state"], found["finding"], found["check_due"]) == ("checked", "Кураторы назначены.", False)
    assert twice.status_code == 409
    changes = (await caller.get(f"{path}/changes")).json()["items"]
    assert [each["action"] for each in changes] == ["checked", "issued", "updated", "created"]
    assert set(changes[2]["fields"]) == {"title", "clauses"}


async def test_a_decision_is_withdrawn_for_a_reason_and_is_not_due_any_more(
    caller: Caller, basis: dict[str, str]
) -> None:
    issued = await issue_decision(caller, **basis)
    later = await issue_decision(caller, **basis, check_effect_on=f"{utc_now().year + 1}-06-01")

    withdrawn = await caller.post(f"/decisions/{issued['id']}/withdrawal", {"reason": "Ошибка."}, if_match='"2"')
    again = await caller.post(f"/decisions/{issued['id']}/withdrawal", {"reason": "Ошибка."}, if_match='"3"')

    told = withdrawn.json()
    assert (told["state"], told["withdrawal_reason"], told["allowed_actions"]) == ("withdrawn", "Ошибка.", [])
    assert (again.status_code, again.json()["code"]) == (409, "decision-withdrawn")
    assert await list_ids(caller, check_due="yes") == []
    assert await list_ids(caller, state="issued", basis="list", municipality=NORILSK) == [later["id"]]
    assert await list_ids(caller, basis="run") == []


async def test_without_a_basis_that_holds_here_there_is_no_decision(
    caller: Caller, basis: dict[str, str], identification: IdentificationCaller
) -> None:
    foreign = await publish_document(identification, FOREIGN, territory=("municipality", ULCHSKY))
    draft = await create_draft(identification, B, category="disadvantaged")
    run = (await identification.post_run()).json()
    absent = str(uuid4())
    wanted: list[dict[str, Any]] = [
        {},
        {"list_id": foreign["id"], "run_id": run["id"]},
        {"list_id": draft["id"], "report_id": absent},
        {"computation_id": absent, "indicator": "m-2.1.5"},
        {"list_id": basis["list_id"], "indicator": "m-2.1.5"},
    ]

    answers = [await caller.post("/decisions", make_decision(**each)) for each in wanted]

    assert [answer.status_code for answer in answers] == [422] * len(wanted)
    assert [sorted(fault["pointer"] for fault in answer.json()["errors"]) for answer in answers] == [
        ["/body"],
        ["/body/list_id", "/body/run_id"],
        ["/body/list_id", "/body/report_id"],
        ["/body/computation_id"],
        ["/body/computation_id"],
    ]


async def test_a_school_decides_for_itself_and_sees_no_other_decision(
    caller: Caller, make_caller: MakeCaller, basis: dict[str, str]
) -> None:
    of_department = await draft_decision(caller, **basis)
    of_other = await draft_decision(caller, **basis, school=B)
    school = await make_caller(Territory("school", A))
    stranger = await make_caller(Territory("municipality", ULCHSKY))

    own = await issue_decision(school, **basis, school="sch240001")
    refused = [
        await school.post("/decisions", make_decision(**basis)),
        await school.post("/decisions", make_decision(**basis, school=B)),
        await caller.post("/decisions", make_decision(**basis, school=FOREIGN)),
        await stranger.post("/decisions", make_decision(**basis)),
        await school.get(f"/decisions/{of_department['id']}"),
        await school.post(f"/decisions/{of_other['id']}/approval", ORDER, if_match="*"),
        await stranger.get(f"/decisions/{own['id']}"),
    ]

    assert (own["school"], own["state"]) == (A, "issued")
    assert [answer.status_code for answer in refused] == [404] * len(refused)
    assert await list_ids(school) == [own["id"]]
    assert await list_ids(stranger) == []
    assert await list_ids(caller, school="sch240002") == [of_other["id"]]
