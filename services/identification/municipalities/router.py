"""Municipalities over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Query

from services.identification.municipalities import queries
from services.identification.municipalities.schemas import MunicipalityRead
from services.identification.schools.access import CanRead
from shared.database.paging import InvalidCursor, Page
from shared.http.pages import Paging
from shared.http.problems import problems
from shared.http.session import Session

router = APIRouter(prefix="/municipalities", tags=["municipalities"])


@router.get("", responses=problems(InvalidCursor))
async def list_municipalities(
    principal: CanRead,
    session: Session,
    paging: Paging,
    region: Annotated[str | None, Query(pattern="^[0-9]{2}$", description="First two digits of the ОКТМО.")] = None,
) -> Page[MunicipalityRead]:
    """List the municipalities (муниципалитеты) of your territories; a key of one school sees none as a whole."""
    page = await queries.list_municipalities(session, principal, region, paging.wanted)
    return paging.answer(page.map(MunicipalityRead.model_validate))
