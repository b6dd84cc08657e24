"""Documents that confirm answers: attached by participants, decided on by the department, seen by nobody else."""

import pytest

from shared.access.principals import Territory
from tests.factories.evidence import attach, attach_file, decide, make_evidence, make_points_campaign, set_state
from tests.factories.files import NORILSK, ULCHSKY, make_schools
from tests.identification.conftest import Caller as IdentificationCaller
from tests.monitoring.conftest import Caller, MakeCaller

READ_AND_WRITE = ("monitoring:read", "monitoring:write")
# The row of the contract whose document names pupils and teachers (004 2.5.4).
NAMES_PEOPLE = 50


@pytest.fixture(autouse=True)
async def _register(identification: IdentificationCaller) -> None:
    await identification.import_file("schools", make_schools("edu240001", "edu240002"))


@pytest.fixture
async def campaign(caller: Caller) -> str:
    return await make_points_campaign(caller)


@pytest.fixture
async def school(make_caller: MakeCaller) -> Caller:
    return await make_caller(Territory("school", "edu240001"), scopes=READ_AND_WRITE)


async def test_a_school_attaches_a_document_and_the_department_decides(
    caller: Caller, school: Caller, campaign: str
) -> None:
    attached = await attach_file(school, campaign, indicators=["s-2.4.6"])

    returned = (await decide(caller, campaign, attached, "return", remarks="Нет подписи.")).json()
    corrected = await school.put(
        f"{campaign}/evidence/{attached['id']}", _without_object(number="48-од"), if_match=f'"{returned["version"]}"'
    )
    accepted = (await decide(caller, campaign, corrected.json(), "acceptance")).json()

    assert (attached["state"], attached["is_complete"], attached["indicators"]) == (
        "attached",
        True,
        ["s-2.1.1", "s-2.4.6"],
    )
    assert attached["allowed_actions"] == ["update", "replace_file", "withdraw"]
    assert (returned["state"], returned["remarks"], returned["allowed_actions"]) == (
        "returned",
        "Нет подписи.",
        ["update", "replace_file", "withdraw"],
    )
    assert (corrected.json()["state"], corrected.json()["remarks"]) == ("attached", None)
    assert (accepted["state"], accepted["allowed_actions"]) == ("accepted", ["return"])
    changes = (await caller.get(f"{campaign}/evidence/{attached['id']}/changes")).json()["items"]
    assert [change["action"] for change in changes] == ["accepted", "updated", "returned", "filed", "attached"]
    late = await school.put(
        f"{campaign}/evidence/{attached['id']}", _without_object(), if_match=f'"{accepted["version"]}"'
    )
    assert (late.status_code, late.json()["code"]) == (409, "evidence-not-editable")


async def test_an_edit_needs_the_version_that_was_read(school: Caller, campaign: str) -> None:
    document = await attach(school, campaign)
    path = f"{campaign}/evidence/{document['id']}"

    blind = await school.put(path, _without_object(number="1"))
    first = await school.put(path, _without_object(number="1"), if_match='"1"')
    second = await school.put(path, _without_object(number="2"), if_match='"1"')
    same = await school.put(path, _without_object(number="1"), if_match='"2"')

    assert [each.status_code for each in (blind, first, second, same)] == [428, 200, 412, 200]
    assert first.headers["ETag"] == same.headers["ETag"] == '"2"'


async def test_to_another_school_a_document_does_not_exist(
    make_caller: MakeCaller, school: Caller, campaign: str
) -> None:
    document = await attach_file(school, campaign)
    other = await make_caller(Territory("school", "edu240002"))
    stranger = await make_caller(Territory("municipality", ULCHSKY))
    path = f"{campaign}/evidence/{document['id']}"

    for foreign in (other, stranger):
        answers = [
            *[await foreign.get(place) for place in (path, f"{path}/file", f"{path}/changes")],
            await foreign.put(path, _without_object(), if_match="*"),
            await foreign.http.put(
                f"{foreign.base}{path}/file", params={"file_name": "1.pdf"}, headers={"Content-Type": "application/pdf"}
            ),
            await foreign.post(f"{path}/acceptance", if_match="*"),
            await foreign.post(f"{path}/withdrawal", if_match="*"),
            await foreign.post(f"{campaign}/evidence", make_evidence()),
        ]
        assert {answer.status_code for answer in answers} == {404}
    assert (await other.get(f"{campaign}/evidence")).json()["items"] == []
    assert [each["object_code"] for each in (await other.get(f"{campaign}/evidence-gaps")).json()["items"]] == [
        "edu240002"
    ]
    assert (await school.get(f"{campaign}/evidence")).json()["items"][0]["id"] == document["id"]


async def test_a_school_with_every_scope_decides_on_nothing(make_caller: MakeCaller, campaign: str) -> None:
    school = await make_caller(Territory("school", "edu240001"))
    document = await attach_file(school, campaign)

    answer = await decide(school, campaign, document, "acceptance")

    assert (answer.status_code, answer.json()["code"]) == (403, "campaign-not-yours")
    assert "accept" not in document["allowed_actions"]


async def test_what_does_not_fit_the_contract_is_refused_at_its_place(school: Caller, campaign: str) -> None:
    cases: list[tuple[dict[str, object], str, str]] = [
        ({"requirements": [1]}, "/body/requirements/0", "unknown-requirement"),
        ({"requirements": [2, 999]}, "/body/requirements/1", "unknown-requirement"),
        ({"kind": "report"}, "/body/requirements/0", "other-kind"),
        ({"indicators": ["s-2.1.1", "s-9"]}, "/body/indicators/1", "unknown-indicator"),
        ({"valid_until": "2022-09-11"}, "/body/valid_until", "ends-before-issue"),
        ({"requirements": [NAMES_PEOPLE], "number": None}, "/body/number", "reference-only"),
        ({"requirements": [NAMES_PEOPLE], "link": "https://school.example/1"}, "/body/link", "reference-only"),
    ]

    answers = [await school.post(f"{campaign}/evidence", make_evidence(**body)) for body, _, _ in cases]

    assert {answer.status_code for answer in answers} == {422}
    found = [[(issue["pointer"], issue["code"]) for issue in answer.json()["errors"]] for answer in answers]
    assert found == [[(pointer, code)] for _, pointer, code in cases]
    assert (await school.get(f"{campaign}/evidence")).json()["items"] == []


async def test_of_a_document_that_names_people_only_number_and_date_are_kept(
    caller: Caller, school: Caller, campaign: str
) -> None:
    document = await attach(school, campaign, requirements=[NAMES_PEOPLE])

    filed = await school.http.put(
        f"{school.base}{campaign}/evidence/{document['id']}/file",
        params={"file_name": "1.pdf"},
        content=b"%PDF-1.7",
        headers={"Content-Type": "application/pdf", "If-Match": "*"},
    )

    assert (document["reference_only"], document["is_complete"]) == (True, True)
    assert document["allowed_actions"] == ["update", "withdraw"]
    assert (filed.status_code, filed.json()["code"]) == (409, "reference-only")
    assert (await decide(caller, campaign, document, "acceptance")).status_code == 200
    with_file = await attach_file(school, campaign)
    update = await school.put(
        f"{campaign}/evidence/{with_file['id']}", _without_object(requirements=[NAMES_PEOPLE]), if_match="*"
    )
    assert (update.status_code, update.json()["code"]) == (409, "reference-only")


async def test_a_document_without_anything_to_look_at_is_not_accepted(caller: Caller, campaign: str) -> None:
    document = await attach(caller, campaign)

    answer = await decide(caller, campaign, document, "acceptance")

    assert (answer.status_code, answer.json()["code"]) == (409, "evidence-not-decidable")


async def test_documents_stay_as_they_are_outside_the_campaign(caller: Caller, campaign: str) -> None:
    document = await attach_file(caller, campaign)
    other = await make_points_campaign(caller, period="2021/2022")
    await set_state(caller.database, campaign, "analysed")
    await set_state(caller.database, other, "planned")

    early = await caller.post(f"{other}/evidence", make_evidence())
    late = await decide(caller, campaign, document, "withdrawal")

    assert [answer.json()["code"] for answer in (early, late)] == ["evidence-closed"] * 2
    assert (await caller.get(f"{campaign}/evidence/{document['id']}")).json()["allowed_actions"] == []


async def test_a_repeated_request_attaches_once(school: Caller, campaign: str) -> None:
    answers = [await school.post(f"{campaign}/evidence", make_evidence(), idempotency_key="1") for _ in range(2)]

    assert answers[0].json() == answers[1].json()
    assert len((await school.get(f"{campaign}/evidence")).json()["items"]) == 1


async def test_a_municipality_attaches_for_itself_and_a_school_sees_nothing_of_it(
    caller: Caller, school: Caller, campaign: str
) -> None:
    own = await attach(caller, campaign, object_code=NORILSK, requirements=[1])
    foreign = await school.post(f"{campaign}/evidence", make_evidence(object_code=NORILSK, requirements=[1]))

    assert (own["level"], own["indicators"]) == ("municipality", ["m-2.1.1"])
    assert (foreign.status_code, foreign.json()["code"]) == (404, "participant-not-found")
    assert (await school.get(f"{campaign}/evidence/{own['id']}")).status_code == 404
    listed = (await caller.get(f"{campaign}/evidence", indicator="m-2.1.1")).json()["items"]
    assert [each["id"] for each in listed] == [own["id"]]


async def test_a_school_that_attached_a_document_stays_a_participant(caller: Caller, campaign: str) -> None:
    await attach(caller, campaign, object_code="edu240002")

    answer = await caller.put(f"{campaign}/participants", {"participants": ["edu240001"]}, if_match="*")

    assert (answer.status_code, answer.json()["code"]) == (409, "participants-answered")


def _without_object(**body: object) -> dict[str, object]:
    wanted = make_evidence(**body)
    del wanted["object_code"]
    return wanted
