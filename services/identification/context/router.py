"""Context values over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.identification.context import queries
from services.identification.context.access import CanRead
from services.identification.context.schemas import ContextValueRead
from shared.database.paging import InvalidCursor, Page
from shared.http.pages import Paging
from shared.http.problems import problems
from shared.http.session import Session
from shared.reference.academic_years import AcademicYearText, format_academic_year, parse_academic_year
from shared.reference.school_codes import SCHOOL_CODE_PATTERN, canonical_school_code

router = APIRouter(prefix="/context", tags=["context"])


@router.get("", responses=problems(InvalidCursor))
async def list_context_values(
    principal: CanRead,
    session: Session,
    paging: Paging,
    school_code: Annotated[str | None, Query(pattern=SCHOOL_CODE_PATTERN)] = None,
    academic_year: Annotated[AcademicYearText | None, Query(examples=["2022/2023"])] = None,
) -> Page[ContextValueRead]:
    """List the context values (контекстные показатели) of your territories."""
    page = await queries.list_context_values(
        session,
        principal,
        school_code=canonical_school_code(school_code) if school_code else None,
        academic_year=parse_academic_year(academic_year) if academic_year else None,
        page=paging.wanted,
    )
    return paging.answer(
        page.map(
            lambda row: ContextValueRead(
                school_code=row.printed_code,
                academic_year=format_academic_year(row.academic_year),
                element=row.element_code,
                answer=row.answer,
                numerator=row.numerator,
                denominator=row.denominator,
            )
        )
    )
