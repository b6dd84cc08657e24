"""Plans over HTTP: a file is shown with its issues first, then it becomes a draft of a roadmap."""

from base64 import b64encode
from hashlib import sha256

import httpx
import pytest

from shared.access.principals import Territory
from shared.documents.docx_writer import DOCX_MEDIA_TYPE
from shared.files.xlsx_reader import XLSX_MEDIA_TYPE
from tests.factories.files import NORILSK, ULCHSKY, make_schools
from tests.factories.plans import get_plan, to_csv, to_docx, to_xlsx
from tests.factories.roadmaps import list_measures
from tests.identification.conftest import Caller as IdentificationCaller
from tests.roadmap.conftest import Caller, MakeCaller
from tests.shared.files.bombs import make_billion_laughs

FORMS = {"text/csv": to_csv, XLSX_MEDIA_TYPE: to_xlsx, DOCX_MEDIA_TYPE: to_docx}
TARGET = {"municipality": NORILSK, "title": "План мероприятий"}
HEADER = ["№", "Меры, мероприятия", "Сроки", "Ответственный", "Результат"]


@pytest.fixture
async def town(caller: Caller, identification: IdentificationCaller) -> Caller:
    """A municipality with a school."""
    await identification.import_file("schools", make_schools("edu240001"))
    return caller


async def send(
    caller: Caller, path: str, content: bytes, media_type: str = "text/csv", key: str = "", **query: str
) -> httpx.Response:
    headers = {"Content-Type": media_type} | ({"Idempotency-Key": key} if key else {})
    return await caller.http.post(f"{caller.base}{path}", params=query, content=content, headers=headers)


@pytest.mark.parametrize("media_type", list(FORMS))
async def test_a_plan_is_shown_and_then_drafted_from_every_form(town: Caller, media_type: str) -> None:
    source = get_plan("norilsk-2023")
    content = FORMS[media_type](source.list_rows())

    shown = await send(town, "/plans", content, media_type, year="2023")
    received = await send(town, "/plans/roadmaps", content, media_type, year="2023", **TARGET)

    assert (shown.status_code, shown.json()["issues"]) == (200, [])
    previewed = [{name: one[name] for name in one if name != "parties"} for one in shown.json()["measures"]]
    assert previewed == source.list_expected()
    assert received.status_code == 201, received.text
    roadmap = received.json()
    assert (roadmap["origin"], roadmap["state"], roadmap["measures"]) == ("file", "draft", 25)
    assert roadmap["timezone"] == "Asia/Krasnoyarsk"
    measures = await list_measures(town, roadmap)
    assert [(one["starts_on"], one["ends_on"]) for one in measures] == [
        (one["starts_on"], one["ends_on"]) for one in previewed
    ]
    # II-3 holds eight points below its title.
    assert (len(measures[11]["items"]), "\n" in measures[11]["title"]) == (8, False)
    assert measures[5]["responsible"] == [
        {"kind": "organisation", "name": "МБУ «МЦ»"},
        {"kind": "all_schools", "name": "ОУ"},
    ]


async def test_parties_are_told_apart_by_their_words(town: Caller) -> None:
    cells = ["Руководители ОУ", "Заместители директоров", "ИДЦ", "Методисты РМА", "Школы", "Управление образования"]
    content = to_csv([HEADER, *([str(at), "Анализ", "Октябрь", cell, ""] for at, cell in enumerate(cells, start=1))])

    shown = (await send(town, "/plans", content, year="2022/2023")).json()

    kinds = [party["kind"] for measure in shown["measures"] for party in measure["parties"]]
    assert kinds == ["all_schools", "role", "organisation", "role", "all_schools", "organisation"]
    prevention = (await send(town, "/plans", to_csv(get_plan("prevention").list_rows()), year="2022/2023")).json()
    assert [one["parties"][0]["kind"] for one in prevention["measures"]] == ["role"] + ["all_schools"] * 6


async def test_issues_are_refused_unless_they_are_accepted(town: Caller) -> None:
    rows = [["1", "Анализ", "когда-нибудь", "ОУ", ""], ["2", "", "Октябрь", "ОУ", ""], ["3", "Меры", "Март", "", ""]]
    content = to_csv([HEADER, *rows])
    year = {"year": "2022/2023"}

    refused = await send(town, "/plans/roadmaps", content, **year, **TARGET)
    accepted = await send(town, "/plans/roadmaps", content, key="once", **year, **TARGET, accept_issues="yes")
    again = await send(town, "/plans/roadmaps", content, key="once", **year, **TARGET, accept_issues="yes")

    assert (refused.status_code, refused.json()["code"]) == (422, "plan-faulty")
    told = [(one["pointer"], one["code"]) for one in refused.json()["errors"]]
    assert told == [("/body/2/Сроки", "unreadable_term"), ("/body/3/Меры, мероприятия", "missing_title")]
    notes = ["Принято замечаний: 2. Проверьте сроки и строки."]
    assert (accepted.status_code, accepted.json()["notes"]) == (201, notes)
    assert again.json()["id"] == accepted.json()["id"]
    measures = await list_measures(town, accepted.json())
    assert [(one["title"], one["term"], one["starts_on"]) for one in measures] == [
        ("Анализ", "когда-нибудь", None),
        ("Меры", "Март", "2023-03-01"),
    ]


async def test_hostile_and_foreign_files_are_refused(town: Caller, make_caller: MakeCaller) -> None:
    many = to_csv([HEADER, *([str(at), "Анализ", "Март", "", ""] for at in range(1001))])
    files: dict[str, tuple[bytes, str]] = {
        "plan-form-unsupported": (b"%PDF-1.7", "application/pdf"),
        "table-unreadable": (make_billion_laughs(), XLSX_MEDIA_TYPE),
        "plan-not-found": (b"a,b\n1,2\n", "text/csv"),
        "plan-too-long": (many, "text/csv"),
    }
    endless = to_csv([HEADER, ["1", "Анализ" * 700, "Март", "", ""]])
    foreign = await make_caller(Territory("municipality", ULCHSKY))

    answers = {code: await send(town, "/plans", *file, year="2023") for code, file in files.items()}
    too_long = await send(town, "/plans/roadmaps", endless, year="2023", **TARGET)
    right = to_csv([HEADER, ["1", "Анализ", "Март", "", ""]])
    elsewhere = await send(foreign, "/plans/roadmaps", right, year="2023", **TARGET)

    assert {code: answer.json()["code"] for code, answer in answers.items()} == {code: code for code in files}
    assert [one["pointer"] for one in too_long.json()["errors"]] == ["/body/measures/0/title"]
    assert (elsewhere.status_code, elsewhere.json()["code"]) == (404, "territory-not-found")
    assert (await send(town, "/plans", right, year="2023/2025")).json()["errors"][0]["pointer"] == "/query/year"


async def test_a_file_that_was_cut_on_its_way_is_not_read(town: Caller) -> None:
    content = to_csv(get_plan("norilsk-2023").list_rows())
    digest = b64encode(sha256(content).digest()).decode()
    headers = {"Content-Type": "text/csv", "Content-Digest": f"sha-256=:{digest}:"}

    answers = [
        await town.http.post(f"{town.base}/plans", params={"year": "2023"}, content=sent, headers=headers)
        for sent in (content, content[:-100])
    ]

    assert [answer.status_code for answer in answers] == [200, 422]
    assert answers[1].json()["code"] == "digest-mismatch"
