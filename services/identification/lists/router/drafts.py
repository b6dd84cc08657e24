"""Drafts of lists by document: create, correct, fill, withdraw."""

from dataclasses import dataclass
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Request, Response, status
from fastapi.exceptions import RequestValidationError
from pydantic import ValidationError

from services.identification.lists import use_cases
from services.identification.lists.access import CanWrite, get_draft, require_own_territory
from services.identification.lists.errors import ListedSchoolsRefused, ListNotDraft, ListNotFound
from services.identification.lists.rules import EnteredSchool, read_codes
from services.identification.lists.schemas import ListRead, ListUpdate, ListWrite, SchoolsWrite
from shared.access.principals import InvalidTerritory
from shared.access.visibility import TerritoryNotFound
from shared.database.session import release_connection
from shared.files.rows import HeaderInvalid, TableUnreadable
from shared.files.tables import MediaTypeUnsupported
from shared.files.xlsx_reader import XLSX_MEDIA_TYPE, WorkbooksBusy
from shared.http.idempotency import IdempotencyKeyReused, JsonIdempotency, RequestInProgress
from shared.http.preconditions import IfMatch, VersionExpected, VersionOutdated, format_etag
from shared.http.problems import problems
from shared.http.session import Session
from shared.models import SchoolList

router = APIRouter(prefix="/lists")

_JSON = "application/json"
_EXAMPLE_CSV = "school_code,academic_year,category\nedu240001,2022/2023,low_results\n"
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "All schools of the list: as JSON, or as a file whose columns are school_code, academic_year, "
        "category (any other is an error; year and category must be those of the list). At most 10,000 schools.",
        "content": {
            _JSON: {"schema": SchoolsWrite.model_json_schema(), "example": {"schools": ["edu240001", "edu240002"]}},
            "text/csv": {"schema": {"type": "string"}, "example": _EXAMPLE_CSV},
            "application/x-ndjson": {
                "schema": {"type": "string"},
                "example": '{"school_code": "edu240001", "academic_year": "2022/2023", "category": "low_results"}\n',
            },
            XLSX_MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}},
        },
    }
}


@dataclass(frozen=True, slots=True)
class Body:
    """A body that has arrived whole."""

    media_type: str
    content: bytes


async def read_body(
    request: Request,
    _: CanWrite,
    session: Session,
    content_type: Annotated[str, Header(include_in_schema=False)] = "",
) -> Body:
    """Read the body of a caller who may write; no database connection is held while it arrives."""
    await release_connection(session)
    return Body(content_type, await request.body())


def answer_list(response: Response, described: ListRead) -> ListRead:
    """Return the list with its version as ETag."""
    response.headers["ETag"] = format_etag(described.version)
    return described


@router.post(
    "",
    status_code=status.HTTP_201_CREATED,
    response_model=ListRead,
    responses=problems(TerritoryNotFound, InvalidTerritory, RequestInProgress, IdempotencyKeyReused),
)
async def create_list(
    wanted: ListWrite, principal: CanWrite, session: Session, idempotency: JsonIdempotency
) -> Response:
    """Create the draft of a list by document (список по документу): ФИОКО's list of ШНОР, a regional order on ШНСУ."""
    await require_own_territory(session, principal, wanted.territory)
    school_list = await use_cases.create_list(session, wanted, principal.client_id)
    return await idempotency.answer(
        use_cases.describe_school_list(principal, school_list),
        status=status.HTTP_201_CREATED,
        headers={
            "Location": f"/identification/v1/lists/{school_list.id}",
            "ETag": format_etag(school_list.version),
        },
    )


@router.put(
    "/{list_id}",
    responses=problems(ListNotFound, ListNotDraft, VersionOutdated, VersionExpected),
)
async def update_list(  # the object, its version, its new content
    list_id: UUID, wanted: ListUpdate, principal: CanWrite, session: Session, if_match: IfMatch, response: Response
) -> ListRead:
    """Correct source and order of a draft (черновик списка)."""
    school_list = await get_draft(session, principal, list_id, if_match)
    await use_cases.update_list(session, school_list, wanted, principal.client_id)
    return answer_list(response, use_cases.describe_school_list(principal, school_list))


@router.put(
    "/{list_id}/schools",
    openapi_extra=_BODY,
    responses=problems(
        *(ListNotFound, ListNotDraft, VersionOutdated, VersionExpected),
        *(ListedSchoolsRefused, MediaTypeUnsupported, HeaderInvalid, TableUnreadable, WorkbooksBusy),
    ),
)
async def replace_schools(  # the object, its version, its new content
    list_id: UUID,
    body: Annotated[Body, Depends(read_body, scope="function")],
    principal: CanWrite,
    session: Session,
    if_match: IfMatch,
    response: Response,
) -> ListRead:
    """Put these schools on a draft instead of those on it (перечень школ целиком); one fault, and nothing is stored.

    Every fault is named: `/body/schools/3` in JSON, `/body/3/school_code` for row 3 of a file.
    """
    school_list = await get_draft(session, principal, list_id, if_match)
    await use_cases.replace_schools(session, principal, school_list, await _read_schools(school_list, body))
    return answer_list(response, use_cases.describe_school_list(principal, school_list))


@router.post(
    "/{list_id}/withdrawal",
    response_model=ListRead,
    responses=problems(
        *(ListNotFound, ListNotDraft, VersionOutdated, VersionExpected),
        *(RequestInProgress, IdempotencyKeyReused),
    ),
)
async def withdraw_list(
    list_id: UUID, principal: CanWrite, session: Session, if_match: IfMatch, idempotency: JsonIdempotency
) -> Response:
    """Withdraw a draft (отозвать черновик); it stays readable and never changes again."""
    school_list = await get_draft(session, principal, list_id, if_match)
    await use_cases.withdraw_list(session, school_list, principal.client_id)
    return await idempotency.answer(
        use_cases.describe_school_list(principal, school_list),
        status=status.HTTP_200_OK,
        headers={"ETag": format_etag(school_list.version)},
    )


async def _read_schools(school_list: SchoolList, body: Body) -> list[EnteredSchool]:
    if body.media_type.partition(";")[0].strip().lower() != _JSON:
        return await use_cases.read_file(school_list, body.media_type, body.content)
    try:
        return read_codes(SchoolsWrite.model_validate_json(body.content).schools)
    except ValidationError as error:
        findings = [{**finding, "loc": ("body", *finding["loc"])} for finding in error.errors()]
        raise RequestValidationError(findings) from error
