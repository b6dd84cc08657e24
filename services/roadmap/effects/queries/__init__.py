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
from services.roadmap.effects.queries.indicators import (
    count_indicators,
    list_computed_shapes,
    list_named_indicators,
    list_school_values,
)
from services.roadmap.effects.queries.moves import YearFilters

__all__ = [
    "FoundExit",
    "YearFilters",
    "count_effects",
    "count_indicators",
    "count_movements",
    "list_computed_shapes",
    "list_effects",
    "list_eliminations",
    "list_exits",
    "list_named_indicators",
    "list_runs_with_packs",
    "list_school_values",
    "list_unlisted_drafts",
]
