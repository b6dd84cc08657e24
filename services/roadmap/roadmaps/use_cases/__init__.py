"""What is done with roadmaps: drafted, edited, approved, closed, read."""

from services.roadmap.roadmaps.use_cases.amending import amend_roadmap, compare_editions, get_edition
from services.roadmap.roadmaps.use_cases.approving import approve_roadmap, close_roadmap
from services.roadmap.roadmaps.use_cases.drafting import (
    NewRoadmap,
    create_roadmap,
    delete_roadmap,
    draft_roadmap,
    draft_roadmaps,
    read_plan_year,
    update_roadmap,
)
from services.roadmap.roadmaps.use_cases.drawing import show_gantt
from services.roadmap.roadmaps.use_cases.measures import add_measure, delete_measure, get_measure, update_measure
from services.roadmap.roadmaps.use_cases.reading import describe_draft, describe_roadmap
from services.roadmap.roadmaps.use_cases.recording import ROADMAP

__all__ = [
    "ROADMAP",
    "NewRoadmap",
    "add_measure",
    "amend_roadmap",
    "approve_roadmap",
    "close_roadmap",
    "compare_editions",
    "create_roadmap",
    "delete_measure",
    "delete_roadmap",
    "describe_draft",
    "describe_roadmap",
    "draft_roadmap",
    "draft_roadmaps",
    "get_edition",
    "get_measure",
    "read_plan_year",
    "show_gantt",
    "update_measure",
    "update_roadmap",
]
