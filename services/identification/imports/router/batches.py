"""Batches over HTTP: rows as JSON, on the same way in as files."""

from collections.abc import Sequence
from typing import Any

from fastapi import APIRouter, Response, status
from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.imports import use_cases
from services.identification.imports.access import CanImport
from services.identification.imports.router.terms import TermsWithSums
from services.identification.imports.schemas import ContextBatch, Dataset, ReceiptRead, ResultBatch, SchoolBatch
from shared.http.body_limit import BatchRoute
from shared.http.idempotency import Idempotency, JsonIdempotency
from shared.http.schemas import RequestModel
from shared.http.session import Session
from shared.imports.router import PROBLEMS_OF_TERMS, Terms
from shared.imports.schemas import ImportTerms
from shared.imports.use_cases import ImportBatch

router = APIRouter(route_class=BatchRoute)


_ANSWERS: dict[int | str, dict[str, Any]] = {
    **PROBLEMS_OF_TERMS,
    status.HTTP_202_ACCEPTED: {
        "headers": {"Location": {"description": "Address of the receipt.", "schema": {"type": "string"}}}
    },
}


@router.put("/schools", status_code=status.HTTP_202_ACCEPTED, response_model=ReceiptRead, responses=_ANSWERS)
async def receive_schools(
    batch: SchoolBatch, terms: Terms, _: CanImport, session: Session, idempotency: JsonIdempotency
) -> Response:
    """Store schools (реестр школ), at most 10,000 in one request; a job merges them as it does those of a file."""
    return await _receive(session, idempotency, terms, Dataset.schools, batch.rows)


@router.put("/results", status_code=status.HTTP_202_ACCEPTED, response_model=ReceiptRead, responses=_ANSWERS)
async def receive_results(
    batch: ResultBatch, terms: TermsWithSums, _: CanImport, session: Session, idempotency: JsonIdempotency
) -> Response:
    """Store results (результаты оценочных процедур), at most 10,000; a job merges them as it does those of a file."""
    return await _receive(session, idempotency, terms, Dataset.results, batch.rows)


@router.put("/context", status_code=status.HTTP_202_ACCEPTED, response_model=ReceiptRead, responses=_ANSWERS)
async def receive_context_values(
    batch: ContextBatch, terms: Terms, _: CanImport, session: Session, idempotency: JsonIdempotency
) -> Response:
    """Store context values (контекстные показатели), at most 10,000; a job merges them as it does those of a file."""
    return await _receive(session, idempotency, terms, Dataset.context, batch.rows)


async def _receive(
    session: AsyncSession, idempotency: Idempotency, terms: ImportTerms, dataset: Dataset, rows: Sequence[RequestModel]
) -> Response:
    batch = ImportBatch(dataset, rows, size_bytes=len(await idempotency.request.body()))
    receipt = await use_cases.receive_batch(session, batch, idempotency.principal.client_id, terms)
    return await idempotency.answer(
        await use_cases.describe_receipt(session, receipt),
        status=status.HTTP_202_ACCEPTED,
        headers={"Location": f"/identification/v1/imports/{receipt.id}"},
    )
