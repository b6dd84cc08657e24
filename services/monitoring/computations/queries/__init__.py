"""Every SQL statement of computations."""

from services.monitoring.computations.queries.computations import (
    add_computation,
    find_computation,
    find_visible_computation,
    get_oktmo,
    list_computations,
    list_municipality_ids,
)
from services.monitoring.computations.queries.dynamics import (
    find_previous_computation,
    list_same_objects,
    list_targets_of,
)
from services.monitoring.computations.queries.regions import sum_up_factors, sum_up_regions
from services.monitoring.computations.queries.storing import count_objects, hash_inputs, store_values
from services.monitoring.computations.queries.values import list_contributions, list_totals, list_values, of_objects

__all__ = [
    "add_computation",
    "count_objects",
    "find_computation",
    "find_previous_computation",
    "find_visible_computation",
    "get_oktmo",
    "hash_inputs",
    "list_computations",
    "list_contributions",
    "list_municipality_ids",
    "list_same_objects",
    "list_targets_of",
    "list_totals",
    "list_values",
    "of_objects",
    "store_values",
    "sum_up_factors",
    "sum_up_regions",
]
