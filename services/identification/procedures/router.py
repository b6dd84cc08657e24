"""Procedures over HTTP: which there are, and what is known of their years."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Response

from services.identification.procedures import queries, use_cases
from services.identification.procedures.access import CanConfigure, CanRead, MayRead, list_session_actions
from services.identification.procedures.errors import ProcedureNotFound, ProcedureSessionNotFound
from services.identification.procedures.schemas import (
    ProcedureDetails,
    ProcedureRead,
    ProcedureSessionRead,
    ProcedureSessionWrite,
)
from shared.access.errors import EverywhereMissing
from shared.changes import list_changes
from shared.database.paging import InvalidCursor, Page
from shared.http.academic_years import InvalidAcademicYear, YearInPath
from shared.http.changes import ChangeRead
from shared.http.pages import Paging
from shared.http.preconditions import IfMatch, VersionExpected, VersionOutdated, format_etag
from shared.http.problems import problems
from shared.http.session import Session

router = APIRouter(prefix="/procedures", tags=["procedures"])

Code = Annotated[str, Path(pattern="^[a-z0-9-]{1,60}$", description="Code.", examples=["vpr-math-5"])]


def _read_session_key(procedure_code: Code, academic_year: YearInPath) -> tuple[str, int]:
    return procedure_code, academic_year


SessionKey = Annotated[tuple[str, int], Depends(_read_session_key)]
"""Procedure and the calendar year in which the academic year begins."""


@router.get("", dependencies=[MayRead], responses=problems(InvalidCursor))
async def list_procedures(session: Session, paging: Paging) -> Page[ProcedureRead]:
    """List the assessment procedures (оценочные процедуры)."""
    page = await queries.list_procedures(session, paging.wanted)
    return paging.answer(page.map(ProcedureRead.model_validate))


@router.get("/{procedure_code}", responses=problems(ProcedureNotFound))
async def get_procedure(procedure_code: Code, principal: CanRead, session: Session) -> ProcedureDetails:
    """Return a procedure (оценочная процедура) with what is known of its years."""
    procedure = await use_cases.get_procedure(session, procedure_code)
    return await use_cases.describe_procedure(session, procedure, list_session_actions(principal))


@router.get("/{procedure_code}/sessions", responses=problems(ProcedureNotFound, InvalidCursor))
async def list_procedure_sessions(
    procedure_code: Code, principal: CanRead, session: Session, paging: Paging
) -> Page[ProcedureSessionRead]:
    """List what is known of a procedure by year (сеансы процедуры); a year without an entry is taken as held."""
    procedure = await use_cases.get_procedure(session, procedure_code)
    page = await queries.list_sessions(session, procedure.code, paging.wanted)
    actions = list_session_actions(principal)
    return paging.answer(page.map(lambda found: use_cases.describe_session(found, actions)))


@router.get(
    "/{procedure_code}/sessions/{academic_year}",
    responses=problems(ProcedureNotFound, ProcedureSessionNotFound, InvalidAcademicYear),
)
async def get_procedure_session(
    procedure_code: Code, academic_year: YearInPath, principal: CanRead, session: Session, response: Response
) -> ProcedureSessionRead:
    """Return what is known of a procedure in a year (сеанс процедуры): held or not, days, minimum."""
    found = await use_cases.get_procedure_session(session, procedure_code, academic_year)
    response.headers["ETag"] = format_etag(found.version)
    return use_cases.describe_session(found, list_session_actions(principal))


@router.put(
    "/{procedure_code}/sessions/{academic_year}",  # noqa: FAST003  # both are read into the key
    responses=problems(ProcedureNotFound, EverywhereMissing, InvalidAcademicYear, VersionOutdated, VersionExpected),
)
async def update_procedure_session(
    key: SessionKey,
    wanted: ProcedureSessionWrite,
    principal: CanConfigure,
    session: Session,
    precondition: IfMatch,
    response: Response,
) -> ProcedureSessionRead:
    """Record what is known of a procedure in a year (сеанс процедуры); for federal keys only: it holds for all.

    Runs take it up from the next one on; what runs said before stays. `If-Match` is required once there is an entry.
    A newer build of the product never overwrites what is recorded here.
    """
    found = await use_cases.update_procedure_session(session, key, wanted, precondition, principal.client_id)
    response.headers["ETag"] = format_etag(found.version)
    return use_cases.describe_session(found, list_session_actions(principal))


@router.get(
    "/{procedure_code}/sessions/{academic_year}/changes",
    dependencies=[MayRead],
    responses=problems(ProcedureNotFound, ProcedureSessionNotFound, InvalidAcademicYear, InvalidCursor),
)
async def list_procedure_session_changes(
    procedure_code: Code, academic_year: YearInPath, session: Session, paging: Paging
) -> Page[ChangeRead]:
    """List who recorded what of a procedure in a year (журнал изменений), latest first."""
    await use_cases.get_procedure_session(session, procedure_code, academic_year)
    key = use_cases.name_session(procedure_code, academic_year)
    page = await list_changes(session, use_cases.SESSION, key, paging.wanted)
    return paging.answer(page.map(ChangeRead.model_validate))
