"""What is done with tasks: started, completed, cancelled, opened again, confirmed by documents, summed up."""

from services.roadmap.tasks.use_cases.describing import describe_document, describe_progress, describe_task, show_task
from services.roadmap.tasks.use_cases.documents import (
    attach_document,
    replace_file,
    require_keepable,
    update_document,
    withdraw_document,
)
from services.roadmap.tasks.use_cases.executing import cancel_task, complete_task, reopen_task, start_task
from services.roadmap.tasks.use_cases.recording import TASK

__all__ = [
    "TASK",
    "attach_document",
    "cancel_task",
    "complete_task",
    "describe_document",
    "describe_progress",
    "describe_task",
    "reopen_task",
    "replace_file",
    "require_keepable",
    "show_task",
    "start_task",
    "update_document",
    "withdraw_document",
]
