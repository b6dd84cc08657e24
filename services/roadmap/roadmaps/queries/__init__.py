"""Every SQL statement of roadmaps."""

from services.roadmap.roadmaps.queries.drafting import add_roadmaps
from services.roadmap.roadmaps.queries.editions import add_edition, find_edition, list_editions, list_editions_between
from services.roadmap.roadmaps.queries.measures import (
    delete_measure,
    find_measure,
    insert_measure,
    list_all_measures,
    list_measures,
    remove_measures,
    store_measure,
)
from services.roadmap.roadmaps.queries.progress import get_place, list_occurrences, list_progress
from services.roadmap.roadmaps.queries.roadmaps import (
    FoundRoadmap,
    RoadmapFilters,
    delete_roadmap,
    find_programme_id,
    find_timezone,
    find_visible_municipality,
    find_visible_roadmap,
    get_roadmap,
    list_roadmaps,
    store_roadmap,
)
from services.roadmap.roadmaps.queries.tasks import cancel_tasks, make_tasks

__all__ = [
    "FoundRoadmap",
    "RoadmapFilters",
    "add_edition",
    "add_roadmaps",
    "cancel_tasks",
    "delete_measure",
    "delete_roadmap",
    "find_edition",
    "find_measure",
    "find_programme_id",
    "find_timezone",
    "find_visible_municipality",
    "find_visible_roadmap",
    "get_place",
    "get_roadmap",
    "insert_measure",
    "list_all_measures",
    "list_editions",
    "list_editions_between",
    "list_measures",
    "list_occurrences",
    "list_progress",
    "list_roadmaps",
    "make_tasks",
    "remove_measures",
    "store_measure",
    "store_roadmap",
]
