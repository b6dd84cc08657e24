"""The register over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from services.identification.schools import queries, use_cases
from services.identification.schools.access import CanRead
from services.identification.schools.errors import SchoolNotFound
from services.identification.schools.schemas import SchoolRead
from shared.database.paging import InvalidCursor, Page
from shared.http.pages import Paging
from shared.http.problems import problems
from shared.http.session import Session
from shared.reference.school_codes import SCHOOL_CODE_PATTERN

router = APIRouter(prefix="/schools", tags=["schools"])

Region = Annotated[str | None, Query(pattern="^[0-9]{2}$", description="Region: first two digits of the ОКТМО.")]
Municipality = Annotated[str | None, Query(pattern="^[0-9]{8}$", description="Municipality: ОКТМО, eight digits.")]
SchoolCode = Annotated[
    str, Path(pattern=SCHOOL_CODE_PATTERN, description="Kind and six digits.", examples=["edu240001"])
]


@router.get("", responses=problems(InvalidCursor))
async def list_schools(
    principal: CanRead, session: Session, paging: Paging, region: Region = None, municipality: Municipality = None
) -> Page[SchoolRead]:
    """List the schools (реестр школ) of your territories."""
    page = await queries.list_schools(session, principal, region=region, municipality=municipality, page=paging.wanted)
    return paging.answer(page.map(SchoolRead.model_validate))


@router.get("/{school_code}", responses=problems(SchoolNotFound))
async def get_school(school_code: SchoolCode, principal: CanRead, session: Session) -> SchoolRead:
    """Return one school (карточка школы)."""
    return SchoolRead.model_validate(await use_cases.get_school(session, principal, school_code))
