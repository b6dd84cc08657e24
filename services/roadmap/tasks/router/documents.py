"""Documents of tasks come in, are corrected and withdrawn."""

from uuid import UUID

from fastapi import APIRouter, Response, status

from services.roadmap.tasks import use_cases
from services.roadmap.tasks.access import VisibleTask, WrittenTask, get_document, hold_document, hold_task
from services.roadmap.tasks.errors import (
    DocumentNotFound,
    DocumentRefused,
    FileNotKept,
    RoadmapNotInForce,
    TaskNotFound,
    TaskNotOpen,
)
from services.roadmap.tasks.router.answering import ETAG, answer_document, locate_document
from services.roadmap.tasks.schemas import DocumentWrite, TaskDocument
from shared.http.idempotency import IdempotencyKeyReused, JsonIdempotency, RequestInProgress
from shared.http.preconditions import IfMatch, VersionExpected, VersionOutdated, format_etag
from shared.http.problems import problems
from shared.http.session import Session

router = APIRouter(prefix="/tasks/{task_id}/documents")
_EDITED = (TaskNotFound, DocumentNotFound, RoadmapNotInForce, TaskNotOpen, VersionOutdated, VersionExpected)


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=TaskDocument,
    responses=problems(
        *(TaskNotFound, RoadmapNotInForce, TaskNotOpen, DocumentRefused, RequestInProgress, IdempotencyKeyReused)
    ),
)
async def attach_document(
    view: WrittenTask, wanted: DocumentWrite, session: Session, idempotency: JsonIdempotency
) -> Response:
    """Attach a document to a task (приложить документ); its file follows by `PUT …/file`.

    It confirms the task once it has number and date, a link or a file. Of what is done it is added to the rest.
    """
    found = await hold_task(session, view)
    attached = await use_cases.attach_document(session, found, wanted, view.principal.client_id)
    described = use_cases.describe_document(await get_document(session, found, attached.id))
    headers = {"Location": locate_document(found.task.id, attached.id), "ETag": format_etag(described.version)}
    return await idempotency.answer(described, status=status.HTTP_201_CREATED, headers=headers)


@router.get("/{document_id}", responses=problems(TaskNotFound, DocumentNotFound) | ETAG)
async def get_task_document(view: VisibleTask, document_id: UUID, session: Session, response: Response) -> TaskDocument:
    """Return a document of a task (документ) with its version as ETag."""
    return answer_document(await get_document(session, view.found, document_id), response)


@router.put("/{document_id}", responses=problems(*_EDITED, DocumentRefused, FileNotKept) | ETAG)
async def update_document(
    view: WrittenTask,
    document_id: UUID,
    wanted: DocumentWrite,
    session: Session,
    if_match: IfMatch,
    response: Response,
) -> TaskDocument:
    """Correct a document of an unfinished task (исправить реквизиты)."""
    found, document = await hold_document(session, view, document_id, if_match)
    await use_cases.update_document(session, found, document.document, wanted, view.principal.client_id)
    return answer_document(await get_document(session, found, document_id), response)


@router.delete("/{document_id}", status_code=status.HTTP_204_NO_CONTENT, responses=problems(*_EDITED))
async def withdraw_document(view: WrittenTask, document_id: UUID, session: Session, if_match: IfMatch) -> None:
    """Withdraw a document of an unfinished task (отозвать документ); it is kept, but shown and counted no more."""
    found, document = await hold_document(session, view, document_id, if_match)
    await use_cases.withdraw_document(session, found, document.document, view.principal.client_id)
