"""A task is started, completed, cancelled and opened again."""

from collections.abc import Iterator
from typing import Any
from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.tasks import queries
from services.roadmap.tasks.errors import CompletionRefused, EvidenceMissing, PredecessorNotDone, TaskNotFinished
from services.roadmap.tasks.queries import FoundTask
from services.roadmap.tasks.rules import require_action
from services.roadmap.tasks.schemas import TaskCompletion
from services.roadmap.tasks.use_cases.recording import record_task_change
from shared.clock import utc_now
from shared.errors import FieldIssue
from shared.queue import enqueue
from shared.queue.messages import MeasureCompleted


async def start_task(session: AsyncSession, found: FoundTask, client_id: UUID) -> None:
    """Begin a planned task. Raises TaskNotPlanned."""
    require_action("start", found.task.state)
    await _step(session, found, "started", {"state": "in_progress"}, client_id)


async def complete_task(session: AsyncSession, found: FoundTask, wanted: TaskCompletion, client_id: UUID) -> None:
    """Mark a task as done.

    Raises TaskNotOpen, CompletionRefused, EvidenceMissing or PredecessorNotDone.
    """
    require_action("complete", found.task.state)
    if faults := list(_find_faults(found, wanted)):
        raise CompletionRefused(errors=faults)
    if not found.is_confirmed:
        raise EvidenceMissing
    if not wanted.despite_predecessors and await queries.has_unfinished_predecessors(session, found):
        raise PredecessorNotDone
    values = {"state": "done", **wanted.model_dump(include={"done_on", "note", "reason"})}
    await _step(session, found, "completed", values, client_id)


async def cancel_task(session: AsyncSession, found: FoundTask, reason: str, client_id: UUID) -> None:
    """Cancel an unfinished task for a reason. Raises TaskNotOpen."""
    require_action("cancel", found.task.state)
    await _step(session, found, "cancelled", {"state": "cancelled", "reason": reason}, client_id)


async def reopen_task(session: AsyncSession, found: FoundTask, reason: str, client_id: UUID) -> None:
    """Open a finished task again for a reason: what was done is in progress, what was cancelled planned.

    Raises TaskNotFinished.
    """
    require_action("reopen", found.task.state)
    if found.measure.removed_in is not None:
        raise TaskNotFinished
    state = "in_progress" if found.task.state == "done" else "planned"
    await _step(session, found, "reopened", {"state": state, "reason": reason, "done_on": None}, client_id)


def _find_faults(found: FoundTask, wanted: TaskCompletion) -> Iterator[FieldIssue]:
    if wanted.done_on > found.today:
        yield FieldIssue("/body/done_on", "in-the-future", "Этот день ещё не наступил: укажите, когда выполнено.")
    if wanted.despite_predecessors and wanted.reason is None:
        detail = "Укажите, почему можно было не ждать предшествующих мероприятий."
        yield FieldIssue("/body/reason", "missing", detail)


async def _step(session: AsyncSession, found: FoundTask, action: str, values: dict[str, Any], client_id: UUID) -> None:
    await queries.store_task(session, found.task, values, utc_now())
    await record_task_change(session, found.task, action, client_id, tuple(values))
    # Monitoring counts what is begun and what is done (B42), so every step is told.
    await enqueue(session, MeasureCompleted(task_id=found.task.id))
