"""Nobody sees more than their territories."""

from collections.abc import Sequence
from uuid import uuid4

import pytest
from sqlalchemy import Text, column, delete, select, values
from sqlalchemy.ext.asyncio import AsyncSession

from shared.access.principals import Principal, Territory
from shared.access.visibility import (
    TerritoryNotFound,
    can_see_territory,
    require_territory,
    territory_visible_to,
    visible_to,
)
from shared.models import Municipality, Region, School, SchoolDirectory

FEDERATION = Territory("federal")
NORTH, SOUTH = Territory("region", "98"), Territory("region", "97")
TOWN, VILLAGE, PORT = (Territory("municipality", f"{code}000") for code in ("98701", "98702", "97701"))
# Two schools a municipality.
SCHOOLS = {
    place: tuple(Territory("school", f"edu{place.code[:5]}{number}") for number in (1, 2))  # type: ignore[index]  # these have codes
    for place in (TOWN, VILLAGE, PORT)
}
TOWN_SCHOOL = SCHOOLS[TOWN][0]
EVERY_TERRITORY = [FEDERATION, NORTH, SOUTH, TOWN, VILLAGE, PORT, *(each for pair in SCHOOLS.values() for each in pair)]


def principal_of(*territories: Territory) -> Principal:
    return Principal(uuid4(), "Клиент", frozenset(), territories)


@pytest.fixture(autouse=True)
async def _register(session: AsyncSession) -> None:
    for model in (School, SchoolDirectory, Municipality):
        await session.execute(delete(model))
    for region in ("98", "97"):
        await session.merge(Region(code=region, name=region))
    await session.flush()
    for place, schools in SCHOOLS.items():
        assert place.code is not None
        municipality = Municipality(oktmo=place.code, region_code=place.code[:2], name=place.code)
        session.add(municipality)
        await session.flush()
        for school in schools:
            session.add(SchoolDirectory(code=school.code, municipality_id=municipality.id))
            session.add(
                School(municipality_id=municipality.id, code=school.code, printed_code=school.code, name="Школа")
            )
    await session.flush()


def codes(territories: Sequence[Territory]) -> set[str | None]:
    return {territory.code for territory in territories}


@pytest.mark.parametrize(
    ("territories", "expected"),
    [
        ((), ()),
        ((FEDERATION,), (*SCHOOLS[TOWN], *SCHOOLS[VILLAGE], *SCHOOLS[PORT])),
        ((NORTH,), (*SCHOOLS[TOWN], *SCHOOLS[VILLAGE])),
        ((TOWN,), SCHOOLS[TOWN]),
        ((TOWN, PORT), (*SCHOOLS[TOWN], *SCHOOLS[PORT])),
        ((TOWN_SCHOOL,), (TOWN_SCHOOL,)),
        ((SOUTH, TOWN_SCHOOL), (*SCHOOLS[PORT], TOWN_SCHOOL)),
        ((Territory("region", "01"), Territory("municipality", "01701000"), Territory("school", "edu000000")), ()),
    ],
)
async def test_rows_of_schools_are_seen_within_the_territories_alone(
    session: AsyncSession, territories: tuple[Territory, ...], expected: tuple[Territory, ...]
) -> None:
    condition = visible_to(principal_of(*territories), School.municipality_id, School.code)

    seen = await session.scalars(select(School.code).where(condition))

    assert set(seen) == codes(expected)


@pytest.mark.parametrize(
    ("territory", "expected"),
    [(FEDERATION, (TOWN, VILLAGE, PORT)), (NORTH, (TOWN, VILLAGE)), (PORT, (PORT,)), (TOWN_SCHOOL, ())],
)
async def test_rows_of_a_municipality_as_a_whole_are_not_for_its_schools(
    session: AsyncSession, territory: Territory, expected: tuple[Territory, ...]
) -> None:
    seen = await session.scalars(select(Municipality.oktmo).where(visible_to(principal_of(territory), Municipality.id)))

    assert set(seen) == codes(expected)


async def test_a_school_code_of_another_municipality_shows_nothing(session: AsyncSession) -> None:
    port = await session.scalar(select(Municipality.id).where(Municipality.oktmo == PORT.code))
    session.add(School(municipality_id=port, code=TOWN_SCHOOL.code, printed_code="x", name="Чужая школа"))
    await session.flush()

    seen = await session.scalars(
        select(School.name).where(visible_to(principal_of(TOWN_SCHOOL), School.municipality_id, School.code))
    )

    assert list(seen) == ["Школа"]


def contains(outer: Territory, inner: Territory) -> bool:
    """Tell the same in plain words, from the codes of this register."""
    if outer.level == "federal" or outer == inner:
        return True
    own = inner.code or ""
    place = own if inner.level == "municipality" else own[3:8] + "000"
    if outer.level == "municipality":
        return inner.level == "school" and place == outer.code
    return outer.level == "region" and inner.level in {"municipality", "school"} and place[:2] == outer.code


@pytest.mark.parametrize("inner", EVERY_TERRITORY)
@pytest.mark.parametrize("outer", EVERY_TERRITORY)
async def test_a_territory_is_visible_exactly_where_it_lies_inside(
    session: AsyncSession, outer: Territory, inner: Territory
) -> None:
    assert await can_see_territory(session, principal_of(outer), inner) is contains(outer, inner)


async def test_without_territories_nothing_is_visible(session: AsyncSession) -> None:
    seen = [await can_see_territory(session, principal_of(), territory) for territory in EVERY_TERRITORY]

    assert not any(seen)


async def test_all_parts_of_a_region_are_not_the_region(session: AsyncSession) -> None:
    assert not await can_see_territory(session, principal_of(TOWN, VILLAGE), NORTH)


async def test_a_foreign_territory_does_not_exist(session: AsyncSession) -> None:
    await require_territory(session, principal_of(NORTH), TOWN)

    with pytest.raises(TerritoryNotFound):
        await require_territory(session, principal_of(SOUTH), TOWN)


async def test_rows_that_carry_a_territory_are_filtered_by_the_same_condition(session: AsyncSession) -> None:
    rows = values(column("level", Text), column("code", Text), name="run").data(
        [(place.level, place.code) for place in EVERY_TERRITORY]
    )
    condition = territory_visible_to(principal_of(TOWN, SOUTH), rows.c.level, rows.c.code)

    seen = await session.scalars(select(rows.c.code).where(condition))

    assert set(seen) == codes([SOUTH, PORT, *SCHOOLS[PORT], TOWN, *SCHOOLS[TOWN]])
