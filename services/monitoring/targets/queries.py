"""Every SQL statement of targets."""

from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.database.paging import Page, PageRequest, ascending, fetch_page
from shared.models import IndicatorTarget, Municipality


async def add_target(session: AsyncSession, values: dict[str, Any]) -> IndicatorTarget | None:
    """Write a new target; None where there is one of this indicator for this period."""
    statement = insert(IndicatorTarget).values(values).on_conflict_do_nothing().returning(IndicatorTarget)
    return await session.scalar(statement)


async def find_visible_target(
    session: AsyncSession, principal: Principal, target_id: UUID, *, locked: bool = False
) -> Row[*tuple[Any, ...]] | None:
    """Return a target with the ОКТМО of its municipality; None where there is none or it is foreign."""
    statement = _targets(principal).where(IndicatorTarget.id == target_id)
    if locked:
        statement = statement.with_for_update(of=IndicatorTarget)
    return (await session.execute(statement)).one_or_none()


async def list_targets(
    session: AsyncSession, principal: Principal, filters: dict[InstrumentedAttribute[str], str], page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]:
    """List the targets a principal sees with the ОКТМО, by programme, period and indicator."""
    statement = _targets(principal).where(*(column == value for column, value in filters.items()))
    columns = (IndicatorTarget.pack_code, IndicatorTarget.period, IndicatorTarget.indicator_code)
    keys = [ascending(column) for column in (*columns, IndicatorTarget.municipality_id)]
    return await fetch_page(session, statement, keys, page)


async def store_target(session: AsyncSession, target: IndicatorTarget, values: dict[str, Any]) -> None:
    """Write an edit of a locked target; it is another version then."""
    for name, value in values.items():
        setattr(target, name, value)
    target.version += 1
    await session.flush()


def _targets(principal: Principal) -> Select[*tuple[Any, ...]]:
    return (
        select(IndicatorTarget, Municipality.oktmo)
        .join(Municipality, Municipality.id == IndicatorTarget.municipality_id)
        .where(visible_to(principal, IndicatorTarget.municipality_id))
    )
