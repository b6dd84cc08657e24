"""Constants inside the statement: written out, so that the planner sees them and nothing is bound hundreds of times."""

import re
from datetime import date
from typing import Any, TypeAlias

from sqlalchemy import BigInteger, Boolean, ColumnElement, Date, Select, Text, literal_column

Column: TypeAlias = ColumnElement[Any]
"""A column of whatever type: stages pass many kinds on together."""

Query: TypeAlias = Select[*tuple[Any, ...]]
"""A query of whatever columns."""

_PLAIN = re.compile(r"[A-Za-z0-9_.-]+")


def integer(value: int) -> ColumnElement[int]:
    """Write a whole number."""
    return literal_column(str(int(value)), BigInteger())


def word(value: str) -> ColumnElement[str]:
    """Write a code, an answer or a state; anything but plain words is refused, so nothing needs escaping."""
    if not _PLAIN.fullmatch(value):
        raise ValueError(f"not a plain word: {value!r}")
    return literal_column(f"'{value}'", Text())


def day(value: date) -> ColumnElement[date]:
    """Write a date."""
    return literal_column(f"date '{value.isoformat()}'", Date())


def truth(value: bool | None) -> ColumnElement[Any]:
    """Write true, false or unknown."""
    return literal_column({True: "true", False: "false", None: "null::boolean"}[value], Boolean())
