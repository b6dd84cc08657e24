"""Whoever calls: scopes and territories."""

import re
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

from shared.errors import Invalid

TerritoryLevel = Literal["federal", "region", "municipality", "school"]

_CODES: dict[str, tuple[re.Pattern[str], str]] = {
    "region": (re.compile(r"[0-9]{2}"), "код региона — две первые цифры ОКТМО, например 04"),
    "municipality": (re.compile(r"[0-9]{8}"), "код муниципалитета — восемь цифр ОКТМО, например 04729000"),
    "school": (re.compile(r"(edu|ksh|spo)[0-9]{6}"), "код школы — вид и шесть цифр, например edu123456"),
}


class InvalidTerritory(Invalid):
    """Территория указана неверно: уровень (federal, region, municipality, school) и код этого уровня."""

    code = "invalid-territory"
    title = "Invalid territory"


@dataclass(frozen=True, slots=True)
class Territory:
    """A part of the country: everything, a region, a municipality (ОКТМО) or a school."""

    level: TerritoryLevel
    code: str | None = None

    def __post_init__(self) -> None:
        """Refuse a code that is not one of its level, so that a slip never widens what someone sees."""
        if self.level == "federal":
            if self.code is not None:
                raise InvalidTerritory("У территории уровня federal нет кода: уберите его.")
            return
        if self.level not in _CODES:
            raise InvalidTerritory
        pattern, expected = _CODES[self.level]
        if self.code is None or pattern.fullmatch(self.code) is None:
            raise InvalidTerritory(f"Код «{self.code or ''}» не подходит к уровню {self.level}: {expected}.")


@dataclass(frozen=True, slots=True)
class Principal:
    """An authenticated caller: what it may do, and where."""

    client_id: UUID
    name: str
    scopes: frozenset[str]
    territories: tuple[Territory, ...]

    def codes(self, level: TerritoryLevel) -> list[str]:
        """Return the codes of its territories of one level, sorted."""
        return sorted(place.code for place in self.territories if place.level == level and place.code is not None)

    @property
    def sees_everything(self) -> bool:
        """Whether one of its territories is the federation."""
        return any(place.level == "federal" for place in self.territories)
