"""The register over HTTP."""

from typing import Annotated, Any

from fastapi import APIRouter, Path, Response, status

from services.identification.schools import queries, use_cases
from services.identification.schools.access import CanRead, CanWrite, WantedSchools
from services.identification.schools.errors import (
    MunicipalityNotFound,
    SchoolMoveUnsupported,
    SchoolNotFound,
    SchoolNotYours,
    SuccessorRefused,
)
from services.identification.schools.schemas import SchoolRead, SchoolVersionRead, SchoolWrite
from shared.access.principals import Principal
from shared.database.paging import InvalidCursor, Page
from shared.http.pages import Paging
from shared.http.preconditions import IfMatch, VersionExpected, VersionOutdated, format_etag
from shared.http.problems import problems
from shared.http.session import Session
from shared.reference.school_codes import SCHOOL_CODE_PATTERN

router = APIRouter(prefix="/schools", tags=["schools"])

SchoolCode = Annotated[
    str, Path(pattern=SCHOOL_CODE_PATTERN, description="Kind and six digits.", examples=["edu240001"])
]
_ETAG = {"ETag": {"description": "The version; send it as If-Match to edit it.", "schema": {"type": "string"}}}
_LOCATION = {"Location": {"description": "Address of the school.", "schema": {"type": "string"}}}
_READ: dict[int | str, dict[str, Any]] = {status.HTTP_200_OK: {"headers": _ETAG}}
_CREATED: dict[int | str, dict[str, Any]] = {
    status.HTTP_201_CREATED: {"model": SchoolRead, "description": "The school is new.", "headers": _ETAG | _LOCATION}
}


@router.get("", responses=problems(InvalidCursor))
async def list_schools(principal: CanRead, session: Session, paging: Paging, wanted: WantedSchools) -> Page[SchoolRead]:
    """List the schools (реестр школ) of your territories."""
    page = await queries.list_schools(session, principal, wanted, paging.wanted)
    return paging.answer(page.map(lambda school: use_cases.describe_school(principal, school)))


@router.get("/{school_code}", responses=problems(SchoolNotFound) | _READ)
async def get_school(school_code: SchoolCode, principal: CanRead, session: Session, response: Response) -> SchoolRead:
    """Return one school (карточка школы) with its version as ETag."""
    return _answer(response, principal, await use_cases.get_school(session, principal, school_code))


@router.put(
    "/{school_code}",
    responses=problems(
        MunicipalityNotFound,
        SchoolNotFound,
        SchoolNotYours,
        SchoolMoveUnsupported,
        SuccessorRefused,
        VersionExpected,
        VersionOutdated,
    )
    | _READ
    | _CREATED,
)
async def save_school(
    school_code: SchoolCode,
    wanted: SchoolWrite,
    principal: CanWrite,
    session: Session,
    if_match: IfMatch,
    response: Response,
) -> SchoolRead:
    """Enter a school into the register (внести школу), or replace what it says of one.

    A school that is there needs If-Match. What you leave out becomes unknown; what is there already makes no new
    version. Its municipality cannot change.
    """
    if await use_cases.save_school(session, principal, school_code, wanted, if_match):
        response.status_code = status.HTTP_201_CREATED
        response.headers["Location"] = f"/identification/v1/schools/{school_code}"
    return _answer(response, principal, await use_cases.get_school(session, principal, school_code))


@router.get("/{school_code}/history", responses=problems(SchoolNotFound, InvalidCursor))
async def list_school_versions(
    school_code: SchoolCode, principal: CanRead, session: Session, paging: Paging
) -> Page[SchoolVersionRead]:
    """List the versions of a school (история записи), latest first: what changed, when and by whom."""
    page = await use_cases.list_school_versions(session, principal, school_code, paging.wanted)
    return paging.answer(page.map(SchoolVersionRead.model_validate))


def _answer(response: Response, principal: Principal, school: use_cases.SchoolRow) -> SchoolRead:
    """Return the school and say its version in the header."""
    response.headers["ETag"] = format_etag(school.version)
    return use_cases.describe_school(principal, school)
