"""What every question to the tables asks and answers: one municipality, one academic year, rows of one shape."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import (
    ColumnElement,
    Date,
    Integer,
    Select,
    Text,
    and_,
    case,
    cast,
    func,
    literal,
    null,
    or_,
    select,
)
from sqlalchemy.orm import InstrumentedAttribute

from services.roadmap.cycle.schemas import EvidenceKind
from shared.reference.academic_years import first_day_of, format_academic_year

Value = ColumnElement[Any] | InstrumentedAttribute[Any]
Rows = Select[*tuple[str, str, str | None, date | None, str | None, str, int]]
"""kind, title, number, dated_on, period, address, objects."""


@dataclass(frozen=True, slots=True)
class Question:
    """Whose cycle of which year is looked at."""

    municipality_id: int
    oktmo: str
    region_code: str
    academic_year: int
    """The calendar year in which it begins."""

    @property
    def periods(self) -> tuple[str, ...]:
        """The periods of monitoring that belong to the year: `2022/2023`, `2022-09` … `2023-08`."""
        first, second = self.academic_year, self.academic_year + 1
        months = [f"{first}-{month:02d}" for month in range(9, 13)] + [f"{second}-{month:02d}" for month in range(1, 9)]
        return (format_academic_year(first), *months)

    def holds_day(self, day: Value) -> ColumnElement[bool]:
        """Return the condition that a day lies in the year: 1 September to 31 August."""
        return and_(day >= first_day_of(self.academic_year), day < first_day_of(self.academic_year + 1))

    def meets_span(self, starts_on: Value, ends_on: Value) -> ColumnElement[bool]:
        """Return the condition that something goes on in the year, both days included."""
        return and_(starts_on < first_day_of(self.academic_year + 1), ends_on >= first_day_of(self.academic_year))

    def is_covered(self, level: Value, code: Value) -> ColumnElement[bool]:
        """Return the condition that a territory covers the municipality."""
        return or_(
            level == "federal",
            and_(level == "region", code == self.region_code),
            and_(level == "municipality", code == self.oktmo),
        )


@dataclass(frozen=True, slots=True)
class Dated:
    """The number and day that a paper carries, and the period of monitoring it is about."""

    number: Value | None = None
    on: Value | None = None
    period: Value | None = None


def tell(
    kind: EvidenceKind, title: Value, paper: Dated, address: ColumnElement[str], objects: Value | None = None
) -> Rows:
    """Select what confirms something, in the shape that all questions share."""
    return select(
        literal(kind.value, Text).label("kind"),
        cast(title, Text).label("title"),
        cast(null() if paper.number is None else paper.number, Text).label("number"),
        cast(null() if paper.on is None else paper.on, Date).label("dated_on"),
        cast(null() if paper.period is None else paper.period, Text).label("period"),
        address.label("address"),
        cast(literal(1) if objects is None else objects, Integer).label("objects"),
    )


def join_text(*parts: str | Value) -> ColumnElement[str]:
    """Join texts and columns into one text; what is null is left out."""
    return cast(func.concat(*(literal(part, Text) if isinstance(part, str) else part for part in parts)), Text)


def name_by(column: Value, words: dict[str, str]) -> ColumnElement[str]:
    """Return the Russian words for the codes of a column."""
    return case({code: literal(word, Text) for code, word in words.items()}, value=column, else_=column)


def local_day(timezone: Value, moment: Value) -> Value:
    """Return on which day a moment lies where the municipality is."""
    return cast(func.timezone(timezone, moment), Date)
