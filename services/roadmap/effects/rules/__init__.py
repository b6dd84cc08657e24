"""What may be said of groups of schools, and in which words."""

from services.roadmap.effects.rules.comparing import (
    FEWEST_SCHOOLS,
    NEAR_PUPILS,
    Group,
    Kind,
    Move,
    Told,
    collect_group,
    compare_groups,
)
from services.roadmap.effects.rules.exits import tell_exit

__all__ = [
    "FEWEST_SCHOOLS",
    "NEAR_PUPILS",
    "Group",
    "Kind",
    "Move",
    "Told",
    "collect_group",
    "compare_groups",
    "tell_exit",
]
