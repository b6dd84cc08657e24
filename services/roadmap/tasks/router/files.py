"""Files of the documents of tasks: checked while they arrive, stored before the row, sent as attachments."""

from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response
from fastapi.responses import StreamingResponse

from services.roadmap.tasks import use_cases
from services.roadmap.tasks.access import VisibleTask, WrittenTask, get_document, hold_document
from services.roadmap.tasks.errors import DocumentNotFound, FileNotKept, RoadmapNotInForce, TaskNotFound, TaskNotOpen
from services.roadmap.tasks.router.answering import ETAG, answer_document
from services.roadmap.tasks.schemas import TaskDocument
from shared.filing.errors import FileNotAttached
from shared.filing.router import ANSWERS_OF_FILES, FILE_BODY, PROBLEMS_OF_SENDING, Sent, answer_file, receive_file
from shared.filing.schemas import ArrivedFile
from shared.filing.use_cases import describe_file
from shared.http.body_limit import allow_document_body
from shared.http.preconditions import IfMatch, VersionExpected, VersionOutdated
from shared.http.problems import problems
from shared.http.session import Session
from shared.http.storage import Storage

router = APIRouter(prefix="/tasks/{task_id}/documents/{document_id}/file")


async def spool_document_file(
    request: Request,
    view: WrittenTask,
    document_id: UUID,
    sent: Sent,
    session: Session,
    if_match: IfMatch,
) -> AsyncIterator[ArrivedFile]:
    """Take in and store a file for a document that its sender may change; no connection is held meanwhile."""
    found, document = await hold_document(session, view, document_id, if_match)
    use_cases.require_keepable(found, document.document)
    async with receive_file(request, session, found.task.municipality_id, sent) as file:
        yield file


@router.put(
    "",
    dependencies=[Depends(allow_document_body)],
    openapi_extra=FILE_BODY,
    responses=problems(
        *(TaskNotFound, DocumentNotFound, RoadmapNotInForce, TaskNotOpen, FileNotKept),
        *(*PROBLEMS_OF_SENDING, VersionOutdated, VersionExpected),
    )
    | ETAG,
)
async def replace_document_file(
    view: WrittenTask,
    document_id: UUID,
    file: Annotated[ArrivedFile, Depends(spool_document_file, scope="function")],
    session: Session,
    if_match: IfMatch,
    response: Response,
) -> TaskDocument:
    """Send the file of a document (приложить файл), or another one instead while the task is unfinished.

    The same content is stored once, however often it is sent. Files of documents that name pupils or teachers are
    refused (B58).
    """
    # Another transaction than the one that let the file in: everything is checked again.
    found, document = await hold_document(session, view, document_id, if_match)
    filed = await use_cases.replace_file(session, found, document.document, file, view.principal.client_id)
    return answer_document(filed, response)


@router.get(
    "",
    response_class=StreamingResponse,
    responses=problems(TaskNotFound, DocumentNotFound, FileNotAttached) | ANSWERS_OF_FILES,
)
async def get_document_file(
    view: VisibleTask, document_id: UUID, session: Session, storage: Storage
) -> StreamingResponse:
    """Return the file of a document (файл документа), as an attachment, with the type that was checked."""
    found = await get_document(session, view.found, document_id)
    file = describe_file(found.document.file_name, found.file)
    return await answer_file(session, storage, view.found.task.municipality_id, file)
