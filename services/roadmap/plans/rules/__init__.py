"""Reads measures from the rows of tables; pure functions."""

from services.roadmap.plans.rules.headers import is_header_by_semicolons
from services.roadmap.plans.rules.kinds import tell_kind
from services.roadmap.plans.rules.parties import KnownParties
from services.roadmap.plans.rules.tables import assemble_plan

__all__ = ["KnownParties", "assemble_plan", "is_header_by_semicolons", "tell_kind"]
