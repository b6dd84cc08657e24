"""Calendar feeds over HTTP."""

from hashlib import sha256
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Header, Path, Response, status

from services.roadmap.calendars import queries, use_cases
from services.roadmap.calendars.access import CanRead, CanWrite, get_own_feed, get_visible_territory
from services.roadmap.calendars.errors import CalendarNotFound, FeedNotFound
from services.roadmap.calendars.schemas import CalendarFeedCreate, CalendarFeedRead
from shared.access.principals import InvalidTerritory
from shared.access.visibility import TerritoryNotFound
from shared.database.paging import InvalidCursor, Page
from shared.http.idempotency import IdempotencyKeyReused, JsonIdempotency, RequestInProgress
from shared.http.pages import Paging
from shared.http.preconditions import is_unchanged
from shared.http.problems import problems
from shared.http.session import Session

router = APIRouter(tags=["calendars"])
_MEDIA_TYPE = "text/calendar"
_EXAMPLE = (
    "BEGIN:VCALENDAR\r\nPRODID:-//Opora//Roadmap//RU\r\nVERSION:2.0\r\nBEGIN:VEVENT\r\n"
    "UID:3f0f4a64-2a1c-4d0b-9d51-3e4a1c8d1f01\r\nDTSTART;VALUE=DATE:20230301\r\nDTEND;VALUE=DATE:20230501\r\n"
    "SUMMARY:5. Проведение цикла мероприятий\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
_ETAG: dict[str, Any] = {"ETag": {"description": "Of these very bytes.", "schema": {"type": "string"}}}
_CALENDAR: dict[int | str, dict[str, Any]] = {
    status.HTTP_200_OK: {
        "content": {_MEDIA_TYPE: {"schema": {"type": "string"}, "example": _EXAMPLE}},
        "headers": _ETAG,
    },
    status.HTTP_304_NOT_MODIFIED: {"description": "Nothing has changed since.", "headers": _ETAG},
}


class CalendarResponse(Response):
    """An answer in iCalendar."""

    media_type = _MEDIA_TYPE


@router.post(
    "/calendar-feeds",
    status_code=status.HTTP_201_CREATED,
    response_model=CalendarFeedRead,
    responses=problems(TerritoryNotFound, InvalidTerritory, RequestInProgress, IdempotencyKeyReused),
)
async def create_calendar_feed(
    wanted: CalendarFeedCreate, principal: CanWrite, session: Session, idempotency: JsonIdempotency
) -> Response:
    """Make an address at which calendars read tasks (подписка на календарь): of a municipality, school or party.

    The address is told once and is the only key: whoever knows it sees the titles and terms of these tasks, and nothing
    else. It shows what you may see, and ends when it is revoked or your client is.
    """
    territory = await get_visible_territory(session, principal, wanted.territory)
    feed, address = await use_cases.create_feed(session, wanted, territory, principal.client_id)
    # Kept under the request's key without the address, which is stored nowhere.
    kept = await idempotency.answer(use_cases.describe_feed(feed), status=status.HTTP_201_CREATED, headers={})
    told = use_cases.describe_feed(feed, address).model_dump_json()
    return Response(told, kept.status_code, {"Cache-Control": "no-store"}, "application/json")


@router.get("/calendar-feeds", responses=problems(InvalidCursor))
async def list_calendar_feeds(principal: CanRead, session: Session, paging: Paging) -> Page[CalendarFeedRead]:
    """List the calendar feeds (календари) of your territories that are not revoked, latest first."""
    page = await queries.list_feeds(session, principal, paging.wanted)
    return paging.answer(page.map(use_cases.describe_feed))


@router.delete("/calendar-feeds/{feed_id}", status_code=status.HTTP_204_NO_CONTENT, responses=problems(FeedNotFound))
async def revoke_calendar_feed(feed_id: UUID, principal: CanWrite, session: Session) -> None:
    """Revoke the address of a calendar feed (отозвать календарь); it answers no more."""
    feed = await get_own_feed(session, principal, feed_id)
    await use_cases.revoke_feed(session, feed, principal.client_id)


@router.get("/calendars/{token}.ics", response_class=CalendarResponse, responses=problems(CalendarNotFound) | _CALENDAR)
async def get_calendar(
    token: Annotated[str, Path(description="From the address that was told when the feed was made.")],
    session: Session,
    if_none_match: Annotated[
        str | None, Header(alias="If-None-Match", max_length=1000, description="`ETag` of what you have.")
    ] = None,
) -> Response:
    """Return a calendar (календарь, RFC 5545) to whoever knows its address; no key is needed.

    Whole days; every occurrence is an event of its own, whose UID is the id of its task.
    """
    content = await use_cases.render_calendar(session, token)
    etag = f'"{sha256(content).hexdigest()[:32]}"'
    headers = {
        "ETag": etag,
        "Cache-Control": "private, no-cache",
        "Referrer-Policy": "no-referrer",
        "X-Robots-Tag": "noindex",
    }
    if is_unchanged(if_none_match, etag):
        return Response(status_code=status.HTTP_304_NOT_MODIFIED, headers=headers)
    return CalendarResponse(content, headers=headers)
