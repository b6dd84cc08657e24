"""Documents of tasks: what confirms, what is only referred to, files in and out."""

from typing import Any

import httpx
import pytest

from shared.access.principals import Territory
from tests.factories.evidence import NAME, PDF, PDF_TYPE
from tests.factories.files import ULCHSKY, make_schools
from tests.factories.tasks import Planned, add_roadmap, find_today
from tests.identification.conftest import Caller as IdentificationCaller
from tests.roadmap.conftest import Caller, MakeCaller

TODAY = str(find_today())


@pytest.fixture
async def task(identification: IdentificationCaller, caller: Caller) -> str:
    """A task that is confirmed by an order or a report; its path."""
    await identification.import_file("schools", make_schools("edu240001"))
    await identification.import_file("schools", make_schools("edu270001", oktmo=ULCHSKY))
    plan = await add_roadmap(caller.database, Planned("1", evidence=("order", "report")))
    return plan.task("1")


def make_document(**body: Any) -> dict[str, Any]:
    return {"kind": "report", "title": "Справка", "number": "12", "issued_on": "2023-04-28"} | body


async def attach(caller: Caller, task: str, **body: Any) -> dict[str, Any]:
    answer = await caller.post(f"{task}/documents", make_document(**body))
    assert answer.status_code == 201, answer.text
    attached: dict[str, Any] = answer.json()
    return attached


async def put_file(caller: Caller, task: str, document: dict[str, Any], content: bytes = PDF) -> httpx.Response:
    return await caller.http.put(
        f"{caller.base}{task}/documents/{document['id']}/file",
        params={"file_name": NAME},
        content=content,
        headers={"If-Match": "*", "Content-Type": PDF_TYPE},
    )


async def complete(caller: Caller, task: str) -> httpx.Response:
    return await caller.post(f"{task}/completion", {"done_on": TODAY}, if_match="*")


async def test_a_task_is_done_once_a_document_of_the_right_kind_confirms_it(caller: Caller, task: str) -> None:
    before = (await caller.get(task)).json()["allowed_actions"]
    bare = await attach(caller, task, number=None, issued_on=None)
    other = await attach(caller, task, kind="letter")

    missing = await complete(caller, task)
    corrected = await caller.put(f"{task}/documents/{bare['id']}", make_document(), if_match='"1"')
    outdated = await caller.put(f"{task}/documents/{bare['id']}", make_document(), if_match='"1"')
    done = await complete(caller, task)

    assert "complete" not in before
    assert (bare["confirms"], other["confirms"]) == (False, False)
    assert (missing.status_code, missing.json()["code"]) == (409, "evidence-missing")
    assert (corrected.json()["confirms"], corrected.headers["ETag"], outdated.status_code) == (True, '"2"', 412)
    assert done.status_code == 200, done.text
    assert [each["id"] for each in done.json()["documents"]] == [bare["id"], other["id"]]


async def test_a_file_confirms_and_is_returned_as_it_came(caller: Caller, task: str) -> None:
    document = await attach(caller, task, number=None)

    none = await caller.get(f"{task}/documents/{document['id']}/file")
    refused = await put_file(caller, task, document, b"no document at all")
    filed = await put_file(caller, task, document)
    returned = await caller.get(f"{task}/documents/{document['id']}/file")

    assert (none.status_code, none.json()["code"]) == (409, "file-not-attached")
    assert (refused.status_code, refused.json()["code"]) == (422, "content-refused")
    assert (filed.json()["confirms"], filed.json()["file"]["name"]) == (True, NAME)
    assert (returned.content, returned.headers["Content-Type"]) == (PDF, PDF_TYPE)


async def test_of_a_document_that_names_people_only_number_and_date_are_kept(caller: Caller, task: str) -> None:
    link = await caller.post(f"{task}/documents", make_document(reference_only=True, link="https://example.org/a"))
    undated = await caller.post(f"{task}/documents", make_document(reference_only=True, issued_on=None))
    kept = await attach(caller, task, reference_only=True)
    file = await put_file(caller, task, kept)

    assert [link.json()["errors"][0]["pointer"], undated.json()["errors"][0]["pointer"]] == [
        "/body/link",
        "/body/issued_on",
    ]
    assert kept["confirms"]
    assert (file.status_code, file.json()["code"]) == (409, "file-not-kept")


async def test_what_is_withdrawn_counts_no_more_and_what_confirmed_a_finished_task_stays(
    caller: Caller, task: str
) -> None:
    withdrawn, kept = await attach(caller, task), await attach(caller, task, kind="order")

    gone = await caller.http.delete(f"{caller.base}{task}/documents/{withdrawn['id']}", headers={"If-Match": '"1"'})
    unseen = await caller.get(f"{task}/documents/{withdrawn['id']}")
    done = await complete(caller, task)
    late = await attach(caller, task, title="Протокол", number=None)
    filed = await put_file(caller, task, late)
    exchanged = await put_file(caller, task, late)
    too_late = await caller.http.delete(f"{caller.base}{task}/documents/{kept['id']}", headers={"If-Match": "*"})
    changes = [each["action"] for each in (await caller.get(f"{task}/changes")).json()["items"]]

    assert (gone.status_code, unseen.status_code, done.status_code) == (204, 404, 200)
    assert (filed.status_code, exchanged.status_code, too_late.status_code) == (200, 409, 409)
    assert too_late.json()["code"] == "task-not-open"
    assert changes.count("document_withdrawn") == 1


async def test_documents_of_another_municipality_are_not_there(
    caller: Caller, make_caller: MakeCaller, task: str
) -> None:
    document = await attach(caller, task)
    await put_file(caller, task, document)
    stranger = await make_caller(Territory("municipality", ULCHSKY))

    answers = [
        await stranger.post(f"{task}/documents", make_document()),
        await stranger.get(f"{task}/documents/{document['id']}/file"),
        await put_file(stranger, task, document),
    ]

    assert [answer.status_code for answer in answers] == [404, 404, 404]
