"""Lists by document: a draft is created, corrected, filled, published or withdrawn."""

from io import BytesIO

import httpx
import pytest

from shared.access.principals import Territory
from shared.files.xlsx_reader import XLSX_MEDIA_TYPE
from shared.files.xlsx_writer import write_xlsx
from tests.factories.files import NORILSK, ULCHSKY, make_schools
from tests.factories.lists import ORDER, create_draft, make_draft, publish_document
from tests.identification.conftest import BASE, Caller, MakeCaller

HEADER = "school_code,academic_year,category"
ROW = "edu240001,2022/2023,low_results\n"


@pytest.fixture
async def norilsk(caller: Caller) -> Caller:
    """A caller of everything, with three schools of Norilsk and one of Ulchsky."""
    await caller.import_file("schools", make_schools("edu240001", "edu240002", "edu240003"))
    await caller.import_file("schools", make_schools("edu270001", oktmo=ULCHSKY))
    return caller


async def put_file(
    caller: Caller, list_id: str, content: bytes, media_type: str = "text/csv", if_match: str = "*"
) -> httpx.Response:
    headers = {"Content-Type": media_type, "If-Match": if_match}
    return await caller.http.put(f"{BASE}/lists/{list_id}/schools", content=content, headers=headers)


async def test_a_document_becomes_a_published_list(norilsk: Caller) -> None:
    created = await norilsk.post("/lists", make_draft())
    draft = created.json()
    filled = await norilsk.put(
        f"/lists/{draft['id']}/schools", {"schools": ["sch240002", "edu240001"]}, if_match=created.headers["ETag"]
    )

    answer = await norilsk.post(f"/lists/{draft['id']}/publication", if_match=filled.headers["ETag"])

    assert (created.status_code, draft["state"], draft["version"], draft["schools"]) == (201, "draft", 1, None)
    assert draft["allowed_actions"] == ["update", "replace_schools", "withdraw"]
    assert filled.json()["allowed_actions"] == ["update", "replace_schools", "withdraw", "publish"]
    published = answer.json()
    assert (answer.status_code, published["state"], published["schools"], published["version"]) == (
        200,
        "published",
        2,
        3,
    )
    assert (published["basis"], published["source"], published["allowed_actions"]) == ("document", "ФИОКО", [])
    schools = (await norilsk.get(f"/lists/{draft['id']}/schools")).json()["items"]
    assert [school["school_code"] for school in schools] == ["edu240001", "edu240002"]
    history = (await norilsk.get(f"/lists/{draft['id']}/changes")).json()["items"]
    assert [change["action"] for change in history] == ["published", "schools_replaced", "created"]


@pytest.mark.parametrize("fault", [{"order": None}, {"category": "excellent"}, {"academic_year": "2022"}, {"x": 1}])
async def test_a_draft_without_an_order_or_with_something_unknown_is_refused(
    caller: Caller, fault: dict[str, object]
) -> None:
    answer = await caller.post("/lists", make_draft() | fault)

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-request")
    assert answer.json()["errors"][0]["pointer"] == f"/body/{next(iter(fault))}"


async def test_source_and_order_of_a_draft_are_corrected(caller: Caller) -> None:
    draft = (await caller.post("/lists", make_draft())).json()
    wanted = {"source": "Министерство образования края", "order": ORDER | {"number": "17", "parties": []}}

    answer = await caller.put(f"/lists/{draft['id']}", wanted, if_match='"1"')
    again = await caller.put(f"/lists/{draft['id']}", wanted, if_match='"2"')

    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    assert answer.json() == again.json()
    assert {key: answer.json()[key] for key in wanted} == wanted
    changes = (await caller.get(f"/lists/{draft['id']}/changes")).json()["items"]
    assert [change["fields"] for change in changes] == [["source", "order_number", "order_parties"], []]


async def test_nobody_overwrites_an_edit_he_has_not_seen(norilsk: Caller) -> None:
    draft = await create_draft(norilsk, "edu240001")
    body = {"schools": ["edu240002"]}

    unseen = await norilsk.put(f"/lists/{draft['id']}/schools", body)
    stale = await norilsk.put(f"/lists/{draft['id']}/schools", body, if_match='"1"')
    stale_publication = await norilsk.post(f"/lists/{draft['id']}/publication", if_match='"1"')

    assert [each.status_code for each in (unseen, stale, stale_publication)] == [428, 412, 412]
    schools = (await norilsk.get(f"/lists/{draft['id']}/schools")).json()["items"]
    assert [school["school_code"] for school in schools] == ["edu240001"]


async def test_schools_are_replaced_whole(norilsk: Caller) -> None:
    draft = await create_draft(norilsk, "edu240001", "edu240002")

    answer = await norilsk.put(f"/lists/{draft['id']}/schools", {"schools": ["edu240003"]}, if_match='"2"')

    assert answer.json()["schools"] == 1
    schools = (await norilsk.get(f"/lists/{draft['id']}/schools")).json()["items"]
    assert [school["school_code"] for school in schools] == ["edu240003"]


async def test_a_file_of_format_l_fills_a_draft(norilsk: Caller) -> None:
    draft = (await norilsk.post("/lists", make_draft())).json()
    workbook = BytesIO()
    write_xlsx(workbook, "Список", HEADER.split(","), [["edu240003", "2022/2023", "low_results"]])

    csv = await put_file(norilsk, draft["id"], f"{HEADER}\nsch240001,2022/2023,low_results\n".encode())
    xlsx = await put_file(norilsk, draft["id"], workbook.getvalue(), XLSX_MEDIA_TYPE)

    assert [(answer.status_code, answer.json()["schools"]) for answer in (csv, xlsx)] == [(200, 1), (200, 1)]
    schools = (await norilsk.get(f"/lists/{draft['id']}/schools")).json()["items"]
    assert [school["school_code"] for school in schools] == ["edu240003"]


async def test_every_fault_of_a_file_is_named_and_nothing_is_stored(norilsk: Caller) -> None:
    draft = await create_draft(norilsk, "edu240001")
    rows = ["edu1,2022/2023,low_results", "edu240002,2021/2022,at_risk", "edu240002"]
    rows += ["edu240003,2022/2023,low_results", "sch240003,2022/2023,low_results"]

    answer = await put_file(norilsk, draft["id"], "\n".join([HEADER, *rows, ""]).encode())

    assert (answer.status_code, answer.json()["code"]) == (422, "listed-schools-refused")
    assert [(error["pointer"], error["code"]) for error in answer.json()["errors"]] == [
        ("/body/2/school_code", "invalid_school_code"),
        ("/body/3/academic_year", "other_academic_year"),
        ("/body/3/category", "other_category"),
        ("/body/4", "wrong_cell_count"),
        ("/body/6/school_code", "duplicate_row"),
    ]
    assert answer.json()["errors"][0]["detail"].startswith("Строка 2: код школы «edu1» не читается")
    assert (await norilsk.get(f"/lists/{draft['id']}")).json()["version"] == draft["version"]


async def test_schools_that_are_unknown_foreign_or_elsewhere_are_named(make_caller: MakeCaller) -> None:
    everyone = await make_caller()
    await everyone.import_file("schools", make_schools("edu240001"))
    await everyone.import_file("schools", make_schools("edu270001", oktmo=ULCHSKY))
    norilsk = await make_caller(Territory("municipality", NORILSK))
    body = {"schools": ["edu240001", "edu270001", "edu999999", "edu240001"]}

    faults = []
    for each in (everyone, norilsk):
        draft = (await each.post("/lists", make_draft())).json()
        answer = await each.put(f"/lists/{draft['id']}/schools", body, if_match="*")
        faults.append({(error["pointer"], error["code"]) for error in answer.json()["errors"]})

    common = {("/body/schools/2", "unknown_school"), ("/body/schools/3", "duplicate_row")}
    assert faults == [
        common | {("/body/schools/1", "outside_list_territory")},
        common | {("/body/schools/1", "unknown_school")},
    ]


@pytest.mark.parametrize(
    ("media_type", "content", "status", "code"),
    [
        ("application/json", b'{"schools": ["x"]}', 422, "invalid-request"),
        ("application/json", b'{"schools": []', 422, "invalid-request"),
        ("text/csv", b"school_code,academic_year\n", 422, "header-invalid"),
        ("text/csv", f'{HEADER}\n"edu240001'.encode(), 422, "table-unreadable"),
        ("text/html", b"<p>", 415, "media-type-unsupported"),
        ("text/csv", f"{HEADER}\n{ROW * 10_001}".encode(), 422, "listed-schools-refused"),
    ],
)
async def test_a_body_that_is_no_list_of_schools_is_refused(
    caller: Caller, media_type: str, content: bytes, status: int, code: str
) -> None:
    draft = (await caller.post("/lists", make_draft())).json()

    answer = await put_file(caller, draft["id"], content, media_type)

    assert (answer.status_code, answer.json()["code"]) == (status, code)
    assert answer.json()["errors"] or status == 415 or code == "table-unreadable"


async def test_a_draft_without_schools_is_not_published_and_an_empty_one_is(caller: Caller) -> None:
    draft = (await caller.post("/lists", make_draft())).json()

    without = await caller.post(f"/lists/{draft['id']}/publication", if_match="*")
    await caller.put(f"/lists/{draft['id']}/schools", {"schools": []}, if_match="*")
    empty = await caller.post(f"/lists/{draft['id']}/publication", if_match="*")

    assert (without.status_code, without.json()["code"]) == (409, "list-without-schools")
    assert (empty.status_code, empty.json()["schools"]) == (200, 0)


@pytest.mark.parametrize("end", ["publication", "withdrawal"])
async def test_a_list_that_is_no_draft_never_changes(norilsk: Caller, end: str) -> None:
    draft = await create_draft(norilsk, "edu240001")
    ended = await norilsk.post(f"/lists/{draft['id']}/{end}", if_match="*")
    correction = {"source": "иной", "order": ORDER}

    answers = [
        await norilsk.put(f"/lists/{draft['id']}", correction, if_match="*"),
        await norilsk.put(f"/lists/{draft['id']}/schools", {"schools": []}, if_match="*"),
        await norilsk.post(f"/lists/{draft['id']}/publication", if_match="*"),
        await norilsk.post(f"/lists/{draft['id']}/withdrawal", if_match="*"),
    ]

    assert ended.status_code == 200
    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(409, "list-not-draft")}
    assert (await norilsk.get(f"/lists/{draft['id']}")).json() == ended.json()


async def test_a_new_order_supersedes_the_list_of_the_same_territory_only(norilsk: Caller) -> None:
    region = await publish_document(norilsk, "edu240001", territory=("region", "04"))
    first = await publish_document(norilsk, "edu240001")
    other_category = await publish_document(norilsk, "edu240001", category="disadvantaged")

    second = await publish_document(norilsk, "edu240002", date="2022-12-01")

    assert second["supersedes_id"] == first["id"]
    assert [one["supersedes_id"] for one in (region, first, other_category)] == [None, None, None]


async def test_a_draft_is_seen_by_whom_its_whole_territory_belongs_to(make_caller: MakeCaller) -> None:
    region = await make_caller(Territory("region", "04"))
    norilsk = await make_caller(Territory("municipality", NORILSK))
    draft = (await region.post("/lists", make_draft(territory=("region", "04")))).json()

    wider = await norilsk.post("/lists", make_draft(territory=("region", "04")))
    seen = [await each.get(f"/lists/{draft['id']}") for each in (region, norilsk)]
    foreign = await norilsk.put(f"/lists/{draft['id']}/schools", {"schools": []}, if_match="*")

    assert [answer.status_code for answer in (wider, *seen, foreign)] == [404, 200, 404, 404]
    assert (await norilsk.get("/lists")).json()["items"] == []


async def test_preparing_and_publishing_are_two_scopes(make_caller: MakeCaller) -> None:
    writer = await make_caller(scopes=("identification:read", "identification:write"))
    approver = await make_caller(scopes=("identification:read", "identification:approve"))

    draft = await create_draft(writer)
    answers = [await each.post(f"/lists/{draft['id']}/publication", if_match="*") for each in (writer, approver)]

    assert draft["allowed_actions"] == ["update", "replace_schools", "withdraw"]
    assert [answer.status_code for answer in answers] == [403, 200]
    assert (await approver.post("/lists", make_draft())).status_code == 403
