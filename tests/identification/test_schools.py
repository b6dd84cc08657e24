"""Single schools: entered, edited, refused."""

import asyncio
from typing import Any

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from shared.access.principals import Territory
from shared.models import Change, School
from tests.factories.files import NORILSK, ULCHSKY
from tests.identification.conftest import BASE, Caller, MakeCaller
from tests.identification.register import CODE, FULL, put


async def wait_until_two_wait_for_the_school(session: AsyncSession) -> None:
    """Wait until one request stands in the row's queue and another one behind it."""
    statement = text(
        "SELECT count(*) FROM pg_locks WHERE NOT granted AND locktype = 'tuple' AND relation = 'school'::regclass "
        "AND database = (SELECT oid FROM pg_database WHERE datname = current_database())"
    )
    async with asyncio.timeout(30):
        while not await session.scalar(statement):  # noqa: ASYNC110 - what Postgres waits for sets no event
            await asyncio.sleep(0.01)


async def test_a_new_school_is_entered(keeper: Caller) -> None:
    answer = await put(keeper, municipality_oktmo="047290005")

    assert answer.status_code == 201, answer.text
    assert (answer.headers["ETag"], answer.headers["Location"]) == ('"1"', f"{BASE}/schools/{CODE}")
    read = await keeper.get(f"/schools/{CODE}")
    assert read.json() == answer.json()
    assert read.json() == FULL | {
        "school_code": CODE,
        "municipality_name": f"Округ {NORILSK}",
        "version": 1,
        "allowed_actions": ["save"],
    }


async def test_an_edit_makes_a_version_and_what_is_left_out_becomes_unknown(keeper: Caller) -> None:
    await put(keeper)

    headers = {"If-Match": '"1"'}
    shorter = {"school_name": "Лицей № 1", "municipality_oktmo": NORILSK}
    answer = await keeper.http.put(f"{BASE}/schools/{CODE}", json=shorter, headers=headers)

    assert (answer.status_code, answer.headers["ETag"]) == (200, '"2"')
    assert (answer.json()["school_name"], answer.json()["inn"]) == ("Лицей № 1", None)


async def test_equal_content_makes_no_version(keeper: Caller) -> None:
    await put(keeper)

    answer = await put(keeper, etag='"1"')

    assert (answer.status_code, answer.headers["ETag"]) == (200, '"1"')
    assert len((await keeper.get(f"/schools/{CODE}/history")).json()["items"]) == 1


async def test_both_kinds_of_code_are_one_school(keeper: Caller) -> None:
    await put(keeper, "sch240001")

    answer = await put(keeper, "edu240001", etag='"1"', school_name="Лицей")

    assert (answer.status_code, answer.json()["school_code"]) == (200, "sch240001")


async def test_an_edit_needs_the_version_it_has_seen(keeper: Caller) -> None:
    early = await put(keeper, etag='"1"')
    await put(keeper)

    without, outdated = await put(keeper, school_name="A"), await put(keeper, etag='"7"', school_name="A")

    assert [answer.status_code for answer in (early, without, outdated)] == [412, 428, 412]
    assert (await keeper.get(f"/schools/{CODE}")).json()["school_name"] == FULL["school_name"]


async def test_of_two_edits_of_one_version_only_one_is_taken(keeper: Caller) -> None:
    await put(keeper)

    async with asyncio.TaskGroup() as tasks, keeper.database.transaction() as session:
        await session.execute(select(School).where(School.code == CODE).with_for_update())
        edits = [tasks.create_task(put(keeper, etag='"1"', school_name=name)) for name in ("Лицей", "Гимназия")]
        await wait_until_two_wait_for_the_school(session)
    answers = [edit.result() for edit in edits]

    assert sorted(answer.status_code for answer in answers) == [200, 412]
    assert (await keeper.get(f"/schools/{CODE}")).json()["version"] == 2


async def test_of_two_that_enter_a_school_the_second_is_told_to_read_it_first(keeper: Caller) -> None:
    answers = await asyncio.gather(*(put(keeper, school_name=name) for name in ("Лицей", "Гимназия")))

    assert sorted(answer.status_code for answer in answers) == [201, 428]


@pytest.mark.parametrize(
    ("changes", "pointer", "sentence"),
    [
        ({"inn": "7707083894"}, "/body/inn", "Контрольная цифра ИНН"),
        ({"ogrn": "1027700132196"}, "/body/ogrn", "Контрольная цифра ОГРН"),
        ({"municipality_oktmo": "047290006"}, "/body/municipality_oktmo", "Контрольная цифра ОКТМО"),
        ({"municipality_oktmo": "04729000101"}, "/body/municipality_oktmo", "населённого пункта"),
        ({"closed_on": "1970-01-01"}, "/body/closed_on", "раньше, чем открылась"),
        ({"opened_on": 5}, "/body/opened_on", "Нужна дата"),
        ({"grades_to": None}, "/body/grades_to", "оба класса"),
        ({"grades_from": 12}, "/body/grades_to", "меньше первого"),
        ({"successor_code": "edu240009"}, "/body/successor_code", "только у закрытой школы"),
        ({"successor_code": "edu249999", "closed_on": "2022-08-31"}, "/body/successor_code", "нет среди ваших школ"),
        ({"successor_code": "edu270001", "closed_on": "2022-08-31"}, "/body/successor_code", "нет среди ваших школ"),
        ({"successor_code": "sch240001", "closed_on": "2022-08-31"}, "/body/successor_code", "своим же"),
        ({"school_name": "А\nБ"}, "/body/school_name", "управляющий знак"),
        ({"subordination": "village"}, "/body/subordination", ""),
        ({"colour": "red"}, "/body/colour", "Такого поля"),
    ],
)
async def test_a_fault_is_told_with_its_place(
    keeper: Caller, changes: dict[str, Any], pointer: str, sentence: str
) -> None:
    answer = await put(keeper, **changes)

    assert answer.status_code == 422
    assert [issue["pointer"] for issue in answer.json()["errors"]] == [pointer]
    assert sentence in answer.json()["errors"][0]["detail"]
    assert (await keeper.get(f"/schools/{CODE}")).status_code == 404


async def test_a_foreign_school_or_municipality_does_not_exist(keeper: Caller) -> None:
    foreign_school = await put(keeper, "edu270001", etag='"1"')
    foreign_place = await put(keeper, municipality_oktmo=ULCHSKY)
    both = await put(keeper, "edu270001", etag='"1"', municipality_oktmo=ULCHSKY)
    nowhere = await put(keeper, municipality_oktmo="04730000")
    moved_out = await put(keeper, "edu240009", etag='"1"', municipality_oktmo=ULCHSKY)

    answers = [foreign_school, foreign_place, both, nowhere, moved_out]
    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [
        (404, "school-not-found"),
        *[(404, "municipality-not-found")] * 4,
    ]


@pytest.mark.usefixtures("keeper")
async def test_a_move_to_another_municipality_is_refused_in_words(caller: Caller) -> None:
    answer = await put(caller, "edu240009", etag='"1"', municipality_oktmo=ULCHSKY)

    assert (answer.status_code, answer.json()["code"]) == (409, "school-move-unsupported")
    assert answer.json()["errors"][0]["pointer"] == "/body/municipality_oktmo"


async def test_a_school_reads_itself_but_does_not_keep_the_register(keeper: Caller, make_caller: MakeCaller) -> None:
    await put(keeper)
    school = await make_caller(Territory("school", CODE))

    own, other = await put(school, etag='"1"'), await put(school, "edu240009", etag='"1"')

    assert (own.status_code, own.json()["code"]) == (403, "school-not-yours")
    assert (other.status_code, other.json()["code"]) == (404, "municipality-not-found")
    assert (await school.get(f"/schools/{CODE}")).json()["allowed_actions"] == []


async def test_who_may_only_read_is_told_so(keeper: Caller, make_caller: MakeCaller) -> None:
    await put(keeper)
    reader = await make_caller(Territory("municipality", NORILSK), scopes=("identification:read",))

    assert (await put(reader, etag='"1"')).status_code == 403
    assert (await reader.get(f"/schools/{CODE}")).json()["allowed_actions"] == []


async def test_a_closed_school_names_its_successor(keeper: Caller) -> None:
    await put(keeper, closed_on="2022-08-31", successor_code="sch240009")

    assert (await keeper.get(f"/schools/{CODE}")).json()["successor_code"] == "edu240009"


async def test_successors_never_go_round(keeper: Caller) -> None:
    await put(keeper, "edu240001")
    await put(keeper, "edu240002", closed_on="2021-08-31", successor_code="edu240001")
    await put(keeper, "edu240003", closed_on="2020-08-31", successor_code="edu240002")

    answer = await put(keeper, "edu240001", etag='"1"', closed_on="2022-08-31", successor_code="edu240003")

    assert answer.status_code == 422
    assert "круг" in answer.json()["errors"][0]["detail"]


async def test_an_edit_is_recorded_as_a_change(keeper: Caller) -> None:
    await put(keeper)
    await put(keeper, etag='"1"', school_name="Лицей", inn=None)

    async with keeper.database.transaction() as session:
        changes = (
            await session.scalars(select(Change).where(Change.object_kind == "school").order_by("happened_at"))
        ).all()
    assert [(change.object_key, change.action, change.fields) for change in changes] == [
        (CODE, "created", []),
        (CODE, "updated", ["school_name", "inn"]),
    ]
    assert all(change.client_id and change.municipality_id for change in changes)
