"""Statements over the measures of one roadmap."""

from collections.abc import Collection, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, delete, func, insert, literal, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from shared.database.paging import Page, PageRequest, ascending, fetch_page
from shared.models import Measure, Roadmap


async def list_measures(session: AsyncSession, roadmap: Roadmap, page: PageRequest) -> Page[Measure]:
    """List the measures that a roadmap has now, in their order."""
    return await fetch_page(session, _measures_of(roadmap), [ascending(Measure.position), ascending(Measure.id)], page)


async def list_all_measures(session: AsyncSession, roadmap: Roadmap) -> Sequence[Measure]:
    """Return every measure that a roadmap has now, in their order."""
    statement = _measures_of(roadmap).order_by(Measure.position, Measure.id)
    return (await session.scalars(statement.execution_options(populate_existing=True))).all()


async def find_measure(session: AsyncSession, roadmap: Roadmap, measure_id: UUID) -> Measure | None:
    """Return a measure that a roadmap has now."""
    statement = _measures_of(roadmap).where(Measure.id == measure_id)
    return (await session.scalars(statement.execution_options(populate_existing=True))).one_or_none()


async def insert_measure(session: AsyncSession, roadmap: Roadmap, values: dict[str, Any], position: int | None) -> None:
    """Write a new measure at a place, or behind all others."""
    last = await session.scalar(select(func.count()).where(_of(roadmap))) or 0
    place = min(position or last + 1, last + 1)
    await _make_room(session, roadmap, place)
    row = {"municipality_id": roadmap.municipality_id, "roadmap_id": roadmap.id, "position": place}
    await session.execute(insert(Measure).values(row | values))


async def store_measure(
    session: AsyncSession, roadmap: Roadmap, measure: Measure, values: dict[str, Any], position: int | None
) -> None:
    """Write an edit of a measure; at another place where one is given."""
    for name, value in values.items():
        setattr(measure, name, value)
    await session.flush()
    if position is not None and position != measure.position:
        # Behind the one that stands there where it moves down, before it where it moves up.
        place = position + 1 if position > measure.position else position
        await _make_room(session, roadmap, place)
        await session.execute(update(Measure).where(_of(roadmap), Measure.id == measure.id).values(position=place))
        await _renumber(session, roadmap)


async def delete_measure(session: AsyncSession, roadmap: Roadmap, measure_id: UUID) -> None:
    """Remove a measure of a draft; nothing comes after it any more."""
    await _forget_predecessors(session, roadmap, [measure_id])
    await session.execute(delete(Measure).where(_of(roadmap), Measure.id == measure_id))
    await _renumber(session, roadmap)


async def remove_measures(session: AsyncSession, roadmap: Roadmap, ids: Collection[UUID], edition: int) -> None:
    """Take measures out of an approved roadmap; they stay in the table, with the edition that removed them."""
    if not ids:
        return
    await _forget_predecessors(session, roadmap, ids)
    statement = update(Measure).where(_of(roadmap), Measure.id.in_(ids))
    await session.execute(statement.values(removed_in=edition).execution_options(synchronize_session=False))
    await _renumber(session, roadmap)


async def _make_room(session: AsyncSession, roadmap: Roadmap, place: int) -> None:
    statement = update(Measure).where(_of(roadmap), Measure.position >= place)
    moved = statement.values(position=Measure.position + 1)
    await session.execute(moved.execution_options(synchronize_session=False))


async def _renumber(session: AsyncSession, roadmap: Roadmap) -> None:
    """Close the gaps that an edit left in the numbering."""
    place = func.row_number().over(order_by=(Measure.position, Measure.id)).label("place")
    places = select(Measure.id, place).where(_of(roadmap)).subquery()
    statement = update(Measure).where(_of(roadmap), Measure.id == places.c.id, Measure.position != places.c.place)
    moved = statement.values(position=places.c.place)
    await session.execute(moved.execution_options(synchronize_session=False))


async def _forget_predecessors(session: AsyncSession, roadmap: Roadmap, ids: Collection[UUID]) -> None:
    one = func.unnest(Measure.predecessors).column_valued("one")
    kept = select(func.array_agg(one)).where(one.not_in(ids)).scalar_subquery()
    statement = update(Measure).where(_of(roadmap), Measure.predecessors.overlap(list(ids)))
    values = {"predecessors": func.coalesce(kept, literal([], Measure.predecessors.type))}
    await session.execute(statement.values(values).execution_options(synchronize_session=False))


def _measures_of(roadmap: Roadmap) -> Select[Measure]:
    return select(Measure).where(_of(roadmap))


def _of(roadmap: Roadmap) -> ColumnElement[bool]:
    """Return the condition that a measure stands in the roadmap now."""
    return and_(
        Measure.municipality_id == roadmap.municipality_id,
        Measure.roadmap_id == roadmap.id,
        Measure.removed_in.is_(None),
    )
