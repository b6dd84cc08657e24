"""Who may see tasks, mark them and attach documents."""

from dataclasses import dataclass
from typing import Annotated
from uuid import UUID

from fastapi import Depends
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.tasks import queries
from services.roadmap.tasks.errors import (
    DocumentNotFound,
    RoadmapNotInForce,
    TaskNotFound,
    TaskNotYours,
)
from services.roadmap.tasks.queries import FoundDocument, FoundTask
from shared.access.principals import Principal
from shared.access.requirements import require
from shared.clock import utc_now
from shared.http.preconditions import Precondition
from shared.http.session import Session

CanRead = Annotated[Principal, Depends(require("roadmap:read"))]
CanWrite = Annotated[Principal, Depends(require("roadmap:write"))]


@dataclass(frozen=True, slots=True)
class TaskView:
    """A task and who looks at it."""

    found: FoundTask
    principal: Principal


async def read_task(task_id: UUID, principal: CanRead, session: Session) -> TaskView:
    """Return the task that the path names to somebody who may read it."""
    return TaskView(await get_visible_task(session, principal, task_id), principal)


async def read_written_task(task_id: UUID, principal: CanWrite, session: Session) -> TaskView:
    """Return the task that the path names to somebody who may mark it."""
    return TaskView(await get_visible_task(session, principal, task_id), principal)


VisibleTask = Annotated[TaskView, Depends(read_task, scope="function")]
WrittenTask = Annotated[TaskView, Depends(read_written_task, scope="function")]


async def get_visible_task(session: AsyncSession, principal: Principal, task_id: UUID) -> FoundTask:
    """Return a task of the caller's territories, or raise TaskNotFound."""
    found = await queries.find_visible_task(session, principal, task_id, utc_now())
    if found is None:
        raise TaskNotFound
    return found


async def hold_task(session: AsyncSession, view: TaskView, precondition: Precondition | None = None) -> FoundTask:
    """Return the task of a roadmap in force, locked until the transaction ends.

    Raises RoadmapNotInForce, or what the precondition raises.
    """
    await queries.lock_task(session, view.found)
    # What was told of it before the lock may be outdated.
    found = await get_visible_task(session, view.principal, view.found.task.id)
    if precondition is not None:
        precondition.require(found.task.version)
    if found.roadmap.state != "approved":
        raise RoadmapNotInForce
    return found


async def hold_own_task(session: AsyncSession, view: TaskView, precondition: Precondition) -> FoundTask:
    """Return the same to somebody whose roadmap it is; raise TaskNotYours besides."""
    if not view.found.directs:
        raise TaskNotYours
    return await hold_task(session, view, precondition)


async def get_document(session: AsyncSession, found: FoundTask, document_id: UUID) -> FoundDocument:
    """Return a document of a task, or raise DocumentNotFound."""
    document = await queries.find_document(session, found, document_id)
    if document is None:
        raise DocumentNotFound
    return document


async def hold_document(
    session: AsyncSession, view: TaskView, document_id: UUID, precondition: Precondition
) -> tuple[FoundTask, FoundDocument]:
    """Return a document with its task, which nobody else edits until the transaction ends.

    Raises DocumentNotFound, RoadmapNotInForce, or what the precondition raises.
    """
    await get_document(session, view.found, document_id)
    found = await hold_task(session, view)
    document = await get_document(session, found, document_id)
    precondition.require(document.document.version)
    return found, document
