"""Every SQL statement of values."""

from services.monitoring.values.queries.register import list_printed_codes, read_register
from services.monitoring.values.queries.values import store_values

__all__ = ["list_printed_codes", "read_register", "store_values"]
