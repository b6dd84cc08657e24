"""Every SQL statement of lists."""

from services.identification.lists.queries.entries import (
    add_identified_schools,
    list_misplaced_schools,
    list_schools_on_list,
    replace_schools,
    stream_schools_on_list,
)
from services.identification.lists.queries.lists import (
    ListFilters,
    add_list,
    find_list_in_force,
    find_list_of_run,
    find_visible_list,
    list_lists,
    lock_publication,
)
from services.identification.lists.queries.pairs import (
    Sides,
    count_differences,
    count_list_changes,
    list_differences,
    list_list_changes,
    select_list,
    select_side,
)
from services.identification.lists.queries.sets import SetFilters, count_listed_schools, list_listed_schools

__all__ = [
    "ListFilters",
    "SetFilters",
    "Sides",
    "add_identified_schools",
    "add_list",
    "count_differences",
    "count_list_changes",
    "count_listed_schools",
    "find_list_in_force",
    "find_list_of_run",
    "find_visible_list",
    "list_differences",
    "list_list_changes",
    "list_listed_schools",
    "list_lists",
    "list_misplaced_schools",
    "list_schools_on_list",
    "lock_publication",
    "replace_schools",
    "select_list",
    "select_side",
    "stream_schools_on_list",
]
