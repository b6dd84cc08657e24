"""Campaigns are planned with their participants, edited, opened and closed by those who conduct them."""

import pytest

from tests.factories.campaigns import post_campaign
from tests.factories.files import ULCHSKY, make_schools
from tests.identification.conftest import Caller as IdentificationCaller
from tests.monitoring.conftest import Caller


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
    assert (await caller.get("/campaigns")).json()["items"] == [campaign]
