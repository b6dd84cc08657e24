"""Context values over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.identification.context import queries
from services.identification.context.schemas import ContextValueRead, ContextValueVersionRead
from services.identification.results.access import KnownAt, WantedFact
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
    known_at: KnownAt = None,
) -> Page[ContextValueRead]:
    """List the context values (контекстные показатели) of your territories."""
    page = await queries.list_context_values(session, principal, wanted, known_at, paging.wanted)
    return paging.answer(
        page.map(
            lambda row: ContextValueRead(
                school_code=row.printed_code,
                academic_year=format_academic_year(row.academic_year),
                element=row.element_code,
                answer=row.answer,
                numerator=row.numerator,
                denominator=row.denominator,
                as_of=row.as_of,
                receipt_id=row.receipt_id,
            )
        )
    )


@router.get("/history", responses=problems(InvalidCursor))
async def list_context_value_versions(
    principal: CanRead,
    session: Session,
    paging: Paging,
    wanted: WantedFact,
    element: Annotated[str, Query(max_length=64, examples=["internet"])],
) -> Page[ContextValueVersionRead]:
    """List what one context value has said over time (история показателя), latest first, each with its receipt."""
    key = wanted | {"element_code": element}
    page = await queries.list_context_value_versions(session, principal, key, paging.wanted)
    return paging.answer(page.map(ContextValueVersionRead.model_validate))
