"""Results over HTTP."""

from fastapi import APIRouter

from services.identification.results import queries
from services.identification.results.schemas import ResultRead
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
) -> Page[ResultRead]:
    """List the results of assessment procedures (результаты оценочных процедур) of your territories."""
    page = await queries.list_results(session, principal, wanted, paging.wanted)
    return paging.answer(
        page.map(
            lambda row: ResultRead(
                school_code=row.printed_code,
                academic_year=format_academic_year(row.academic_year),
                procedure=row.procedure_code,
                participants=row.participants,
                below_threshold=row.below_threshold,
            )
        )
    )
