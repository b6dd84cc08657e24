"""How tasks and their documents are answered."""

from typing import Any
from uuid import UUID

from fastapi import Response, status

from services.roadmap.tasks import use_cases
from services.roadmap.tasks.access import TaskView, get_visible_task
from services.roadmap.tasks.queries import FoundDocument
from services.roadmap.tasks.schemas import TaskDetails, TaskDocument
from shared.http.idempotency import Idempotency
from shared.http.preconditions import format_etag
from shared.http.session import Session

ETAG: dict[int | str, dict[str, Any]] = {
    status.HTTP_200_OK: {"headers": {"ETag": {"description": "Version, for `If-Match`.", "schema": {"type": "string"}}}}
}


async def answer_task(session: Session, view: TaskView, response: Response) -> TaskDetails:
    """Return a task with its version as ETag."""
    details = await use_cases.show_task(session, view.principal, view.found)
    response.headers["ETag"] = format_etag(details.version)
    return details


async def answer_task_once(session: Session, view: TaskView, idempotency: Idempotency) -> Response:
    """Return a task as it is after the edit, as the answer kept under the request's key."""
    found = await get_visible_task(session, view.principal, view.found.task.id)
    details = await use_cases.show_task(session, view.principal, found)
    headers = {"ETag": format_etag(details.version)}
    return await idempotency.answer(details, status=status.HTTP_200_OK, headers=headers)


def answer_document(found: FoundDocument, response: Response) -> TaskDocument:
    """Return a document with its version as ETag."""
    described = use_cases.describe_document(found)
    response.headers["ETag"] = format_etag(described.version)
    return described


def locate_document(task_id: UUID, document_id: UUID) -> str:
    """Return the address of a document."""
    return f"/roadmap/v1/tasks/{task_id}/documents/{document_id}"
