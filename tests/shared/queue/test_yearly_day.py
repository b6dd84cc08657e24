"""A day of every year begins at its local start, whatever clocks do there."""

from datetime import UTC, datetime
from itertools import islice

import pytest

from shared.local_days import TimeZoneUnavailable
from shared.queue.schedules import YearlyDay


def utc(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=UTC)


@pytest.mark.parametrize(
    ("timezone", "since", "due_at"),
    [
        ("Asia/Krasnoyarsk", "2022-09-01", "2022-10-15 17:00"),
        # Until 2014 clocks in Russia were moved; in October 2010 summer time still held on the 16th.
        ("Asia/Krasnoyarsk", "2010-09-01", "2010-10-15 16:00"),
        ("Asia/Krasnoyarsk", "2012-09-01", "2012-10-15 16:00"),
        ("Europe/Kaliningrad", "2022-09-01", "2022-10-15 22:00"),
        ("Asia/Kamchatka", "2022-09-01", "2022-10-15 12:00"),
    ],
)
def test_the_day_begins_at_local_midnight(timezone: str, since: str, due_at: str) -> None:
    first = next(YearlyDay(timezone, 10, 16).iterate_from(utc(since)))

    assert first.due_at == utc(due_at)


def test_summer_time_moves_the_moment_and_not_the_local_day() -> None:
    in_summer_time = next(YearlyDay("Europe/Berlin", 10, 29).iterate_from(utc("2022-09-01")))
    a_day_after_its_end = next(YearlyDay("Europe/Berlin", 10, 31).iterate_from(utc("2022-09-01")))

    assert in_summer_time.due_at == utc("2022-10-28 22:00")
    assert a_day_after_its_end.due_at == utc("2022-10-30 23:00")


def test_a_midnight_that_clocks_skip_is_the_moment_they_skip_it() -> None:
    # In Beirut 27 March 2022 began at 01:00: midnight was never shown.
    first = next(YearlyDay("Asia/Beirut", 3, 27).iterate_from(utc("2022-01-01")))

    assert first.due_at == utc("2022-03-26 22:00")


@pytest.mark.parametrize(
    ("month", "day", "since", "due_at", "period"),
    [
        (8, 31, "2022-02-01", "2022-08-30 17:00", "2021/2022"),
        (9, 1, "2022-02-01", "2022-08-31 17:00", "2022/2023"),
        (12, 31, "2022-02-01", "2022-12-30 17:00", "2022/2023"),
        # In Norilsk the new year has begun while it is still the old one in UTC.
        (1, 1, "2022-02-01", "2022-12-31 17:00", "2022/2023"),
    ],
)
def test_the_period_is_the_academic_year_of_the_local_day(
    month: int, day: int, since: str, due_at: str, period: str
) -> None:
    first = next(YearlyDay("Asia/Krasnoyarsk", month, day).iterate_from(utc(since)))

    assert (first.due_at, first.period) == (utc(due_at), period)


def test_the_last_day_of_february_is_there_every_year() -> None:
    due = [found.due_at for found in islice(YearlyDay("Asia/Krasnoyarsk", 2, 29).iterate_from(utc("2023-01-01")), 2)]

    assert due == [utc("2023-02-27 17:00"), utc("2024-02-28 17:00")]


def test_on_the_stroke_the_day_has_come_and_a_moment_before_it_has_not() -> None:
    day = YearlyDay("Asia/Krasnoyarsk", 10, 16)

    assert [found.period for found in day.list_due(utc("2022-10-15 17:00"), utc("2022-10-15 17:00"))] == ["2022/2023"]
    assert day.list_due(utc("2022-10-15 17:00"), utc("2022-10-15 16:59:59")) == []


def test_rules_of_a_zone_that_changed_lose_no_day() -> None:
    day = YearlyDay("Asia/Krasnoyarsk", 10, 16)

    # Stored when the zone was thought to be an hour further west.
    due = day.list_due(utc("2022-10-15 18:00"), utc("2022-10-15 18:00"))

    assert [found.period for found in due] == ["2022/2023"]


def test_without_zone_data_the_administrator_is_told_what_to_install() -> None:
    with pytest.raises(TimeZoneUnavailable, match="tzdata"):
        next(YearlyDay("Asia/Nowhere", 10, 16).iterate_from(utc("2022-09-01")))
