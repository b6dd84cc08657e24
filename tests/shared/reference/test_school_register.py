"""Counts mean the active schools of the municipality, unless a special type is left out."""

from datetime import date
from typing import Any

import pytest
from sqlalchemy import CheckConstraint, select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.models import School
from shared.reference.school_register import SpecialType, Subordination, active_on, counted_on
from tests.shared.rules.trial import insert_municipality

DAY = date(2022, 10, 1)
SCHOOLS: dict[str, dict[str, Any]] = {
    "edu240001": {},
    "edu240002": {"opened_on": DAY, "closed_on": DAY},
    "edu240003": {"opened_on": date(2022, 10, 2)},
    "edu240004": {"closed_on": date(2022, 9, 30)},
    "edu240005": {"subordination": "regional"},
    "edu240006": {"special_type": "evening"},
    "ksh240007": {"special_type": "correctional"},
}


@pytest.fixture
async def register(session: AsyncSession) -> AsyncSession:
    municipality_id = await insert_municipality(session)
    for code, values in SCHOOLS.items():
        session.add(School(municipality_id=municipality_id, code=code, printed_code=code, name=code, **values))
    await session.flush()
    return session


async def test_a_school_is_active_from_its_first_to_its_last_day(register: AsyncSession) -> None:
    active = set(await register.scalars(select(School.code).where(active_on(DAY))))

    assert active == SCHOOLS.keys() - {"edu240003", "edu240004"}


async def test_active_schools_of_the_municipality_count_by_default(register: AsyncSession) -> None:
    counted = set(await register.scalars(select(School.code).where(counted_on(DAY))))

    assert counted == {"edu240001", "edu240002", "edu240006", "ksh240007"}


async def test_special_types_can_be_left_out(register: AsyncSession) -> None:
    without = (SpecialType.evening, SpecialType.correctional)

    counted = set(await register.scalars(select(School.code).where(counted_on(DAY, without=without))))

    assert counted == {"edu240001", "edu240002"}


@pytest.mark.parametrize(("column", "words"), [("subordination", Subordination), ("special_type", SpecialType)])
def test_the_database_knows_the_same_words(column: str, words: type[Subordination] | type[SpecialType]) -> None:
    checks = [str(check.sqltext) for check in School.__table__.constraints if isinstance(check, CheckConstraint)]  # type: ignore[attr-defined]  # a mapped class's table is a Table

    assert f"{column} IN ({', '.join(repr(word.value) for word in words)})" in checks
