"""The journal of a task, its documents among it."""

from uuid import UUID

from sqlalchemy.ext.asyncio import AsyncSession

from shared.changes import Changed, record_change
from shared.models import MeasureTask

TASK = "measure_task"
"""Kind of object under which changes of tasks are recorded."""


async def record_task_change(
    session: AsyncSession, task: MeasureTask, action: str, client_id: UUID | None, fields: tuple[str, ...] = ()
) -> None:
    """Write the change row of a task or of one of its documents."""
    await record_change(session, Changed(TASK, str(task.id), action, fields, task.municipality_id), client_id)
