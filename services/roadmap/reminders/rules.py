"""When people are reminded: defaults of the product, the programmes print none."""

from collections.abc import Collection
from datetime import date, datetime, timedelta

from shared.local_days import find_start_of_day

DUE_SOON_DAYS = 7
"""So many days before the last one a task is due soon."""
ESCALATED_AFTER_DAYS = 14
"""So many days after the last one whoever controls is told."""
# Eight o'clock: before the working day, after what other people left at night.
_MORNING = timedelta(hours=8)


def find_morning(timezone: str, day: date) -> datetime:
    """Return the moment at which the digests of a day are made."""
    return find_start_of_day(timezone, day) + _MORNING


def choose_look_days(days: Collection[date], today: date) -> set[date]:
    """Return the days to look at: those to come, and the earliest that has passed for all that have."""
    past = [day for day in days if day <= today]
    return {day for day in days if day > today} | ({min(past)} if past else set())
