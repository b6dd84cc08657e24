"""Feeds are made and revoked; whoever knows an address reads its calendar."""

from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.calendars import queries
from services.roadmap.calendars.errors import CalendarNotFound
from services.roadmap.calendars.rules import write_calendar
from services.roadmap.calendars.schemas import CalendarEvent, CalendarFeedCreate, CalendarFeedRead
from shared.access.clients import find_client
from shared.access.keys import generate_token, hash_token
from shared.access.principals import Territory
from shared.changes import Changed, record_change
from shared.clock import utc_now
from shared.models import CalendarFeed

_ADDRESS = "/roadmap/v1/calendars/{}.ics"
_CATEGORIES = {
    "planned": "Запланировано",
    "in_progress": "Исполняется",
    "done": "Исполнено",
    "cancelled": "Отменено",
}


async def create_feed(
    session: AsyncSession, wanted: CalendarFeedCreate, territory: Territory, client_id: UUID
) -> tuple[CalendarFeed, str]:
    """Make a feed and return it with its address, which cannot be told again later."""
    token = generate_token()
    feed = CalendarFeed(
        id=uuid4(),
        token_hash=hash_token(token),
        client_id=client_id,
        territory_level=territory.level,
        territory_code=territory.code,
        responsible=wanted.responsible,
        name=wanted.name,
        created_at=utc_now(),
        revoked_at=None,
    )
    await queries.add_feed(session, feed)
    await _record(session, feed, "created", client_id)
    return feed, _ADDRESS.format(token)


async def revoke_feed(session: AsyncSession, feed: CalendarFeed, client_id: UUID) -> None:
    """Make the address of a feed invalid from its next use on."""
    await queries.revoke_feed(session, feed, utc_now())
    await _record(session, feed, "revoked", client_id)


async def render_calendar(session: AsyncSession, token: str) -> bytes:
    """Return the calendar at an address; raise CalendarNotFound where the address, or its maker, is no longer valid."""
    feed = await queries.find_feed_by_token(session, hash_token(token))
    if feed is None:
        raise CalendarNotFound
    maker = await find_client(session, feed.client_id)
    if maker is None or "roadmap:read" not in maker.scopes:
        raise CalendarNotFound
    tasks = await queries.list_tasks_of(session, maker, feed)
    return write_calendar(feed.name, [_describe_event(row) for row in tasks])


def describe_feed(feed: CalendarFeed, address: str | None = None) -> CalendarFeedRead:
    """Return a feed as people read it; with its address where it has just been made."""
    territory = {"level": feed.territory_level, "code": feed.territory_code}
    told = {"id": feed.id, "name": feed.name, "responsible": feed.responsible, "created_at": feed.created_at}
    return CalendarFeedRead.model_validate(told | {"territory": territory, "address": address})


def _describe_event(row: Row[*tuple[Any, ...]]) -> CalendarEvent:
    school = row.school_name or row.school_code
    responsible = ", ".join(party["name"] for party in row.responsible)
    lines = (
        ("Дорожная карта", row.roadmap_title),
        ("Школа", school),
        ("Ответственные", responsible),
        ("Ожидаемый результат", row.expected_result),
    )
    return CalendarEvent(
        task_id=row.id,
        number=row.number,
        title=row.title,
        first_day=row.first_day,
        last_day=row.last_day,
        is_cancelled=row.state == "cancelled",
        categories=tuple(each for each in (_CATEGORIES[row.state], row.section) if each),
        lines=tuple(f"{word}: {told}" for word, told in lines if told),
        version=row.version,
        updated_at=row.updated_at,
    )


async def _record(session: AsyncSession, feed: CalendarFeed, action: str, client_id: UUID) -> None:
    await record_change(session, Changed("calendar_feed", str(feed.id), action), client_id)
