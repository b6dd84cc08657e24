"""The management cycle: what confirms its stages in the tables, what is missing, and the table to hand in."""

import json
import re
from io import BytesIO
from typing import Any

import docx
import pytest
from sqlalchemy import text

from services.roadmap.cycle.queries import FINDINGS
from services.roadmap.cycle.rules import FINDING_WORDS
from shared.access.principals import Territory
from shared.roadmaps.cycles import Finding
from tests.contracts.documents import list_all_operations
from tests.factories.cycle import STEPS
from tests.factories.decisions import issue_decision
from tests.factories.files import NORILSK, ULCHSKY, make_schools
from tests.factories.lists import publish_document
from tests.identification.conftest import Caller as IdentificationCaller
from tests.roadmap.conftest import Caller, MakeCaller

YEAR = "2022/2023"
A, FOREIGN = "edu240001", "edu270001"
_ROADMAP = {
    "cycle": {
        "title": "Все вопросы",
        "source": "000",
        "stages": [
            {
                "code": finding.value.replace("_", "-"),
                "title": finding.value,
                "source": "000",
                "points": [{"text": finding.value, "found_by": [finding.value], "source": "000"}],
            }
            for finding in Finding
        ],
    }
}
_PACK = text(
    "INSERT INTO pack (code, version, title, content_hash, definition, valid_from, state, built_in, installed_at, "
    "approved_at, order_number, order_date) SELECT code, '99.0.0', title, 'sha256:0', "
    "jsonb_set(definition, '{roadmap}', CAST(:roadmap AS jsonb)), valid_from, 'approved', false, now(), now(), '7', "
    "DATE '2023-01-09' FROM pack WHERE code = 'municipal-cycle' AND built_in"
)


@pytest.fixture
async def town(caller: Caller, identification: IdentificationCaller) -> Caller:
    """A school of Norilsk, one elsewhere; a pack whose cycle asks everything."""
    await identification.import_file("schools", make_schools(A))
    await identification.import_file("schools", make_schools(FOREIGN, oktmo=ULCHSKY))
    async with caller.database.transaction() as session:
        await session.execute(_PACK, {"roadmap": json.dumps(_ROADMAP)})
    return caller


async def show_cycle(caller: Caller, **wanted: str) -> dict[str, Any]:
    answer = await caller.get("/cycle", **({"municipality": NORILSK, "academic_year": YEAR} | wanted))
    assert answer.status_code == 200, answer.text
    cycle: dict[str, Any] = answer.json()
    return cycle


async def list_found(caller: Caller, **wanted: str) -> dict[Finding, dict[str, Any]]:
    """Return the points that are confirmed, by what confirms them."""
    cycle = await show_cycle(caller, pack="municipal-cycle", **wanted)
    points = [point for stage in cycle["stages"] for point in stage["points"]]
    return {Finding(point["text"]): point for point in points if point["state"] == "evidenced"}


def is_answered(address: str) -> bool:
    """Say whether some service answers GET at an address, or it is one of a site."""
    paths = [each.path for each in list_all_operations() if each.method == "get"]
    patterns = [re.sub(r"\{[a-z_]+\}", "[^/]+", path) for path in paths]
    return address.startswith("https://") or any(re.fullmatch(one, address.partition("?")[0]) for one in patterns)


def test_every_finding_is_a_question_to_the_tables_and_has_its_words() -> None:
    assert set(FINDINGS) == set(Finding)
    assert set(FINDING_WORDS) == set(Finding)


async def test_each_thing_confirms_its_points_and_no_others(town: Caller, identification: IdentificationCaller) -> None:
    found: set[Finding] = set(await list_found(town))
    assert found == set()

    for step, expected in STEPS.items():
        async with town.database.transaction() as session:
            await step(session)
        now = set(await list_found(town))
        assert now - found == expected, step
        found = now
    school_list = await publish_document(identification, A)
    await publish_document(identification, A, category="at_risk")
    await issue_decision(town, list_id=school_list["id"])
    await issue_decision(town, list_id=school_list["id"], school=A)

    points = await list_found(town)
    assert set(points) == set(Finding)
    (listed,) = points[Finding.risk_list]["evidence"]
    assert (listed["title"], listed["number"], listed["dated_on"], listed["count"]) == (
        "Перечень школ «зоны риска»",
        "280-36",
        "2022-10-14",
        1,
    )
    assert points[Finding.lists]["found"] == 2
    assert points[Finding.publications]["evidence"][0]["address"] == "https://example.org/2023-06"
    assert points[Finding.amendments]["evidence"][0]["title"] == "Дорожная карта, редакция 2: Добавлена мера"
    addresses = [one["address"] for point in points.values() for one in point["evidence"]]
    assert [address for address in addresses if not is_answered(address)] == []
    assert await list_found(town, academic_year="2019/2020") == {}
    assert await list_found(town, municipality=ULCHSKY) == {}


async def test_a_municipality_with_nothing_is_told_what_is_missing_and_what_to_do(
    caller: Caller, identification: IdentificationCaller
) -> None:
    await identification.import_file("schools", make_schools(A))

    # The cycle of anybody's programme can be followed: 000 names no municipality.
    packs = ("krasnye-baki-2021", "municipal-cycle", "ulchsky")
    cycles = {pack: await show_cycle(caller, pack=pack) for pack in packs}

    assert [len(cycle["stages"]) for cycle in cycles.values()] == [6, 7, 9]
    assert {stage["state"] for cycle in cycles.values() for stage in cycle["stages"]} == {"missing"}
    last = cycles["municipal-cycle"]["stages"][-1]
    assert (last["term"], last["responsible"]) == (
        "в конце учебного года",
        ["Отдел по общему, дополнительному образованию, воспитанию", "Информационно-методический отдел"],
    )
    first = cycles["krasnye-baki-2021"]["stages"][0]["points"][0]
    assert first["missing"] == "Не найдено: утверждённая программа или договоры о взаимодействии со школами-лидерами."
    assert first["advice"] == "Утвердите программу муниципалитета приказом."
    assert first["evidence"] == []


async def test_one_stage_may_be_confirmed_in_part(town: Caller, identification: IdentificationCaller) -> None:
    await publish_document(identification, A, year="2021/2022", date="2021-10-01")

    cycle = await show_cycle(town, pack="krasnye-baki-2021", academic_year="2021/2022")

    states = {stage["code"]: stage["state"] for stage in cycle["stages"]}
    assert (states["goals"], states["indicators"], states["monitoring"]) == ("missing", "partly", "partly")


async def test_a_foreign_municipality_and_a_pack_without_a_cycle_are_not_found(
    town: Caller, make_caller: MakeCaller
) -> None:
    wanted = {"municipality": NORILSK, "academic_year": YEAR, "pack": "municipal-cycle"}
    school = await make_caller(Territory("school", A))
    stranger = await make_caller(Territory("municipality", ULCHSKY))

    refused = [await one.get("/cycle", **wanted) for one in (school, stranger)]
    no_cycle = [await town.get("/cycle", **(wanted | {"pack": pack})) for pack in ("indicator-points", "no-such")]

    assert [answer.json()["code"] for answer in refused] == ["territory-not-found"] * 2
    assert [answer.json()["code"] for answer in no_cycle] == ["cycle-not-found"] * 2


async def test_the_table_can_be_handed_in(town: Caller, identification: IdentificationCaller) -> None:
    await publish_document(identification, A, year="2021/2022", date="2021-10-01")
    wanted = {"municipality": NORILSK, "academic_year": "2021/2022", "pack": "krasnye-baki-2021"}

    written = await town.get("/cycle/document", **wanted, format="docx")
    shown = await town.get("/cycle/document", **wanted, format="html")

    assert written.headers["Content-Disposition"] == f'attachment; filename="cycle-{NORILSK}-2021.docx"'
    document = docx.Document(BytesIO(written.content))
    lines = [paragraph.text for paragraph in document.paragraphs]
    assert lines[0] == f"Округ {NORILSK}"
    assert any(f"Округ {NORILSK}, 2021/2022 учебный год" in line for line in lines)
    assert any("из 6 этапов подтверждены полностью 0, частично 2, не подтверждены 4" in line for line in lines)
    table, signature = document.tables
    cells = [[cell.text for cell in row.cells] for row in table.rows]
    assert cells[0][0] == "Этап"
    assert cells[1][0] == "1 Цели, задачи"
    confirmed = [row[2] for row in cells if row[2] not in {"—", "Чем подтверждается"}]
    cited = "Список школ с низкими результатами обучения, приказ от 01.10.2021 №\N{NO-BREAK SPACE}280-36 (школ: 1)"
    assert set(confirmed) == {cited}
    assert any("Не найдено" in row[3] for row in cells)
    assert signature.cell(0, 0).text == "Руководитель органа управления образованием"
    assert cited in shown.text
