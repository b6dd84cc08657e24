"""The SQL of imports that `shared.imports` does not have: the values of a campaign, and what stands around them."""

from services.monitoring.imports.queries.reading import get_campaign, hold_submissions
from services.monitoring.imports.queries.values import IMPORTER, list_right_objects

__all__ = ["IMPORTER", "get_campaign", "hold_submissions", "list_right_objects"]
