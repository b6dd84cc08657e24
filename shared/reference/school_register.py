"""Which schools of the register a count means: whose they are, of which type, and whether they work on a day."""

from collections.abc import Collection
from datetime import date
from enum import StrEnum

from sqlalchemy import ColumnElement, and_, or_

from shared.models import School


class Subordination(StrEnum):
    """Whose school it is (подчинённость)."""

    municipal = "municipal"
    regional = "regional"
    federal = "federal"
    private = "private"


class SpecialType(StrEnum):
    """Types of schools that counts may leave out (B55)."""

    general = "general"
    evening = "evening"
    correctional = "correctional"
    private = "private"
    other = "other"


def active_on(day: date | ColumnElement[date]) -> ColumnElement[bool]:
    """Return the condition that a school works on the day: its first and last day count, an unknown one is no bound."""
    return and_(
        or_(School.opened_on.is_(None), School.opened_on <= day),
        or_(School.closed_on.is_(None), School.closed_on >= day),
    )


def counted_on(day: date | ColumnElement[date], *, without: Collection[SpecialType] = ()) -> ColumnElement[bool]:
    """Return the condition that a school counts on the reporting day: active and subordinate to the municipality (B55).

    `without` leaves special types out, where a programme says so; by default every type counts.
    """
    is_counted = and_(active_on(day), School.subordination == Subordination.municipal.value)
    return and_(is_counted, School.special_type.not_in([kind.value for kind in without])) if without else is_counted
