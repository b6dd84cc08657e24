"""Files over HTTP: the answers of a whole municipality, staged before the reply."""

from collections.abc import AsyncIterator
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request, Response, status

from services.monitoring.campaigns.errors import CampaignNotFound, CampaignNotYours
from services.monitoring.imports import use_cases
from services.monitoring.imports.access import CanWrite, get_own_campaign
from services.monitoring.imports.router.asking import Asked
from services.monitoring.imports.schemas import SUBMIT, Dataset, ReceiptRead
from services.monitoring.submissions.errors import AnswersClosed
from shared.http.body_limit import allow_import_body
from shared.http.idempotency import StreamedIdempotency
from shared.http.problems import problems
from shared.http.session import Session
from shared.imports.router import (
    PROBLEMS_OF_FILES,
    PROBLEMS_OF_REPEATING,
    SpooledBody,
    describe_file_body,
    spool_body,
)
from shared.imports.use_cases import ImportFile, Sending, Subject

router = APIRouter(prefix="/campaigns")

_EXAMPLE_CSV = (
    "level,code,element,answer,numerator,denominator,comment\n"
    "school,edu240001,s-2.4.1,,12,40,\n"
    "school,edu240001,s-2.4.6,no,,,\n"
    "municipality,04729000,m-2.4.1,yes,,,\n"
)
_EXAMPLE_NDJSON = (
    '{"level": "school", "code": "edu240001", "element": "s-2.4.1", "answer": null, "numerator": 12, '
    '"denominator": 40}\n'
)
_COLUMNS = "level, code, element, answer, numerator, denominator and, if wanted, comment"


async def spool_values(request: Request, _: CanWrite, session: Session) -> AsyncIterator[SpooledBody]:
    """Read the body of a caller who may answer; no database connection is held while it arrives."""
    async with spool_body(request, session) as body:
        yield body


@router.post(
    "/{campaign_id}/values",
    status_code=status.HTTP_202_ACCEPTED,
    response_model=ReceiptRead,
    dependencies=[Depends(allow_import_body)],
    openapi_extra=describe_file_body(_COLUMNS, _EXAMPLE_CSV, _EXAMPLE_NDJSON),
    responses=problems(
        *(CampaignNotFound, CampaignNotYours, AnswersClosed, *PROBLEMS_OF_FILES, *PROBLEMS_OF_REPEATING)
    ),
)
async def receive_values(
    campaign_id: UUID,
    body: Annotated[SpooledBody, Depends(spool_values, scope="function")],
    asked: Asked,
    principal: CanWrite,
    session: Session,
    idempotency: StreamedIdempotency,
) -> Response:
    """Fill in the forms of a whole campaign from a file (массовый ввод); rows are validated and merged by a job.

    Elements that the file does not name stay as they are. Forms that were submitted before are not touched.
    """
    campaign = await get_own_campaign(session, principal, campaign_id)
    await idempotency.begin(body.sha256)
    file = ImportFile(Dataset.values, body.media_type, body.content, body.size_bytes)
    subject = Subject(campaign.municipality_id, campaign.id)
    sending = Sending(principal.client_id, asked.terms, subject, {SUBMIT: asked.submitting})
    receipt = await use_cases.receive_values(session, campaign, file, sending)
    return await idempotency.answer(
        await use_cases.describe_receipt(session, receipt),
        status=status.HTTP_202_ACCEPTED,
        headers={"Location": f"/monitoring/v1/imports/{receipt.id}"},
    )
