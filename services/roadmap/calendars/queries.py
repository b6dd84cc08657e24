"""Statements over calendar feeds and the tasks they show."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Row, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.access.principals import Principal
from shared.access.visibility import territory_visible_to, visible_to
from shared.database.paging import Page, PageRequest, descending, fetch_page
from shared.models import CalendarFeed, Measure, MeasureTask, Municipality, Roadmap, School


async def add_feed(session: AsyncSession, feed: CalendarFeed) -> None:
    """Write a new feed."""
    session.add(feed)
    await session.flush()


async def find_feed_by_token(session: AsyncSession, token_hash: str) -> CalendarFeed | None:
    """Return the feed whose token has this hash, None where there is none or it is revoked."""
    statement = select(CalendarFeed).where(CalendarFeed.token_hash == token_hash, CalendarFeed.revoked_at.is_(None))
    return (await session.scalars(statement)).one_or_none()


async def lock_visible_feed(session: AsyncSession, principal: Principal, feed_id: UUID) -> CalendarFeed | None:
    """Return a feed of the caller's territories that is not revoked, held until the transaction ends."""
    statement = select(CalendarFeed).where(CalendarFeed.id == feed_id, *_visible(principal)).with_for_update()
    return (await session.scalars(statement)).one_or_none()


async def revoke_feed(session: AsyncSession, feed: CalendarFeed, now: datetime) -> None:
    """Make an address invalid from its next use on."""
    feed.revoked_at = now
    await session.flush()


async def list_feeds(session: AsyncSession, principal: Principal, page: PageRequest) -> Page[CalendarFeed]:
    """List the feeds of the caller's territories that are not revoked, latest first."""
    statement = select(CalendarFeed).where(*_visible(principal))
    return await fetch_page(
        session, statement, [descending(CalendarFeed.created_at), descending(CalendarFeed.id)], page
    )


async def list_tasks_of(
    session: AsyncSession, principal: Principal, feed: CalendarFeed
) -> Sequence[Row[*tuple[Any, ...]]]:
    """Return the tasks of approved and closed roadmaps that a feed shows, with all that is told of them.

    What has neither a first nor a last day stands in no calendar.
    """
    code = Municipality.oktmo if feed.territory_level == "municipality" else MeasureTask.school_code
    conditions = [
        code == feed.territory_code,
        visible_to(principal, MeasureTask.municipality_id, MeasureTask.school_code),
        Roadmap.state != "draft",
        or_(MeasureTask.starts_on.is_not(None), MeasureTask.ends_on.is_not(None)),
    ]
    if feed.responsible is not None:
        conditions.append(Measure.responsible.contains([{"name": feed.responsible}]))
    measure = and_(Measure.municipality_id == MeasureTask.municipality_id, Measure.id == MeasureTask.measure_id)
    roadmap = and_(Roadmap.municipality_id == Measure.municipality_id, Roadmap.id == Measure.roadmap_id)
    school = and_(School.municipality_id == MeasureTask.municipality_id, School.code == MeasureTask.school_code)
    statement = (
        select(
            MeasureTask.id,
            # «До 15 октября» is the day itself, a beginning without an end its first one.
            func.coalesce(MeasureTask.starts_on, MeasureTask.ends_on).label("first_day"),
            func.coalesce(MeasureTask.ends_on, MeasureTask.starts_on).label("last_day"),
            *(MeasureTask.state, MeasureTask.version, MeasureTask.updated_at, MeasureTask.school_code),
            *(Measure.number, Measure.title, Measure.section, Measure.responsible, Measure.expected_result),
            Roadmap.title.label("roadmap_title"),
            School.name.label("school_name"),
        )
        .join(Measure, measure)
        .join(Roadmap, roadmap)
        .join(Municipality, Municipality.id == MeasureTask.municipality_id)
        .outerjoin(School, school)
        .where(*conditions)
        .order_by("first_day", MeasureTask.id)
    )
    rows: Sequence[Row[*tuple[Any, ...]]] = (await session.execute(statement)).all()
    return rows


def _visible(principal: Principal) -> list[Any]:
    return [
        CalendarFeed.revoked_at.is_(None),
        territory_visible_to(principal, CalendarFeed.territory_level, CalendarFeed.territory_code),
    ]
