"""Every SQL statement of support actions."""

from services.roadmap.support.queries.actions import (
    ActionFilters,
    FoundAction,
    add_action,
    find_visible_action,
    find_visible_school,
    has_task,
    list_actions,
    list_persons,
    replace_persons,
    store_action,
)
from services.roadmap.support.queries.summaries import list_counts, list_supported_schools

__all__ = [
    "ActionFilters",
    "FoundAction",
    "add_action",
    "find_visible_action",
    "find_visible_school",
    "has_task",
    "list_actions",
    "list_counts",
    "list_persons",
    "list_supported_schools",
    "replace_persons",
    "store_action",
]
