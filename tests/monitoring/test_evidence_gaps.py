"""What a campaign asks for and what of it is missing, before the deadline and after it."""

from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from shared.access.principals import Territory
from shared.clock import utc_now
from shared.models import Submission, SubmissionValue
from tests.factories.evidence import attach, attach_file, decide, make_points_campaign, set_state
from tests.factories.files import NORILSK, make_schools
from tests.identification.conftest import Caller as IdentificationCaller
from tests.monitoring.conftest import Caller, MakeCaller

SCHOOLS = ("edu240001", "edu240002", "edu240003")
OF_SCHOOL, OF_MUNICIPALITY = 29, 30


@pytest.fixture
async def campaign(caller: Caller, identification: IdentificationCaller) -> str:
    await identification.import_file("schools", make_schools(*SCHOOLS))
    return await make_points_campaign(caller)


async def list_gaps(caller: Caller, campaign: str, **wanted: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = (await caller.get(f"{campaign}/evidence-gaps", **wanted)).json()["items"]
    return found


async def find_states(caller: Caller, campaign: str, object_code: str) -> dict[int, str]:
    (gaps,) = await list_gaps(caller, campaign, object_code=object_code)
    return {each["number"]: each["state"] for each in gaps["requirements"]}


async def answer(caller: Caller, campaign: str, answers: dict[str, str]) -> None:
    """Write answers of the first school into its form, as if they had been saved."""
    campaign_id = UUID(campaign.rpartition("/")[2])
    async with caller.database.transaction() as session:
        of_first = (Submission.campaign_id == campaign_id, Submission.object_code == SCHOOLS[0])
        submission = (await session.scalars(select(Submission).where(*of_first))).one()
        for element, given in answers.items():
            session.add(
                SubmissionValue(
                    municipality_id=submission.municipality_id,
                    campaign_id=campaign_id,
                    level=submission.level,
                    object_code=submission.object_code,
                    element_code=element,
                    answer=given,
                    updated_at=utc_now(),
                )
            )


async def test_everything_is_missing_before_anything_is_attached(caller: Caller, campaign: str) -> None:
    gaps = await list_gaps(caller, campaign)

    nothing = {"attached": 0, "accepted": 0, "returned": 0, "expired": 0}
    assert [(each["level"], each["object_code"], each["counts"]) for each in gaps] == [
        ("municipality", NORILSK, {"required": OF_MUNICIPALITY, "missing": OF_MUNICIPALITY, **nothing}),
        *[("school", code, {"required": OF_SCHOOL, "missing": OF_SCHOOL, **nothing}) for code in SCHOOLS],
    ]
    first = gaps[1]["requirements"][0]
    assert (first["number"], first["kind"], first["indicators"]) == (2, "order", ["s-2.1.1"])
    contract = (await caller.get(f"{campaign}/evidence-contract")).json()
    assert contract["counts"]["missing"] == OF_MUNICIPALITY + 3 * OF_SCHOOL
    (named,) = [each for each in contract["requirements"] if each["reference_only"]]
    assert (named["indicators"], named["level"], named["counts"]["required"]) == (["s-2.5.4"], "school", 3)


async def test_the_best_of_the_documents_for_a_requirement_decides(caller: Caller, campaign: str) -> None:
    yesterday = f"{utc_now().date() - timedelta(days=1)}"
    await attach(caller, campaign, requirements=[2])
    await attach(caller, campaign, requirements=[14], link="https://school.example/14")
    await attach(caller, campaign, requirements=[50])
    expired = await attach_file(caller, campaign, requirements=[36], valid_until=yesterday)
    returned = await attach_file(caller, campaign, requirements=[39])
    await decide(caller, campaign, returned, "return", remarks="Не тот год.")
    accepted = await attach_file(caller, campaign, requirements=[43, 15])
    await decide(caller, campaign, accepted, "acceptance")
    await attach_file(caller, campaign, requirements=[43])
    gone = await attach_file(caller, campaign, requirements=[28])
    await decide(caller, campaign, gone, "withdrawal")

    states = await find_states(caller, campaign, "edu240001")
    (gaps,) = await list_gaps(caller, campaign, object_code="sch240001")

    found = {number: state for number, state in states.items() if state != "missing"}
    assert found == {14: "attached", 15: "accepted", 36: "expired", 39: "returned", 43: "accepted", 50: "attached"}
    assert gaps["counts"] == {
        "required": OF_SCHOOL,
        "missing": OF_SCHOOL - 6,
        "attached": 2,
        "accepted": 2,
        "returned": 1,
        "expired": 1,
    }
    listed = {each["number"]: each["documents"] for each in gaps["requirements"]}
    assert (len(listed[43]), listed[36], listed[28], listed[2]) == (2, [expired["id"]], [], [])
    assert (await caller.get(f"{campaign}/evidence/{expired['id']}")).json()["is_expired"] is True
    assert set((await find_states(caller, campaign, "edu240002")).values()) == {"missing"}


async def test_what_is_answered_with_no_needs_no_document_unless_no_is_what_scores(
    caller: Caller, campaign: str
) -> None:
    no = ("s-2.1.1", "s-2.4.6", "s-2.4.7", "s-2.1.3", "s-2.1.4", "s-2.1.5")
    await answer(caller, campaign, dict.fromkeys(no, "no") | {"s-2.3.1": "not_applicable", "s-2.5.1": "yes"})

    before = await find_states(caller, campaign, "edu240001")
    await answer(caller, campaign, {"s-2.4.8": "no"})
    after = await find_states(caller, campaign, "edu240001")

    exempted = {number for number, state in before.items() if state == "not_required"}
    # 2.1.1; 2.3.1; not 8, where «нет» scores; not 28 to 30, of whose three indicators one is not answered yet.
    assert exempted == {2, 14, 15, 16}
    assert {number for number, state in after.items() if state == "not_required"} == exempted | {28, 29, 30}
    (gaps,) = await list_gaps(caller, campaign, object_code="edu240001")
    assert gaps["counts"]["required"] == OF_SCHOOL - 7


async def test_gaps_are_filtered_and_come_page_by_page(caller: Caller, campaign: str) -> None:
    for code in SCHOOLS[:2]:
        returned = await attach_file(caller, campaign, object_code=code)
        await decide(caller, campaign, returned, "return", remarks="Не та школа.")

    returned_ones = await list_gaps(caller, campaign, state="returned")
    first = await caller.get(f"{campaign}/evidence-gaps", limit=2, level="school")
    second = await caller.http.get(first.headers["Link"].split(">")[0][1:])
    table = (await caller.get(f"{campaign}/evidence-gaps.csv", state=["returned", "missing"], level="school")).text

    assert [each["object_code"] for each in returned_ones] == list(SCHOOLS[:2])
    assert [[row["number"] for row in each["requirements"]] for each in returned_ones] == [[2], [2]]
    assert returned_ones[0]["counts"]["required"] == OF_SCHOOL
    pages = [[each["object_code"] for each in page.json()["items"]] for page in (first, second)]
    assert pages == [list(SCHOOLS[:2]), [SCHOOLS[2]]]
    lines = table.splitlines()
    assert len(lines) == 1 + 3 * OF_SCHOOL
    assert lines[1].startswith("school,edu240001,Школа edu240001,2,order,")
    assert lines[1].endswith(",s-2.1.1,no,returned,1")


async def test_an_analysed_campaign_judges_validity_by_its_last_day(caller: Caller, campaign: str) -> None:
    last_day = (await caller.get(campaign)).json()["ends_on"]
    document = await attach_file(caller, campaign, valid_until=last_day)
    await set_state(caller.database, campaign, "published")

    states = await find_states(caller, campaign, "edu240001")

    assert states[2] == "attached"
    assert (await caller.get(f"{campaign}/evidence/{document['id']}")).json()["is_expired"] is False


async def test_a_school_sees_its_own_gaps_alone(make_caller: MakeCaller, campaign: str) -> None:
    school = await make_caller(Territory("school", "edu240002"), scopes=("monitoring:read",))

    gaps = await list_gaps(school, campaign)
    contract = (await school.get(f"{campaign}/evidence-contract")).json()
    table = (await school.get(f"{campaign}/evidence-gaps.csv")).text

    assert [each["object_code"] for each in gaps] == ["edu240002"]
    assert contract["counts"]["required"] == OF_SCHOOL
    assert {line.split(",")[1] for line in table.splitlines()[1:]} == {"edu240002"}
