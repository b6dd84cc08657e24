"""Results over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.identification.results import queries
from services.identification.results.access import KnownAt, WantedFact
from services.identification.results.schemas import ResultRead, ResultVersionRead
from services.identification.schools.access import CanRead, WantedFacts
from shared.database.paging import InvalidCursor, Page
from shared.http.pages import Paging
from shared.http.problems import problems
from shared.http.session import Session
from shared.reference.academic_years import format_academic_year

router = APIRouter(prefix="/results", tags=["results"])


@router.get("", responses=problems(InvalidCursor))
async def list_results(
    principal: CanRead,
    session: Session,
    paging: Paging,
    wanted: WantedFacts,
    known_at: KnownAt = None,
) -> Page[ResultRead]:
    """List the results of assessment procedures (результаты оценочных процедур) of your territories."""
    page = await queries.list_results(session, principal, wanted, known_at, paging.wanted)
    return paging.answer(
        page.map(
            lambda row: ResultRead(
                school_code=row.printed_code,
                academic_year=format_academic_year(row.academic_year),
                procedure=row.procedure_code,
                participants=row.participants,
                below_threshold=row.below_threshold,
                as_of=row.as_of,
                receipt_id=row.receipt_id,
            )
        )
    )


@router.get("/history", responses=problems(InvalidCursor))
async def list_result_versions(
    principal: CanRead,
    session: Session,
    paging: Paging,
    wanted: WantedFact,
    procedure: Annotated[str, Query(max_length=64, examples=["vpr-math-5"])],
) -> Page[ResultVersionRead]:
    """List what one result has said over time (история результата), latest first, each version with its receipt."""
    key = wanted | {"procedure_code": procedure}
    page = await queries.list_result_versions(session, principal, key, paging.wanted)
    return paging.answer(page.map(ResultVersionRead.model_validate))
