"""A day of every year in one time zone: when it is due, and which period it begins."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from itertools import takewhile
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from shared.errors import Transient
from shared.reference.academic_years import find_academic_year, format_academic_year


class TimeZoneUnavailable(Transient):
    """На этом сервере нет сведений о часовых поясах, срок не вычислить. Попросите администратора поставить tzdata."""

    code = "time-zone-unavailable"
    title = "The server has no time zone data"


@dataclass(frozen=True, slots=True)
class Occurrence:
    """The day in one year: the moment at which it is due (UTC) and the period it begins."""

    due_at: datetime
    period: str


@dataclass(frozen=True, slots=True)
class YearlyDay:
    """A day of every year; in a month that is shorter its last one."""

    timezone: str
    month: int
    day: int

    def iterate_from(self, moment: datetime) -> Iterator[Occurrence]:
        """Yield the occurrences from the moment on, year by year."""
        zone = _get_zone(self.timezone)
        year = moment.astimezone(zone).year
        while True:
            found = self._occur_in(year, zone)
            if found.due_at >= moment:
                yield found
            year += 1

    def list_due(self, since: datetime, now: datetime) -> list[Occurrence]:
        """List the occurrences that have come since then, earliest first.

        A day is added in front: rules of a zone that changed after a moment was stored must not lose its occurrence,
        and one that is found twice is started once.
        """
        return list(takewhile(lambda found: found.due_at <= now, self.iterate_from(since - timedelta(days=1))))

    def _occur_in(self, year: int, zone: ZoneInfo) -> Occurrence:
        day = date(year, self.month, min(self.day, monthrange(year, self.month)[1]))
        # Where clocks skip midnight, this is the moment they skip it: the day begins then.
        begins_at = datetime(day.year, day.month, day.day, tzinfo=zone)
        return Occurrence(begins_at.astimezone(UTC), format_academic_year(find_academic_year(day)))


def find_local_day(timezone: str, moment: datetime) -> date:
    """Return which day it is at that moment in the zone."""
    return moment.astimezone(_get_zone(timezone)).date()


def _get_zone(name: str) -> ZoneInfo:
    try:
        return ZoneInfo(name)
    except ZoneInfoNotFoundError as error:
        raise TimeZoneUnavailable from error
