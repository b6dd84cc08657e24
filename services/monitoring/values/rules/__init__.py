"""What makes rows of values and of lists right, and how it is said; no I/O."""

from services.monitoring.values.rules.reading import (
    ListReader,
    ValueFault,
    ValueReader,
    find_value_faults,
    unread_row,
)

__all__ = ["ListReader", "ValueFault", "ValueReader", "find_value_faults", "unread_row"]
