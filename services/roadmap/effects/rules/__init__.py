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
from services.roadmap.effects.rules.slots import Shape, Slot, choose_sides, list_slots

__all__ = [
    "FEWEST_SCHOOLS",
    "NEAR_PUPILS",
    "Group",
    "Kind",
    "Move",
    "Shape",
    "Slot",
    "Told",
    "choose_sides",
    "collect_group",
    "compare_groups",
    "list_slots",
    "tell_exit",
]
