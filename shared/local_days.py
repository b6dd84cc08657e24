"""Days as they begin and end where people are."""

from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from shared.errors import Transient


class TimeZoneUnavailable(Transient):
    """На этом сервере нет сведений о часовых поясах, срок не вычислить. Попросите администратора поставить tzdata."""

    code = "time-zone-unavailable"
    title = "The server has no time zone data"


def find_local_day(timezone: str, moment: datetime) -> date:
    """Return which day it is at that moment in the zone."""
    return moment.astimezone(get_zone(timezone)).date()


def find_start_of_day(timezone: str, day: date) -> datetime:
    """Return the moment (UTC) at which the day begins in the zone."""
    # Where clocks skip midnight, this is the moment they skip it: the day begins then.
    return datetime(day.year, day.month, day.day, tzinfo=get_zone(timezone)).astimezone(UTC)


def get_zone(name: str) -> ZoneInfo:
    """Return a time zone by its name or raise TimeZoneUnavailable."""
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError as error:
        raise TimeZoneUnavailable from error
