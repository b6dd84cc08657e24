"""A mistyped digit of a code is found, and the sentence says what is wrong."""

from collections.abc import Callable

import pytest
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

from shared.reference.check_digits import oktmo_check_digit_sql, read_inn, read_ogrn, read_oktmo

# Codes that anybody can look up: a bank's, and the municipalities of the programmes (domain: C6).
INN, OGRN = "7707083893", "1027700132195"


@pytest.mark.parametrize(("read", "code"), [(read_inn, INN), (read_ogrn, OGRN)])
def test_the_code_of_an_organisation_is_accepted(read: Callable[[str], str], code: str) -> None:
    assert read(code) == code


@pytest.mark.parametrize(("read", "code"), [(read_inn, INN), (read_ogrn, OGRN)])
def test_another_last_digit_is_a_fault(read: Callable[[str], str], code: str) -> None:
    others = [code[:-1] + digit for digit in "0123456789" if digit != code[-1]]

    for other in others:
        with pytest.raises(ValueError, match="Контрольная цифра"):
            read(other)


@pytest.mark.parametrize("at", range(9))
def test_one_mistyped_digit_of_an_inn_is_found(at: int) -> None:
    wrong = INN[:at] + str((int(INN[at]) + 1) % 10) + INN[at + 1 :]

    with pytest.raises(ValueError, match="опечатка"):
        read_inn(wrong)


@pytest.mark.parametrize(
    ("read", "code", "sentence"),
    [
        (read_inn, "770708389", "10 цифр"),
        (read_inn, "500100732259", "бывает у человека"),
        (read_inn, "٧٧٠٧٠٨٣٨٩٣", "10 цифр"),
        (read_ogrn, "102770013219", "13 цифр"),
        (read_ogrn, "304500116000157", "ОГРНИП"),
        (read_oktmo, "0472900", "8 цифр"),
        (read_oktmo, "04729000101", "населённого пункта"),
        (read_oktmo, "047290006", "Контрольная цифра ОКТМО"),
    ],
)
def test_the_sentence_says_what_is_wrong(read: Callable[[str], str], code: str, sentence: str) -> None:
    with pytest.raises(ValueError, match=sentence):
        read(code)


@pytest.mark.parametrize("code", ["047290005", "086500004", "226350006", "04729000"])
def test_the_ninth_digit_of_a_municipality_is_checked_and_dropped(code: str) -> None:
    assert read_oktmo(code) == code[:8]


async def test_python_and_sql_find_the_same_check_digit(session: AsyncSession) -> None:
    # Every 4999th code: among 20,000 there are hundreds of each kind, the twice shifted ones too.
    codes = [f"{number * 4999:08d}" for number in range(20_000)]

    statement = text(f"SELECT code, {oktmo_check_digit_sql('code')} FROM unnest(CAST(:codes AS text[])) AS code")
    digits = [tuple(row) for row in await session.execute(statement, {"codes": codes})]

    assert {digit for _, digit in digits} == set(range(10))
    for code, digit in digits:
        assert read_oktmo(f"{code}{digit}") == code
