"""Lists come in keyset pages."""

import base64
import json
from datetime import UTC, datetime
from typing import Any
from uuid import UUID, uuid4

import pytest
from fastapi import APIRouter
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import delete, select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.database.paging import (
    InvalidCursor,
    Page,
    PageRequest,
    SortKey,
    ascending,
    descending,
    fetch_page,
)
from shared.database.session import Database
from shared.http.pages import Paging
from shared.http.schemas import ResponseModel
from shared.http.session import Session
from shared.models import Client, Municipality, Region, School
from tests.shared.http.conftest import Serve

router = APIRouter()


class RegionRead(ResponseModel):
    code: str
    name: str


@router.get("/regions")
async def list_regions(paging: Paging, session: Session, name: str | None = None) -> Page[RegionRead]:
    statement = select(Region) if name is None else select(Region).where(Region.name == name)
    page = await fetch_page(session, statement, [ascending(Region.code)], paging.wanted)
    return paging.answer(page.map(RegionRead.model_validate))


@pytest.fixture
async def _regions(undone_database: Database) -> None:
    async with undone_database.transaction() as session:
        await session.execute(delete(Region))
        session.add_all([Region(code=f"{number:02}", name=f"Край & {number % 2}") for number in range(7)])


async def read_all(session: AsyncSession, keys: list[SortKey], limit: int) -> list[School]:
    found: list[School] = []
    wanted = PageRequest(limit=limit)
    while True:
        page = await fetch_page(session, select(School), keys, wanted)
        assert len(page.items) <= limit
        found += page.items
        if page.next_cursor is None:
            return found
        wanted = PageRequest(page.next_cursor, limit)


@pytest.fixture
async def schools(session: AsyncSession) -> list[School]:
    await session.execute(delete(School))
    await session.merge(Region(code="98", name="Пробный край"))
    await session.flush()
    places = [Municipality(oktmo=f"9870{number}000", region_code="98", name=str(number)) for number in range(3)]
    session.add_all(places)
    await session.flush()
    made = [
        School(municipality_id=place.id, code=f"edu{number:06}", printed_code="x", name=str(number % 2))
        for place in places
        for number in range(4)
    ]
    session.add_all(made)
    await session.flush()
    return made


@pytest.mark.usefixtures("_regions")
async def test_pages_follow_each_other_by_cursor_until_none_is_left(serve: Serve) -> None:
    client = await serve(router)
    codes: list[list[str]] = []
    cursor: str | None = ""

    while cursor is not None:
        answer = await client.get("/probe/v1/regions", params={"limit": 3} | ({"cursor": cursor} if cursor else {}))
        codes.append([item["code"] for item in answer.json()["items"]])
        cursor = answer.json()["next_cursor"]

    assert codes == [["00", "01", "02"], ["03", "04", "05"], ["06"]]
    assert "link" not in answer.headers


@pytest.mark.usefixtures("_regions")
async def test_the_link_header_leads_to_the_next_page_with_the_same_filter(serve: Serve) -> None:
    client = await serve(router)

    first = await client.get("/probe/v1/regions", params={"limit": 2, "name": "Край & 0"})
    following = await client.get(first.links["next"]["url"])

    assert [item["code"] for item in following.json()["items"]] == ["04", "06"]
    assert first.links["next"]["url"].startswith("/probe/v1/regions?")


@pytest.mark.usefixtures("_regions")
async def test_a_full_last_page_announces_no_next_one(serve: Serve) -> None:
    client = await serve(router)

    answer = await client.get("/probe/v1/regions?limit=7")

    assert (len(answer.json()["items"]), answer.json()["next_cursor"]) == (7, None)


@pytest.mark.parametrize(("limit", "status"), [(0, 422), (1, 200), (500, 200), (501, 422)])
async def test_the_limit_of_a_page_is_bounded(serve: Serve, limit: int, status: int) -> None:
    client = await serve(router)

    answer = await client.get(f"/probe/v1/regions?limit={limit}")

    assert answer.status_code == status


def altered(*content: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(content).encode()).decode().rstrip("=")


def with_values(page: Page[Any], *values: object) -> str:
    """Return the page's cursor with other values."""
    assert page.next_cursor is not None
    fingerprint, *_ = json.loads(base64.urlsafe_b64decode(page.next_cursor + "=="))
    return altered(fingerprint, *values)


def make_client(number: int) -> Client:
    moment = datetime(2022, 9, 1, 9, 0, 0, 123456 + number // 2, tzinfo=UTC)
    return Client(id=UUID(int=number), name=str(uuid4()), scopes=[], territories=[], created_at=moment)


@pytest.mark.parametrize(
    "cursor",
    ["x", "%%%", "ы", "e30", "bnVsbA", altered("00000000", "01"), altered(), altered("a", 1, 2), "A" * 1000],
)
async def test_an_altered_cursor_is_a_problem_of_its_own(serve: Serve, cursor: str) -> None:
    client = await serve(router)

    answer = await client.get("/probe/v1/regions", params={"cursor": cursor})

    assert (answer.status_code, answer.json()["code"]) == (422, "invalid-cursor")
    assert answer.json()["errors"][0]["pointer"] == "/query/cursor"


@pytest.mark.usefixtures("schools")
@pytest.mark.parametrize(
    "values", [["x", "edu000001"], [2**31, "a"], [1, 2], [1], [1, "a", "b"], [None, "a"], [1, "\0"]]
)
async def test_a_cursor_of_the_right_list_with_wrong_values_is_refused(
    session: AsyncSession, values: list[object]
) -> None:
    keys = [ascending(School.municipality_id), ascending(School.code)]
    page = await fetch_page(session, select(School), keys, PageRequest(limit=1))

    with pytest.raises(InvalidCursor):
        await fetch_page(session, select(School), keys, PageRequest(with_values(page, *values)))


@pytest.mark.usefixtures("schools")
async def test_a_cursor_of_another_list_is_refused(session: AsyncSession) -> None:
    page = await fetch_page(session, select(School), [ascending(School.code)], PageRequest(limit=1))

    with pytest.raises(InvalidCursor):
        await fetch_page(session, select(School), [descending(School.code)], PageRequest(page.next_cursor))


ORDERS = {
    "up": [ascending(School.municipality_id), ascending(School.code)],
    "down": [descending(School.municipality_id), descending(School.code)],
    "down and up": [descending(School.municipality_id), ascending(School.code)],
    "up, down, up": [ascending(School.name), descending(School.municipality_id), ascending(School.code)],
    "down, up, down": [descending(School.name), ascending(School.municipality_id), descending(School.code)],
}


@pytest.mark.parametrize("name", ORDERS)
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None, max_examples=14)
@given(limit=st.integers(1, 14))
async def test_pages_of_any_size_make_up_the_whole_list_in_order(
    session: AsyncSession, schools: list[School], name: str, limit: int
) -> None:
    keys = ORDERS[name]
    expected = list(schools)
    for key in reversed(keys):
        expected.sort(key=lambda school, key=key: getattr(school, key.column.key), reverse=key.descending)  # type: ignore[misc]  # mypy cannot type a lambda with a default

    found = await read_all(session, keys, limit)

    assert [(school.municipality_id, school.code) for school in found] == [
        (school.municipality_id, school.code) for school in expected
    ]


async def test_a_row_that_vanished_between_pages_shifts_nothing(session: AsyncSession, schools: list[School]) -> None:
    keys = [ascending(School.municipality_id), ascending(School.code)]
    page = await fetch_page(session, select(School), keys, PageRequest(limit=2))
    await session.delete(page.items[-1])
    await session.flush()

    following = await fetch_page(session, select(School), keys, PageRequest(page.next_cursor, 1))

    assert following.items == [schools[2]]


@pytest.mark.usefixtures("schools")
async def test_a_statement_of_several_columns_gives_rows_with_their_names(session: AsyncSession) -> None:
    statement = select(School.name, Municipality.oktmo).join(Municipality, Municipality.id == School.municipality_id)

    page = await fetch_page(session, statement, [descending(Municipality.oktmo), ascending(School.code)], PageRequest())

    assert (page.items[0].name, page.items[0].oktmo) == ("0", "98702000")


async def test_times_and_ids_travel_through_a_cursor_exactly(session: AsyncSession) -> None:
    await session.execute(delete(Client))
    session.add_all([make_client(number) for number in range(4)])
    keys = [descending(Client.created_at), ascending(Client.id)]

    first = await fetch_page(session, select(Client.id), keys, PageRequest(limit=3))
    second = await fetch_page(session, select(Client.id), keys, PageRequest(first.next_cursor, 3))

    assert [identity.int for identity in first.items + second.items] == [2, 3, 0, 1]


@pytest.mark.parametrize("moment", ["2022-09-01", "2022-09-01T09:00:00", "yesterday", None])
async def test_a_time_without_its_zone_is_no_place_in_a_list(session: AsyncSession, moment: object) -> None:
    keys = [ascending(Client.created_at), ascending(Client.id)]
    session.add_all([make_client(number) for number in range(2)])
    page = await fetch_page(session, select(Client), keys, PageRequest(limit=1))

    with pytest.raises(InvalidCursor):
        await fetch_page(session, select(Client), keys, PageRequest(with_values(page, moment, str(uuid4()))))
