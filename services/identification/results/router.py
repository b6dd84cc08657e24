"""Results over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.identification.results import queries
from services.identification.results.access import CanRead
from services.identification.results.schemas import ResultRead
from shared.database.paging import InvalidCursor, Page
from shared.http.pages import Paging
from shared.http.problems import problems
from shared.http.session import Session
from shared.reference.academic_years import AcademicYearText, format_academic_year, parse_academic_year
from shared.reference.school_codes import SCHOOL_CODE_PATTERN, canonical_school_code

router = APIRouter(prefix="/results", tags=["results"])


@router.get("", responses=problems(InvalidCursor))
async def list_results(
    principal: CanRead,
    session: Session,
    paging: Paging,
    school_code: Annotated[str | None, Query(pattern=SCHOOL_CODE_PATTERN)] = None,
    academic_year: Annotated[AcademicYearText | None, Query(examples=["2021/2022"])] = None,
) -> Page[ResultRead]:
    """List the results of assessment procedures (результаты оценочных процедур) of your territories."""
    page = await queries.list_results(
        session,
        principal,
        school_code=canonical_school_code(school_code) if school_code else None,
        academic_year=parse_academic_year(academic_year) if academic_year else None,
        page=paging.wanted,
    )
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
