"""Which schools take part: all, the listed ones, or these."""

import re
from typing import Annotated, Any, Literal

from pydantic import PlainValidator, WithJsonSchema

from shared.reference.school_codes import SCHOOL_CODE_PATTERN

MOST_SCHOOLS = 10_000
_CODE = re.compile(SCHOOL_CODE_PATTERN)
_WORDS = ("all", "listed")


def _read(value: object) -> object:
    if isinstance(value, str) and value in _WORDS:
        return value
    if not isinstance(value, list | tuple) or not 1 <= len(value) <= MOST_SCHOOLS:
        raise ValueError(f"Напишите all, listed или перечень кодов школ: от 1 до {MOST_SCHOOLS}.")
    for position, code in enumerate(value):
        if not isinstance(code, str) or not _CODE.fullmatch(code):
            raise ValueError(f"Код школы на месте {position} не читается: нужен вид и шесть цифр, например edu240001.")
    return tuple(value)


_SCHEMA: dict[str, Any] = {
    "anyOf": [
        {"type": "string", "enum": list(_WORDS)},
        {
            "type": "array",
            "items": {"type": "string", "pattern": SCHOOL_CODE_PATTERN},
            "minItems": 1,
            "maxItems": MOST_SCHOOLS,
        },
    ],
    "description": "`all` schools that count (B55), the `listed` ones of the set's categories, each once (B23), or "
    "these codes.",
    "examples": ["all"],
}

Participants = Annotated[Literal["all", "listed"] | tuple[str, ...], PlainValidator(_read), WithJsonSchema(_SCHEMA)]
"""Read as a whole: a union of shapes would tell a fault once for each of them."""
