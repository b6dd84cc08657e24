"""Every SQL statement of effects."""

from services.roadmap.effects.queries.effects import count_effects, list_effects
from services.roadmap.effects.queries.eliminations import list_eliminations
from services.roadmap.effects.queries.exits import (
    FoundExit,
    count_movements,
    list_exits,
    list_runs_with_packs,
    list_unlisted_drafts,
)
from services.roadmap.effects.queries.moves import YearFilters

__all__ = [
    "FoundExit",
    "YearFilters",
    "count_effects",
    "count_movements",
    "list_effects",
    "list_eliminations",
    "list_exits",
    "list_runs_with_packs",
    "list_unlisted_drafts",
]
