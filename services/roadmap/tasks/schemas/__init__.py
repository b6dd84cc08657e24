"""Shapes of tasks: themselves, their documents, the progress of a roadmap."""

from services.roadmap.tasks.schemas.documents import DocumentWrite, TaskDocument, TaskFile
from services.roadmap.tasks.schemas.progress import (
    ProgressCounts,
    RoadmapProgress,
    SectionProgress,
    TaskProgress,
)
from services.roadmap.tasks.schemas.tasks import (
    MeasureState,
    Predecessor,
    ResponsibleParty,
    TaskAction,
    TaskCompletion,
    TaskDetails,
    TaskMeasure,
    TaskRead,
    TaskReason,
    TaskRoadmap,
    TaskSchool,
    TaskState,
)

__all__ = [
    "DocumentWrite",
    "MeasureState",
    "Predecessor",
    "ProgressCounts",
    "ResponsibleParty",
    "RoadmapProgress",
    "SectionProgress",
    "TaskAction",
    "TaskCompletion",
    "TaskDetails",
    "TaskDocument",
    "TaskFile",
    "TaskMeasure",
    "TaskProgress",
    "TaskRead",
    "TaskReason",
    "TaskRoadmap",
    "TaskSchool",
    "TaskState",
]
