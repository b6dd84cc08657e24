"""Names are found however they are written; numbers are never mistaken for others."""

import pytest
from sqlalchemy import select, text
from sqlalchemy.ext.asyncio import AsyncSession

from shared.models import School
from shared.reference.school_names import name_matches
from tests.shared.rules.trial import insert_municipality

NAMES = {
    "edu240001": 'МБОУ "СОШ № 1"',
    "edu240010": "МБОУ «СОШ № 10»",
    "edu240011": "Муниципальное бюджетное общеобразовательное учреждение «Средняя общеобразовательная школа №11»",
    "edu240004": "МАОУ «Гимназия № 4»",
    "edu240005": "МБОУ «ООШ № 5 имени Берёзкина»",
    "edu240006": "МКОУ «Начальная школа – детский сад № 6»",
    "edu240012": "МБОУ «Школа № 1а»",
}


async def find(session: AsyncSession, wanted: str) -> set[str]:
    municipality_id = await insert_municipality(session)
    for code, name in NAMES.items():
        session.add(School(municipality_id=municipality_id, code=code, printed_code=code, name=name))
    await session.flush()
    return set(await session.scalars(select(School.code).where(name_matches(School.search_text, wanted))))


@pytest.mark.parametrize(
    "wanted",
    [
        "сош 1",
        "школа №1",
        "МБОУ СОШ №1",
        "средняя общеобразовательная школа 1",
        "СОШ №1",
        "сош№1",
        "Сош-1",
        "школа N 1",
        "школа N1",
        "школа No. 1",
        "школа #1",
        "МБОУ «СОШ №\u00a01»",
        "мбоу “сош № 1”",
        "мбоу 'сош' 1",
        "COШ 1",  # the first two letters are Latin
        "средняя школа № 1",
        "муниципальное бюджетное общеобразовательное учреждение сош 1",
        "1",
    ],
)
async def test_school_number_one_is_found_as_people_write_it(session: AsyncSession, wanted: str) -> None:
    assert await find(session, wanted) == {"edu240001"}


@pytest.mark.parametrize(
    ("wanted", "expected"),
    [
        ("сош 10", {"edu240010"}),
        ("МБОУ СОШ 11", {"edu240011"}),
        ("гимназия", {"edu240004"}),
        ("ГИМН", {"edu240004"}),
        ("березкин", {"edu240005"}),
        ("БЕРЁЗКИНА", {"edu240005"}),
        ("бере\u0308зкина", {"edu240005"}),  # ё as two characters
        ("оош им. Березкина", {"edu240005"}),
        ("НШ-ДС №6", {"edu240006"}),
        ("школа 1а", {"edu240012"}),
        ("сош 4", set()),
        ("маоу сош 1", set()),
        ("0", set()),
        ("школа %", {"edu240001", "edu240010", "edu240011", "edu240005", "edu240006", "edu240012"}),
    ],
)
async def test_words_and_numbers_must_all_be_there(session: AsyncSession, wanted: str, expected: set[str]) -> None:
    assert await find(session, wanted) == expected


@pytest.mark.parametrize("wanted", ["", "«»", "№", "%", "_", "N"])
async def test_what_holds_no_word_finds_nothing(session: AsyncSession, wanted: str) -> None:
    assert await find(session, wanted) == set()


async def test_a_name_without_any_word_can_be_kept(session: AsyncSession) -> None:
    assert await session.scalar(text("SELECT school_search_text('№')")) == "  "
