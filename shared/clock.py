"""The one place that reads the clock."""

from datetime import UTC, datetime


def utc_now() -> datetime:
    """Return the current moment in UTC."""
    return datetime.now(UTC)
