"""Context values over HTTP."""

from fastapi import APIRouter

from services.identification.context import queries
from services.identification.context.schemas import ContextValueRead
from services.identification.schools.access import CanRead, WantedFacts
from shared.database.paging import InvalidCursor, Page
from shared.http.pages import Paging
from shared.http.problems import problems
from shared.http.session import Session
from shared.reference.academic_years import format_academic_year

router = APIRouter(prefix="/context", tags=["context"])


@router.get("", responses=problems(InvalidCursor))
async def list_context_values(
    principal: CanRead,
    session: Session,
    paging: Paging,
    wanted: WantedFacts,
) -> Page[ContextValueRead]:
    """List the context values (контекстные показатели) of your territories."""
    page = await queries.list_context_values(session, principal, wanted, paging.wanted)
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
