"""Whoever conducts a campaign accepts answers or returns them; what is accepted counts."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import delete, func, select

from services.monitoring.submissions.use_cases import submit_complete
from shared.access.principals import Principal
from shared.database.session import Database
from shared.models import Campaign, Client, MonitoringValue, Submission, SubmissionValue
from tests.factories.files import make_schools
from tests.identification.conftest import Caller as IdentificationCaller
from tests.identification.test_reading import count_queries
from tests.monitoring.conftest import Caller
from tests.monitoring.test_submissions import FIRST, FULL, SECOND, begin, save, store_value

SCHOOLS = (FIRST, SECOND, "edu240003", "edu240004")


@pytest.fixture
async def campaign(caller: Caller, identification: IdentificationCaller) -> str:
    """A campaign of 003 over four schools."""
    await identification.import_file("schools", make_schools(*SCHOOLS))
    return await begin(caller, *SCHOOLS)


async def act(caller: Caller, campaign: str, code: str, action: str, body: object = None) -> dict[str, Any]:
    """Do something with a submission; return it."""
    answer = await caller.post(f"/campaigns/{campaign}/submissions/{code}/{action}", body, if_match="*")
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


async def fill_in(caller: Caller, campaign: str, code: str, *values: dict[str, Any]) -> None:
    """Save a form and submit it."""
    version = (await caller.get(f"/campaigns/{campaign}/submissions/{code}")).json()["version"]
    await save(caller, campaign, code, *(values or FULL), version=version)
    await act(caller, campaign, code, "submission")


async def read_accepted(database: Database) -> dict[tuple[str, str, str], tuple[Any, ...]]:
    """Return what counts: (period, school, element) → value and campaign."""
    columns = ("period", "object_code", "element_code", "answer", "numerator", "denominator", "campaign_id")
    async with database.transaction() as session:
        rows = await session.execute(select(*[getattr(MonitoringValue, name) for name in columns]))
        return {(row.period, row.object_code, row.element_code): tuple(row[3:]) for row in rows}


async def test_accepted_values_count_exactly_until_the_next_acceptance(caller: Caller, campaign: str) -> None:
    await store_value(caller.database, "s-U2", numerator=8, denominator=40)
    await fill_in(caller, campaign, FIRST)
    before = await read_accepted(caller.database)

    await act(caller, campaign, FIRST, "acceptance")
    accepted = await read_accepted(caller.database)
    returned = await act(caller, campaign, FIRST, "return", {"remarks": "Проверьте число педагогов."})
    after_return = await read_accepted(caller.database)
    changed = [value for value in FULL if value["element"] != "s-U2"]
    await fill_in(caller, campaign, FIRST, *changed, {"element": "s-U2", "numerator": 11, "denominator": 40})
    async with caller.database.transaction() as session:
        # As where the system came to know it by itself.
        await session.execute(delete(SubmissionValue).where(SubmissionValue.element_code == "s-U6"))
    again = await act(caller, campaign, FIRST, "acceptance")

    assert list(before) == [("2022-07", FIRST, "s-U2")]
    names = ("answer", "numerator", "denominator")
    expected = {
        ("2022-12", FIRST, value["element"]): (*(value.get(name) for name in names), UUID(campaign)) for value in FULL
    }
    assert accepted == before | expected
    assert (returned["state"], returned["remarks"]) == ("returned", "Проверьте число педагогов.")
    assert returned["allowed_actions"] == ["save_values", "submit"]
    assert after_return == accepted
    assert (again["state"], again["remarks"]) == ("accepted", None)
    del accepted["2022-12", FIRST, "s-U6"]
    second = {("2022-12", FIRST, "s-U2"): (None, 11, 40, UUID(campaign))}
    assert await read_accepted(caller.database) == accepted | second


async def test_what_the_state_does_not_allow_is_refused(caller: Caller, campaign: str) -> None:
    path = f"/campaigns/{campaign}/submissions/{FIRST}"
    early = [await caller.post(f"{path}/acceptance", if_match="*")]
    await fill_in(caller, campaign, FIRST)
    late = [
        await caller.put(f"{path}/values", {"values": []}, if_match="*"),
        await caller.post(f"{path}/submission", if_match="*"),
    ]
    nameless = await caller.post(f"{path}/return", {"remarks": "  "}, if_match="*")
    async with caller.database.transaction() as session:
        (await session.scalars(select(Campaign))).one().state = "analysed"
    closed = [
        await caller.post(f"{path}/acceptance", if_match="*"),
        await caller.post(f"/campaigns/{campaign}/acceptance"),
    ]

    assert [answer.json()["code"] for answer in early] == ["submission-not-submitted"]
    assert [answer.json()["code"] for answer in late] == ["submission-not-editable"] * 2
    assert nameless.status_code == 422
    assert [answer.json()["code"] for answer in closed] == ["answers-closed"] * 2


async def test_all_without_warnings_are_accepted_at_once(caller: Caller, campaign: str) -> None:
    await store_value(caller.database, "s-U2", numerator=40, denominator=40)
    explained = [value | {"comment": "Новые учителя"} if value["element"] == "s-U2" else value for value in FULL]
    await fill_in(caller, campaign, FIRST, *explained)
    for code in SCHOOLS[1:3]:
        await fill_in(caller, campaign, code)

    answer = await caller.post(f"/campaigns/{campaign}/acceptance", idempotency_key="all")
    again = await caller.post(f"/campaigns/{campaign}/acceptance", idempotency_key="all")

    assert answer.json() == again.json() == {"accepted": 2, "left": 1}
    page = (await caller.get(f"/campaigns/{campaign}/submissions", level="school")).json()["items"]
    assert [item["state"] for item in page] == ["submitted", "accepted", "accepted", "draft"]
    counted = {code for period, code, _ in await read_accepted(caller.database) if period == "2022-12"}
    assert counted == set(SCHOOLS[1:3])


async def test_complete_forms_of_a_whole_campaign_are_submitted_at_once(caller: Caller, campaign: str) -> None:
    for code in (FIRST, SECOND):
        await save(caller, campaign, code, *FULL)
    await save(caller, campaign, SCHOOLS[2], *FULL[:3])

    async with caller.database.transaction() as session:
        stored = (await session.scalars(select(Campaign))).one()
        client_id = (await session.scalars(select(Client.id).limit(1))).one()
        principal = Principal(client_id, "отдел", frozenset(), ())
        with count_queries() as for_one:
            some = await submit_complete(session, stored, [SECOND], principal)
        with count_queries() as for_three:
            rest = await submit_complete(session, stored, list(SCHOOLS), principal)

    assert (some.done, some.left) == ((SECOND,), ())
    assert (rest.done, rest.left) == ((FIRST,), SCHOOLS[2:])
    assert len(for_three) <= len(for_one), "no statement is repeated for each school"
    async with caller.database.transaction() as session:
        states = select(Submission.state, func.count()).group_by(Submission.state)
        assert dict((await session.execute(states)).all()) == {"submitted": 2, "draft": 2}
