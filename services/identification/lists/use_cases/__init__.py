"""What lists do: drafts, publication, what is in force, what differs."""

from services.identification.lists.use_cases.comparing import (
    compare_lists,
    compare_years,
    list_differences,
    sides_of_list,
    sides_of_year,
)
from services.identification.lists.use_cases.drafts import (
    create_list,
    read_file,
    replace_schools,
    update_list,
    withdraw_list,
)
from services.identification.lists.use_cases.publishing import approve_run, publish_list
from services.identification.lists.use_cases.reading import describe_list, describe_school_list

__all__ = [
    "approve_run",
    "compare_lists",
    "compare_years",
    "create_list",
    "describe_list",
    "describe_school_list",
    "list_differences",
    "publish_list",
    "read_file",
    "replace_schools",
    "sides_of_list",
    "sides_of_year",
    "update_list",
    "withdraw_list",
]
