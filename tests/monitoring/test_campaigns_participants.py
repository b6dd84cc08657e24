"""Who takes part in a campaign: schools that count, listed ones once, chosen ones if they are the municipality's."""

from typing import Any

import httpx
import pytest
from sqlalchemy import text

from shared.access.principals import Territory
from tests.factories.campaigns import make_campaign, post_campaign
from tests.factories.files import make_schools
from tests.factories.lists import publish_document
from tests.identification.conftest import Caller as IdentificationCaller
from tests.identification.register import put
from tests.monitoring.conftest import Caller, MakeCaller


@pytest.fixture(autouse=True)
async def _register(identification: IdentificationCaller) -> None:
    """Four schools that count, one that closed before the period's last day, one that is private."""
    await identification.import_file("schools", make_schools(*(f"edu24000{number}" for number in range(1, 5))))
    await put(identification, "edu240005", closed_on="2023-08-30")
    await put(identification, "edu240006", subordination="private")


async def _list_schools(caller: Caller, campaign: dict[str, Any]) -> list[str]:
    shown = (await caller.get(f"/campaigns/{campaign['id']}/participation")).json()
    return [each["code"] for each in shown["items"] if each["level"] == "school"]


async def _replace(caller: Caller, campaign: dict[str, Any], *schools: str) -> httpx.Response:
    return await caller.put(f"/campaigns/{campaign['id']}/participants", {"participants": schools}, if_match="*")


async def test_all_are_the_municipal_schools_that_work_on_the_last_day(caller: Caller) -> None:
    campaign = await make_campaign(caller)

    assert await _list_schools(caller, campaign) == ["edu240001", "edu240002", "edu240003", "edu240004"]


async def test_schools_on_several_lists_take_part_once(caller: Caller, identification: IdentificationCaller) -> None:
    await publish_document(identification, "edu240001", "edu240002")
    await publish_document(identification, "edu240002", "edu240003", "edu240005", category="disadvantaged")

    campaign = await make_campaign(caller, participants="listed")

    assert await _list_schools(caller, campaign) == ["edu240001", "edu240002", "edu240003"]
    assert campaign["participants"]["schools"] == 3


async def test_chosen_schools_must_be_the_municipalitys_and_count(caller: Caller) -> None:
    refused = await post_campaign(caller, participants=["edu240001", "edu240005", "edu240006", "edu249999"])

    campaign = await make_campaign(caller, participants=["sch240001", "edu240002", "edu240001"])

    assert [(issue["pointer"], issue["code"]) for issue in refused.json()["errors"]] == [
        ("/body/participants/1", "school-not-counted"),
        ("/body/participants/2", "school-not-counted"),
        ("/body/participants/3", "unknown-school"),
    ]
    assert await _list_schools(caller, campaign) == ["edu240001", "edu240002"]


async def test_schools_come_and_go_unless_they_have_begun_to_answer(caller: Caller) -> None:
    campaign = await make_campaign(caller, participants=["edu240001", "edu240002"])
    answer = text(
        "INSERT INTO submission_value (municipality_id, campaign_id, level, object_code, element_code, numerator, "
        "updated_at) SELECT municipality_id, campaign_id, level, object_code, 'x', 1, now() FROM submission "
        "WHERE object_code = 'edu240001'"
    )
    async with caller.database.transaction() as session:
        await session.execute(answer)

    replaced = await _replace(caller, campaign, "edu240001", "edu240003")
    refused = await _replace(caller, campaign, "edu240003")

    assert (replaced.status_code, replaced.json()["version"]) == (200, 2)
    assert (refused.status_code, refused.json()["code"]) == (409, "participants-answered")
    assert "edu240001" in refused.json()["errors"][0]["detail"]
    assert await _list_schools(caller, campaign) == ["edu240001", "edu240003"]
    changes = (await caller.get(f"/campaigns/{campaign['id']}/changes")).json()["items"]
    assert [change["action"] for change in changes] == ["participants_replaced", "created"]


async def test_a_school_sees_the_campaigns_it_takes_part_in_and_itself_there(
    caller: Caller, make_caller: MakeCaller
) -> None:
    campaign = await make_campaign(caller, participants=["edu240001", "edu240002"])
    inside = await make_caller(Territory("school", "edu240001"))
    outside = await make_caller(Territory("school", "edu240003"))

    shown = (await inside.get(f"/campaigns/{campaign['id']}/participation")).json()

    assert [each["code"] for each in shown["items"]] == ["edu240001"]
    assert sum(shown["counts"].values()) == 1
    assert [each["id"] for each in (await inside.get("/campaigns")).json()["items"]] == [campaign["id"]]
    assert (await outside.get(f"/campaigns/{campaign['id']}")).status_code == 404
    assert (await outside.get("/campaigns")).json()["items"] == []
