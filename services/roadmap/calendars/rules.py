"""Tasks written as iCalendar (RFC 5545)."""

from collections.abc import Iterable
from datetime import date, timedelta
from unicodedata import category

from icalendar import Calendar, Event

from services.roadmap.calendars.schemas import CalendarEvent

_PRODUCT = "-//Opora//Roadmap//RU"
# Terms move by orders, not by the hour.
_REFRESHED_EVERY = timedelta(hours=6)
_DAY = timedelta(days=1)


def write_calendar(name: str, events: Iterable[CalendarEvent]) -> bytes:
    """Return a calendar of whole days: the same tasks give the same bytes."""
    calendar = Calendar()
    calendar.add("prodid", _PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("name", _clean(name))
    # As Google, Apple and Microsoft read the same.
    calendar.add("x-wr-calname", _clean(name))
    calendar.add("refresh-interval", _REFRESHED_EVERY, parameters={"value": "DURATION"})
    for event in events:
        calendar.add_component(_write_event(event))
    content: bytes = calendar.to_ical()
    return content


def _write_event(event: CalendarEvent) -> Event:
    written = Event()
    written.add("uid", str(event.task_id))
    # When it was last changed, not when it is read: a feed without changes stays the same.
    written.add("dtstamp", event.updated_at)
    written.add("last-modified", event.updated_at)
    written.add("sequence", event.version)
    written.add("dtstart", event.first_day)
    # The day after: an end is never included (RFC 5545, 3.6.1). After the last of all days there is none.
    written.add("dtend", min(event.last_day, date.max - _DAY) + _DAY)
    written.add("summary", _clean(f"{event.number.rstrip('.')}. {event.title}" if event.number else event.title))
    written.add("description", _clean("\n".join(event.lines)))
    written.add("status", "CANCELLED" if event.is_cancelled else "CONFIRMED")
    written.add("categories", [_clean(each) for each in event.categories])
    # A term of months does not make anybody busy.
    written.add("transp", "TRANSPARENT")
    return written


def _clean(text: str) -> str:
    # Control characters cannot be written in iCalendar at all.
    return "".join(sign for sign in text if sign == "\n" or category(sign) != "Cc")
