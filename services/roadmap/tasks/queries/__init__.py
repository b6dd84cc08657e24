"""Every SQL statement of tasks, their documents and what is told from them."""

from services.roadmap.tasks.queries.documents import (
    FoundDocument,
    add_document,
    find_document,
    list_documents,
    mark_changed,
)
from services.roadmap.tasks.queries.progress import list_progress
from services.roadmap.tasks.queries.states import (
    confirms,
    find_local_day,
    is_due_soon,
    is_overdue,
    select_measure_progress,
)
from services.roadmap.tasks.queries.tasks import (
    FoundTask,
    PlaceFilters,
    TaskFilters,
    TermFilters,
    find_visible_task,
    has_unfinished_predecessors,
    list_predecessors,
    list_tasks,
    lock_task,
    store_task,
)

__all__ = [
    "FoundDocument",
    "FoundTask",
    "PlaceFilters",
    "TaskFilters",
    "TermFilters",
    "add_document",
    "confirms",
    "find_document",
    "find_local_day",
    "find_visible_task",
    "has_unfinished_predecessors",
    "is_due_soon",
    "is_overdue",
    "list_documents",
    "list_predecessors",
    "list_progress",
    "list_tasks",
    "lock_task",
    "mark_changed",
    "select_measure_progress",
    "store_task",
]
