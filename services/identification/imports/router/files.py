"""Files over HTTP: read while they arrive, staged before the answer."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request, Response, status

from services.identification.imports import use_cases
from services.identification.imports.access import CanImport
from services.identification.imports.errors import TotalNotOfDataset
from services.identification.imports.router.terms import TermsWithSums
from services.identification.imports.schemas import Dataset, ReceiptRead
from shared.http.body_limit import allow_import_body
from shared.http.idempotency import StreamedIdempotency
from shared.http.problems import problems
from shared.http.session import Session
from shared.imports.router import PROBLEMS_OF_FILES, PROBLEMS_OF_REPEATING, describe_file_body, spool_body
from shared.imports.use_cases import ImportFile

router = APIRouter(prefix="/imports")

_EXAMPLE_CSV = "school_code,academic_year,procedure,participants,below_threshold\nedu240001,2021/2022,vpr-math-5,20,6\n"
_EXAMPLE_NDJSON = (
    '{"school_code": "edu240001", "academic_year": "2021/2022", "procedure": "vpr-math-5", '
    '"participants": 20, "below_threshold": 6}\n'
)


@dataclass(frozen=True, slots=True)
class SpooledFile:
    """A file that has arrived whole, and the SHA-256 of its content (hexadecimal)."""

    file: ImportFile
    sha256: str


async def spool_file(
    request: Request,
    dataset: Annotated[Dataset, Query(description="What the file holds.", examples=[Dataset.results])],
    _: CanImport,
    session: Session,
) -> AsyncIterator[SpooledFile]:
    """Read the body of a caller who may import; no database connection is held while it arrives."""
    async with spool_body(request, session) as body:
        yield SpooledFile(ImportFile(dataset, body.media_type, body.content, body.size_bytes), body.sha256)


@router.post(
    "",
    status_code=status.HTTP_202_ACCEPTED,
    response_model=ReceiptRead,
    dependencies=[Depends(allow_import_body)],
    openapi_extra=describe_file_body("those of the dataset", _EXAMPLE_CSV, _EXAMPLE_NDJSON),
    responses=problems(*PROBLEMS_OF_FILES, TotalNotOfDataset, *PROBLEMS_OF_REPEATING),
)
async def receive_import(
    spooled: Annotated[SpooledFile, Depends(spool_file, scope="function")],
    terms: TermsWithSums,
    principal: CanImport,
    session: Session,
    idempotency: StreamedIdempotency,
) -> Response:
    """Take in a file of schools, results or context values (загрузка); rows are validated and merged by a job.

    Sums of participants and of those below the threshold can be declared for results only.
    """
    await idempotency.begin(spooled.sha256)
    receipt = await use_cases.receive_import(session, spooled.file, principal.client_id, terms)
    return await idempotency.answer(
        await use_cases.describe_receipt(session, receipt),
        status=status.HTTP_202_ACCEPTED,
        headers={"Location": f"/identification/v1/imports/{receipt.id}"},
    )
