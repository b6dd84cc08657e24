"""Campaigns are planned, edited, opened and closed by those who conduct them."""

from typing import Any
from uuid import UUID

import pytest

from services.monitoring.campaigns import use_cases
from services.monitoring.campaigns.errors import CampaignNotAnalysed, CampaignNotClosed
from shared.access.principals import Territory
from tests.factories.campaigns import ORDER, make_campaign, make_edit, make_open_campaign, post_campaign
from tests.factories.files import NORILSK, ULCHSKY, make_schools
from tests.identification.conftest import Caller as IdentificationCaller
from tests.monitoring.conftest import Caller, MakeCaller

_ULCHSKY = {"pack": "ulchsky", "set": "half-year", "period": "2023-07", "municipality": ULCHSKY}


@pytest.fixture(autouse=True)
async def _register(identification: IdentificationCaller) -> None:
    await identification.import_file("schools", make_schools("edu240001", "edu240002"))
    await identification.import_file("schools", make_schools("edu270001", oktmo=ULCHSKY))


async def test_a_yearly_monitoring_takes_place_in_the_september_after_its_year(caller: Caller) -> None:
    answer = await post_campaign(caller)

    assert answer.status_code == 201, answer.text
    campaign = answer.json()
    assert (campaign["starts_on"], campaign["ends_on"]) == ("2023-09-01", "2023-09-30")
    assert (campaign["timezone"], campaign["analysis_due_on"]) == ("Asia/Krasnoyarsk", None)
    assert campaign["participants"] == {"schools": 2, "municipality": True}
    assert (campaign["state"], campaign["allowed_actions"]) == ("planned", ["update", "replace_participants", "open"])
    read = await caller.http.get(answer.headers["Location"])
    assert (read.json(), read.headers["ETag"]) == (campaign, answer.headers["ETag"])
    assert (await caller.get("/campaigns", period="2022/2023", municipality=NORILSK)).json()["items"] == [campaign]


async def test_where_the_programme_asks_for_an_order_there_is_no_campaign_without_one(caller: Caller) -> None:
    refused = await post_campaign(caller, **_ULCHSKY)
    planned = await post_campaign(caller, **_ULCHSKY, order=ORDER)

    assert (refused.status_code, refused.json()["code"]) == (422, "order-required")
    assert refused.json()["errors"][0]["pointer"] == "/body/order"
    assert "по приказу" in refused.json()["detail"]
    campaign = planned.json()
    assert (campaign["starts_on"], campaign["ends_on"]) == ("2023-07-01", "2023-07-31")
    assert (campaign["timezone"], campaign["order"]["number"]) == ("Asia/Vladivostok", "135")


async def test_the_analysis_is_due_so_many_days_after_the_last(caller: Caller) -> None:
    campaign = await make_campaign(caller, **_ULCHSKY, order=ORDER)
    edit = make_edit(campaign, ends_on="2023-07-29", analysis_on_working_day=True)

    moved = (await caller.put(f"/campaigns/{campaign['id']}", edit, if_match="*")).json()

    assert (campaign["analysis_due_on"], moved["analysis_due_on"]) == ("2023-08-14", "2023-08-14")


_REFUSED: list[tuple[dict[str, Any], str, str]] = [
    ({"set": "no-such-set"}, "set-unknown", "/body/set"),
    ({"pack": "no-such-pack"}, "set-unknown", "/body/pack"),
    ({"period": "2023-01"}, "period-refused", "/body/period"),
    ({"period": "2022/2024"}, "invalid-request", "/body/period"),
    ({"starts_on": "2023-10-01"}, "dates-refused", "/body/ends_on"),
    ({"starts_on": "2022-08-31", "ends_on": "2022-09-30"}, "dates-refused", "/body/starts_on"),
    ({"ends_on": "2024-09-02"}, "dates-refused", "/body/ends_on"),
    ({"remind_on": "2023-10-01"}, "dates-refused", "/body/remind_on"),
    ({"options": {"no_such_option": "1"}}, "options-refused", "/options/no_such_option"),
    ({"pack": "indicator-points", "set": "points"}, "dates-refused", "/body/starts_on"),
    ({"participants": []}, "invalid-request", "/body/participants"),
    ({"participants": ["edu240001", "edu270001"]}, "participants-refused", "/body/participants/1"),
    ({"participants": "listed"}, "participants-refused", "/body/participants"),
]


async def test_a_campaign_that_makes_no_sense_is_refused(caller: Caller) -> None:
    answers = [await post_campaign(caller, **body) for body, _, _ in _REFUSED]

    assert [answer.status_code for answer in answers] == [422] * len(_REFUSED)
    told = [(answer.json()["code"], answer.json()["errors"][0]["pointer"]) for answer in answers]
    assert told == [(code, pointer) for _, code, pointer in _REFUSED]
    assert (await caller.get("/campaigns")).json()["items"] == []


async def test_a_set_has_one_campaign_a_period(caller: Caller) -> None:
    await make_campaign(caller)

    again = await post_campaign(caller)

    assert (again.status_code, again.json()["code"]) == (409, "campaign-exists")


async def test_an_edit_names_the_version_it_has_seen(caller: Caller) -> None:
    campaign = await make_campaign(caller)
    path, edit = f"/campaigns/{campaign['id']}", make_edit(campaign, ends_on="2023-10-10")

    blind = await caller.put(path, edit)
    edited = await caller.put(path, edit, if_match='"1"')
    outdated = await caller.put(path, edit, if_match='"1"')

    assert (blind.status_code, edited.status_code, outdated.status_code) == (428, 200, 412)
    assert (edited.json()["ends_on"], edited.headers["ETag"]) == ("2023-10-10", '"2"')
    [updated, _] = (await caller.get(f"{path}/changes")).json()["items"]
    assert (updated["action"], updated["fields"]) == ("updated", ["ends_on"])


async def test_a_foreign_campaign_does_not_exist(caller: Caller, make_caller: MakeCaller) -> None:
    campaign = await make_campaign(caller)
    stranger = await make_caller(Territory("municipality", ULCHSKY))

    answers = [await stranger.get(f"/campaigns/{campaign['id']}"), await post_campaign(stranger)]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert (await stranger.get("/campaigns")).json()["items"] == []


async def test_what_may_be_done_follows_from_scope_territory_and_state(caller: Caller, make_caller: MakeCaller) -> None:
    campaign = await make_open_campaign(caller)
    path = f"/campaigns/{campaign['id']}"
    school = await make_caller(Territory("school", "edu240001"))
    reader = await make_caller(Territory("municipality", NORILSK), scopes=("monitoring:read",))

    by_department = [(await caller.get(path)).json()]
    by_others = [(await each.get(path)).json()["allowed_actions"] for each in (school, reader)]
    refused = [await each.post(f"{path}/closing", if_match="*") for each in (school, reader)]
    by_department.append((await caller.post(f"{path}/closing", if_match="*")).json())

    assert [(one["state"], one["allowed_actions"]) for one in by_department] == [
        ("open", ["update", "replace_participants", "close"]),
        ("closed", []),
    ]
    assert by_others == [[], []]
    assert [answer.json()["code"] for answer in refused] == ["campaign-not-yours", "scope-missing"]
    again = [await caller.post(f"{path}/{step}", if_match="*") for step in ("opening", "closing")]
    again.append(await caller.put(path, make_edit(campaign), if_match="*"))
    assert [answer.status_code for answer in again] == [409, 409, 409]


async def test_results_are_analysed_after_the_end_and_published_after_that(caller: Caller) -> None:
    campaign = await make_open_campaign(caller)
    campaign_id, url = UUID(campaign["id"]), "https://example.org/monitoring"

    async def record(step: Any, *what: str) -> None:
        async with caller.database.transaction() as session:
            await step(session, await use_cases.get_locked_campaign(session, campaign_id), *what, None)

    with pytest.raises(CampaignNotClosed):
        await record(use_cases.record_analysis)
    await caller.post(f"/campaigns/{campaign_id}/closing", if_match="*")
    with pytest.raises(CampaignNotAnalysed):
        await record(use_cases.record_publication, url)
    await record(use_cases.record_analysis)
    await record(use_cases.record_publication, url)

    found = (await caller.get(f"/campaigns/{campaign_id}")).json()
    assert (found["state"], found["published_url"], found["allowed_actions"]) == ("published", url, [])
    assert None not in {found["analysed_at"], found["published_at"]}
