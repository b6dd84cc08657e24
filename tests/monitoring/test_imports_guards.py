"""Whose file is taken, when, and whose receipt is shown; a job that runs twice does its work once."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import func, select, update

from services.monitoring.imports.jobs import merge_import
from services.monitoring.imports.schemas import MergeImport
from shared.access.principals import Territory
from shared.clock import utc_now
from shared.models import Campaign, Change, ReceiptIssue, StagedSubmissionValue
from shared.queue.draining import run_ready_jobs
from tests.factories.campaigns import make_campaign
from tests.factories.files import NORILSK, ULCHSKY, make_schools
from tests.identification.conftest import Caller as IdentificationCaller
from tests.monitoring.conftest import Caller, MakeCaller
from tests.monitoring.importing import (
    ANSWER,
    COUNT,
    RIGHT,
    SHARE,
    count,
    import_values,
    make_values,
    open_campaign,
    post_values,
    read_forms,
    read_versions,
    set_state,
)
from tests.monitoring.test_submissions import FULL, begin


@pytest.fixture
async def campaign(identification: IdentificationCaller, caller: Caller) -> dict[str, Any]:
    """Two schools of Norilsk and the municipality take part."""
    return await open_campaign(identification, caller)


async def test_what_was_submitted_or_accepted_is_left_alone(caller: Caller, campaign: dict[str, Any]) -> None:
    now = utc_now()
    submitted: dict[str, object] = {"first_submitted_at": now, "submitted_at": now}
    await set_state(caller, ["edu240001"], state="submitted", **submitted)
    await set_state(caller, ["edu240002"], state="accepted", decided_at=now, **submitted)
    await set_state(caller, [NORILSK], state="returned", decided_at=now, remarks="Проверьте число", **submitted)

    receipt = await import_values(
        caller,
        campaign,
        make_values(RIGHT, ("school", "edu240002", ANSWER, "yes"), ("municipality", NORILSK, COUNT, None, 4, None)),
    )

    assert [(issue["row"], issue["code"]) for issue in receipt["issues"]] == [
        (2, "already_submitted"),
        (3, "already_accepted"),
    ]
    assert await read_forms(caller) == [(NORILSK, COUNT, None, 4, None, None)]


@pytest.mark.usefixtures("campaign")
async def test_a_campaign_that_is_not_open_takes_no_file(caller: Caller) -> None:
    planned = await make_campaign(caller, set="at-risk")

    answer = await post_values(caller, planned, make_values(RIGHT))

    assert (answer.status_code, answer.json()["code"]) == (409, "answers-closed")


async def test_a_campaign_analysed_while_the_file_waited_keeps_its_forms(
    caller: Caller, campaign: dict[str, Any]
) -> None:
    answer = await post_values(caller, campaign, make_values(RIGHT))
    async with caller.database.transaction() as session:
        await session.execute(update(Campaign).values(state="analysed"))

    await caller.run_jobs()

    receipt = (await caller.http.get(answer.headers["Location"])).json()
    issues = (await caller.http.get(f"{answer.headers['Location']}/issues")).json()["items"]
    assert (count(receipt), [issue["code"] for issue in issues]) == ([1, 0, 0, 0, 1], ["answers_closed"])
    assert await read_forms(caller) == []


async def test_only_who_has_the_whole_municipality_fills_in_its_forms(
    make_caller: MakeCaller, campaign: dict[str, Any]
) -> None:
    own = await make_caller(Territory("municipality", NORILSK))
    foreign = await make_caller(Territory("municipality", ULCHSKY))
    school = await make_caller(Territory("school", "edu240001"))
    reader = await make_caller(scopes=("monitoring:read",))

    answers = [await post_values(one, campaign, make_values(RIGHT)) for one in (own, foreign, school, reader)]

    assert [answer.status_code for answer in answers] == [202, 404, 403, 403]


async def test_a_receipt_belongs_to_its_service_and_its_sender(
    caller: Caller, make_caller: MakeCaller, identification: IdentificationCaller, campaign: dict[str, Any]
) -> None:
    receipt = await import_values(caller, campaign, make_values(RIGHT))
    other = await make_caller(Territory("region", "04"))
    # The same key at the other service: its sender's own receipt does not exist there.
    there = await identification.http.get(
        f"/identification/v1/imports/{receipt['id']}", headers={"Authorization": caller.http.headers["Authorization"]}
    )

    foreign = await other.get(f"/imports/{receipt['id']}")

    assert [there.status_code, foreign.status_code] == [404, 404]
    assert [one["id"] for one in (await caller.get("/imports")).json()["items"]] == [receipt["id"]]
    assert (await other.get("/imports")).json()["items"] == []


async def test_merging_twice_ends_in_the_same_state(caller: Caller, campaign: dict[str, Any]) -> None:
    content = make_values(RIGHT, ("school", "edu240002", SHARE, None, 3, 2))
    answer = await post_values(caller, campaign, content)
    await run_ready_jobs(caller.database, [merge_import])
    before = (await caller.http.get(answer.headers["Location"])).json()

    async with caller.database.transaction() as session:
        context = type("Context", (), {"session": session})()
        await merge_import(context, MergeImport(receipt_id=UUID(answer.json()["id"])))
    await caller.run_jobs()

    async with caller.database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(ReceiptIssue)) == 1
        assert await session.scalar(select(func.count()).select_from(StagedSubmissionValue)) == 0
        imported = select(func.count()).where(Change.action == "values_imported")
        assert await session.scalar(imported) == 1
    assert (await caller.http.get(answer.headers["Location"])).json() == before
    assert await read_versions(caller) == {NORILSK: 1, "edu240001": 2, "edu240002": 1}


async def test_the_same_request_again_is_the_same_receipt(caller: Caller, campaign: dict[str, Any]) -> None:
    caller.http.headers["Idempotency-Key"] = "once"

    first = await post_values(caller, campaign, make_values(RIGHT))
    second = await post_values(caller, campaign, make_values(RIGHT))

    assert (second.status_code, second.json()) == (202, first.json())


async def test_complete_forms_are_submitted_where_that_was_asked(
    caller: Caller, identification: IdentificationCaller
) -> None:
    schools = [f"edu24000{place}" for place in range(1, 5)]
    await identification.import_file("schools", make_schools(*schools))
    half_year = {"id": await begin(caller, *schools)}
    full = {
        code: [
            ("school", code, *(value.get(name) for name in ("element", "answer", "numerator", "denominator")))
            for value in FULL
        ]
        for code in schools
    }
    complete, unfinished, faulty, silent = schools
    rows = [*full[complete], *full[unfinished][1:], *full[faulty], full[faulty][0]]

    receipts = [
        await import_values(caller, half_year, make_values(*rows), mode="validate", submit="yes"),
        await import_values(caller, half_year, make_values(*full[silent])),
        await import_values(caller, half_year, make_values(*rows), submit="yes"),
    ]

    asked = len(FULL)
    assert [count(receipt) for receipt in receipts[1:]] == [
        [asked, asked, 0, 0, 0],
        [3 * asked, 3 * asked - 1, 0, 0, 1],
    ]
    answer = await caller.get(f"/campaigns/{half_year['id']}/submissions")
    states = {one["object_code"]: one["state"] for one in answer.json()["items"]}
    assert states == {complete: "submitted", unfinished: "draft", faulty: "draft", silent: "draft"}
