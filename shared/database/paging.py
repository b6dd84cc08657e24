"""Keyset pages: the cursor says after which row to go on, so that pages stay right while rows come and go."""

import base64
import binascii
import hashlib
import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Annotated, Any, Generic, TypeVar, overload
from uuid import UUID

from pydantic import AwareDatetime, Field, TypeAdapter, ValidationError
from sqlalchemy import BigInteger, Integer, Label, Row, Select, SmallInteger, and_, false, or_, tuple_
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute
from sqlalchemy.sql import ColumnElement

from shared.errors import FieldIssue, Invalid

DEFAULT_LIMIT = 50
LARGEST_LIMIT = 500

T = TypeVar("T")
U = TypeVar("U")


class InvalidCursor(Invalid):
    """Указатель страницы (cursor) не подходит к этому списку. Начните список сначала, без cursor."""

    code = "invalid-cursor"
    title = "Invalid page cursor"

    def __init__(self) -> None:
        super().__init__(errors=[FieldIssue("/query/cursor", self.code, "Указатель не подходит к этому списку.")])


@dataclass(frozen=True, slots=True)
class PageRequest:
    """Which page is wanted: after the row the cursor stands for (from the start without one), at most `limit` rows."""

    cursor: str | None = None
    limit: int = DEFAULT_LIMIT


@dataclass(frozen=True)
class Page(Generic[T]):
    """Some rows of a list and the cursor of the next ones."""

    items: Annotated[list[T], Field(description="The rows of this page, in the order of the list.")]
    next_cursor: Annotated[
        str | None, Field(description="Pass it as `cursor` to go on; null on the last page.", examples=[None])
    ]

    def map(self, convert: Callable[[T], U]) -> "Page[U]":
        """Return the page with every item converted."""
        return Page([convert(item) for item in self.items], self.next_cursor)


@dataclass(frozen=True)
class SortKey:
    """One column of the order of a list, or an expression with a label of its own; it must never be NULL."""

    column: InstrumentedAttribute[Any] | Label[Any]
    descending: bool = False

    @property
    def name(self) -> str:
        """Return what tells it from the keys of other lists."""
        if isinstance(self.column, Label):
            return self.column.name
        return f"{self.column.class_.__name__}.{self.column.key}"


def ascending(column: InstrumentedAttribute[Any] | Label[Any]) -> SortKey:
    """Sort by the column, least first."""
    return SortKey(column)


def descending(column: InstrumentedAttribute[Any]) -> SortKey:
    """Sort by the column, greatest first."""
    return SortKey(column, descending=True)


@overload
async def fetch_page(
    session: AsyncSession, statement: Select[T], keys: Sequence[SortKey], page: PageRequest
) -> Page[T]: ...


@overload
async def fetch_page(
    session: AsyncSession, statement: Select[*tuple[Any, ...]], keys: Sequence[SortKey], page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]: ...


async def fetch_page(
    session: AsyncSession, statement: Select[Any], keys: Sequence[SortKey], page: PageRequest
) -> Page[Any]:
    """Fetch one page of the statement in the order of the keys, which together are unique and never NULL.

    A statement of one entity or column gives these, one of several gives rows. A cursor holds nothing but key
    values of the last row its caller saw: whoever alters it moves the start of a page, never the conditions of the
    statement, so it needs no signature; a cursor of another list or of wrong values is InvalidCursor.
    """
    wanted = statement.order_by(None).order_by(*(_ordered(key) for key in keys)).limit(page.limit + 1)
    if page.cursor is not None:
        wanted = wanted.where(_after(keys, _decode(page.cursor, keys)))
    rows = (await session.execute(wanted.add_columns(*(key.column for key in keys)))).all()
    kept = rows[: page.limit]
    single = len(statement.column_descriptions) == 1
    items = [row[0] for row in kept] if single else list(kept)
    more = len(rows) > page.limit
    return Page(items, _encode(list(kept[-1])[-len(keys) :], keys) if more else None)


def _ordered(key: SortKey) -> ColumnElement[Any]:
    return key.column.desc() if key.descending else key.column.asc()


def _after(keys: Sequence[SortKey], values: Sequence[Any]) -> ColumnElement[bool]:
    """Return the condition "stands after these values"; one row comparison where all keys run the same way."""
    pairs = list(zip(keys, values, strict=True))
    if len({key.descending for key in keys}) == 1:
        left, right = tuple_(*(key.column for key in keys)), tuple_(*values)
        return left < right if keys[0].descending else left > right
    condition: ColumnElement[bool] = false()
    for key, value in reversed(pairs):
        beyond = key.column < value if key.descending else key.column > value
        condition = or_(beyond, and_(key.column == value, condition))
    first, first_value = pairs[0]
    # Follows from the rest, but in this form an index on the first key can be entered at the right place.
    bound = first.column <= first_value if first.descending else first.column >= first_value
    return and_(bound, condition)


def _fingerprint(keys: Sequence[SortKey]) -> str:
    """Tell lists apart, so that a cursor of one is refused by another."""
    names = ",".join(f"{key.name}{'-' * key.descending}" for key in keys)
    return hashlib.sha256(names.encode()).hexdigest()[:8]


def _encode(values: Sequence[Any], keys: Sequence[SortKey]) -> str:
    written = [value.isoformat() if isinstance(value, date) else value for value in values]
    content = [_fingerprint(keys), *(str(value) if isinstance(value, UUID) else value for value in written)]
    return base64.urlsafe_b64encode(json.dumps(content, separators=(",", ":")).encode()).decode().rstrip("=")


def _decode(cursor: str, keys: Sequence[SortKey]) -> list[Any]:
    try:
        padded = cursor + "=" * (-len(cursor) % 4)
        content = json.loads(base64.b64decode(padded.encode("ascii"), altchars=b"-_", validate=True))
        fingerprint, *values = TypeAdapter(list[Any]).validate_python(content, strict=True)
        if fingerprint != _fingerprint(keys):
            raise InvalidCursor
        return [_key_type(key).validate_json(json.dumps(value)) for key, value in zip(keys, values, strict=True)]
    except (ValueError, binascii.Error, ValidationError, RecursionError) as fault:
        raise InvalidCursor from fault


def _key_type(key: SortKey) -> TypeAdapter[Any]:
    """Return what the values of a key must be: the driver answers a number or text Postgres cannot hold with a 500."""
    column_type = key.column.type
    if isinstance(column_type, Integer):
        bits = 16 if isinstance(column_type, SmallInteger) else 64 if isinstance(column_type, BigInteger) else 32
        return TypeAdapter(Annotated[int, Field(strict=True, ge=-(2 ** (bits - 1)), lt=2 ** (bits - 1))])
    if column_type.python_type is str:
        return TypeAdapter(Annotated[str, Field(strict=True, pattern=r"^[^\x00]*$")])
    if column_type.python_type is datetime:
        return TypeAdapter(AwareDatetime)
    assert column_type.python_type in {UUID, date}, f"no cursor for {column_type!r}"
    return TypeAdapter(column_type.python_type)
