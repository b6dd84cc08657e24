"""Pure logic of roadmaps."""

from services.roadmap.roadmaps.rules.actions import list_actions
from services.roadmap.roadmaps.rules.amendments import ReadAmendment
from services.roadmap.roadmaps.rules.differences import list_changed, list_only_in
from services.roadmap.roadmaps.rules.gantt import make_gantt
from services.roadmap.roadmaps.rules.measures import (
    NewMeasure,
    list_measure_rows,
    list_predecessor_faults,
    read_days,
    read_measure_values,
)
from services.roadmap.roadmaps.rules.plans import make_measure, place_plan
from services.roadmap.roadmaps.rules.years import find_whole_year, format_year, year_columns, year_of

__all__ = [
    "NewMeasure",
    "ReadAmendment",
    "find_whole_year",
    "format_year",
    "list_actions",
    "list_changed",
    "list_measure_rows",
    "list_only_in",
    "list_predecessor_faults",
    "make_gantt",
    "make_measure",
    "place_plan",
    "read_days",
    "read_measure_values",
    "year_columns",
    "year_of",
]
