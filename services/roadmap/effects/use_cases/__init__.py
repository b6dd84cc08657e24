"""What can be read of effects."""

from services.roadmap.effects.use_cases.effects import compare_effects, list_effects
from services.roadmap.effects.use_cases.eliminations import list_eliminations
from services.roadmap.effects.use_cases.exits import list_exits

__all__ = ["compare_effects", "list_effects", "list_eliminations", "list_exits"]
