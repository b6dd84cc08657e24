"""Shapes of roadmaps."""

from services.roadmap.roadmaps.schemas.editions import (
    ChangedMeasure,
    EditionRead,
    EditionSummary,
    FieldDifference,
    MeasureStanding,
    RoadmapDifference,
)
from services.roadmap.roadmaps.schemas.gantt import GanttFacts, MeasureFacts, Span
from services.roadmap.roadmaps.schemas.measures import (
    MOST_MEASURES,
    MeasureParty,
    MeasureWrite,
    RoadmapMeasureRead,
    RoadmapParty,
    dump_measure,
)
from services.roadmap.roadmaps.schemas.roadmaps import (
    MeasureChange,
    RoadmapAction,
    RoadmapAmendment,
    RoadmapApproval,
    RoadmapClosing,
    RoadmapCreate,
    RoadmapDrafted,
    RoadmapKind,
    RoadmapRead,
    RoadmapState,
    RoadmapUpdate,
)

__all__ = [
    "MOST_MEASURES",
    "ChangedMeasure",
    "EditionRead",
    "EditionSummary",
    "FieldDifference",
    "GanttFacts",
    "MeasureChange",
    "MeasureFacts",
    "MeasureParty",
    "MeasureStanding",
    "MeasureWrite",
    "RoadmapAction",
    "RoadmapAmendment",
    "RoadmapApproval",
    "RoadmapClosing",
    "RoadmapCreate",
    "RoadmapDifference",
    "RoadmapDrafted",
    "RoadmapKind",
    "RoadmapMeasureRead",
    "RoadmapParty",
    "RoadmapRead",
    "RoadmapState",
    "RoadmapUpdate",
    "Span",
    "dump_measure",
]
