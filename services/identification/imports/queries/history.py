"""What was known at a moment, and what one fact has said over time: the current row and its superseded versions."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, and_, case, literal, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.database.paging import Page, PageRequest, descending, fetch_page
from shared.models import (
    AssessmentResult,
    AssessmentResultVersion,
    ContextValue,
    ContextValueVersion,
    Receipt,
)

Fact = type[AssessmentResult] | type[ContextValue]
FactVersion = type[AssessmentResultVersion] | type[ContextValueVersion]

_VERSIONS: dict[Fact, FactVersion] = {AssessmentResult: AssessmentResultVersion, ContextValue: ContextValueVersion}


def with_values(
    statement: Select[*tuple[Any, ...]], fact: Fact, names: Sequence[str], known_at: datetime | None
) -> Select[*tuple[Any, ...]]:
    """Add the named values of each fact: those of now, or those that were known at a moment.

    Facts are never deleted, so each that was ever known has its current row, and pages go by its key. A current row
    that was recorded later gives way to the version that was current then; where there is none, nobody knew the fact.
    """
    if known_at is None:
        return statement.add_columns(*(getattr(fact, name) for name in names))
    version = _VERSIONS[fact]
    is_current = Receipt.finished_at <= known_at
    was_current = and_(
        *(getattr(version, key.name) == getattr(fact, key.name) for key in fact.__table__.primary_key),
        version.recorded_at <= known_at,
        version.superseded_at > known_at,
        ~is_current,
    )
    then = [case((is_current, getattr(fact, name)), else_=getattr(version, name)).label(name) for name in names]
    return (
        statement.add_columns(*then)
        .join(Receipt, Receipt.id == fact.receipt_id)
        .join(version, was_current, isouter=True)
        .where(or_(is_current, version.superseded_at.is_not(None)))
    )


async def list_versions(
    session: AsyncSession, principal: Principal, fact: Fact, key: dict[str, object], page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]:
    """List what one fact of a visible school has said, latest first; the current version is superseded by nothing."""
    version = _VERSIONS[fact]
    stored = [column for column in version.__table__.columns if column.name in fact.__table__.columns]
    current = (
        select(
            *(fact.__table__.columns[column.name] for column in stored),
            Receipt.finished_at.label("recorded_at"),
            literal(None, version.superseded_at.type).label("superseded_at"),
            literal(None, version.superseding_receipt_id.type).label("superseding_receipt_id"),
        )
        .join(Receipt, Receipt.id == fact.receipt_id)
        .where(*(fact.__table__.columns[name] == value for name, value in key.items()))
    )
    past = select(*stored, version.recorded_at, version.superseded_at, version.superseding_receipt_id).where(
        *(version.__table__.columns[name] == value for name, value in key.items())
    )
    found = aliased(version, union_all(current, past).subquery(), adapt_on_names=True)
    statement = select(*(getattr(found, column.name) for column in version.__table__.columns)).where(
        visible_to(principal, found.municipality_id, found.school_code)
    )
    # A school that moved has a row in each of its municipalities.
    return await fetch_page(
        session, statement, [descending(found.recorded_at), descending(found.municipality_id)], page
    )
