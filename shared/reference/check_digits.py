"""Check digits of the codes of organisations and municipalities: ИНН, ОГРН, ОКТМО.

Each `read_…` returns the code or raises ValueError with a Russian sentence that says what is wrong. Imports check whole
files in SQL: `oktmo_check_digit_sql` is the same rule there.
"""

import re
from collections.abc import Sequence
from typing import Annotated

from pydantic import AfterValidator, Field

_INN_WEIGHTS = (2, 4, 10, 3, 5, 9, 4, 6, 8)
_OKTMO_DIGITS = 8
_OKTMO_WEIGHTS = range(1, _OKTMO_DIGITS + 1)
# Where the first weights leave 10, that is, no digit, each goes two places further (domain: C6).
_SHIFT = 2
_DIVISOR = 11
_NO_DIGIT = 10


def read_inn(text: str) -> str:
    """Return the ИНН of an organisation."""
    if re.fullmatch("[0-9]{12}", text):
        raise ValueError("ИНН из 12 цифр бывает у человека; у школы — 10 цифр.")
    if not re.fullmatch("[0-9]{10}", text):
        raise ValueError("ИНН организации — 10 цифр без пробелов.")
    if _weigh(text, _INN_WEIGHTS) % _DIVISOR % _NO_DIGIT != int(text[-1]):
        raise ValueError("Контрольная цифра ИНН (последняя) не сходится: в номере опечатка.")
    return text


def read_ogrn(text: str) -> str:
    """Return the ОГРН of an organisation."""
    if re.fullmatch("[0-9]{15}", text):
        raise ValueError("15 цифр — это ОГРНИП предпринимателя; у школы ОГРН из 13 цифр.")
    if not re.fullmatch("[0-9]{13}", text):
        raise ValueError("ОГРН — 13 цифр без пробелов.")
    if int(text[:-1]) % _DIVISOR % _NO_DIGIT != int(text[-1]):
        raise ValueError("Контрольная цифра ОГРН (последняя) не сходится: в номере опечатка.")
    return text


def read_oktmo(text: str) -> str:
    """Return the eight digits of a municipality; a ninth is checked and dropped."""
    if re.fullmatch("[0-9]{11}", text):
        raise ValueError(SETTLEMENT_REFUSED)
    if not re.fullmatch("[0-9]{8,9}", text):
        raise ValueError(OKTMO_UNREAD)
    code, given = text[:_OKTMO_DIGITS], text[_OKTMO_DIGITS:]
    if given and int(given) != _oktmo_check_digit(code):
        raise ValueError(OKTMO_MISTYPED)
    return code


SETTLEMENT_REFUSED = "ОКТМО из 11 цифр — код населённого пункта; нужен код муниципалитета, 8 цифр."
OKTMO_UNREAD = "ОКТМО муниципалитета — 8 цифр (девятая — контрольная)."
OKTMO_MISTYPED = "Контрольная цифра ОКТМО (девятая) не сходится: в коде опечатка."


def oktmo_check_digit_sql(code: str) -> str:
    """Return the SQL of the check digit of a code, itself SQL of eight digits."""
    first = " + ".join(f"{weight} * substr({code}, {weight}, 1)::int" for weight in _OKTMO_WEIGHTS)
    second = " + ".join(f"{weight + _SHIFT} * substr({code}, {weight}, 1)::int" for weight in _OKTMO_WEIGHTS)
    return (
        f"CASE WHEN ({first}) % {_DIVISOR} < {_NO_DIGIT} THEN ({first}) % {_DIVISOR} "
        f"ELSE ({second}) % {_DIVISOR} % {_NO_DIGIT} END"
    )


def _oktmo_check_digit(code: str) -> int:
    first = _weigh(code, _OKTMO_WEIGHTS) % _DIVISOR
    return first if first < _NO_DIGIT else _weigh(code, [w + _SHIFT for w in _OKTMO_WEIGHTS]) % _DIVISOR % _NO_DIGIT


def _weigh(digits: str, weights: Sequence[int]) -> int:
    return sum(weight * int(digit) for weight, digit in zip(weights, digits, strict=False))


InnText = Annotated[str, AfterValidator(read_inn), Field(examples=["2457000017"])]
"""The ИНН of an organisation: ten digits, the last one right."""

OgrnText = Annotated[str, AfterValidator(read_ogrn), Field(examples=["1022400000018"])]
"""An ОГРН: thirteen digits, the last one right."""

OktmoText = Annotated[str, AfterValidator(read_oktmo), Field(examples=["04729000"])]
"""The ОКТМО of a municipality: eight digits, or nine with the right check digit; eight go on."""
