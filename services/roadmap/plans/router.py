"""Plans over HTTP: a file in; out comes what was read, or a draft of a roadmap."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from typing import Annotated, Any, Literal

from fastapi import APIRouter, Depends, Query, Request, Response, status

from services.roadmap.plans import use_cases
from services.roadmap.plans.access import CanWrite
from services.roadmap.plans.errors import PlanFaulty, PlanFormUnsupported, PlanNotFound, PlanTooLong
from services.roadmap.plans.schemas import PlanPreview, PlanTarget
from services.roadmap.roadmaps.access import get_visible_municipality, get_visible_roadmap
from services.roadmap.roadmaps.errors import PlanYearRefused
from services.roadmap.roadmaps.schemas import RoadmapDrafted
from services.roadmap.roadmaps.use_cases import describe_draft, read_plan_year
from shared.access.visibility import TerritoryNotFound
from shared.documents.docx_writer import DOCX_MEDIA_TYPE
from shared.files.rows import TableUnreadable
from shared.files.unpacked import WorkbooksBusy
from shared.files.xlsx_reader import XLSX_MEDIA_TYPE
from shared.filing.errors import DigestMismatch
from shared.filing.router import ContentDigest, read_digest
from shared.http.body_limit import allow_document_body
from shared.http.idempotency import StreamedIdempotency
from shared.http.preconditions import format_etag
from shared.http.problems import problems
from shared.http.session import Session
from shared.imports.router import PROBLEMS_OF_REPEATING, spool_body
from shared.reference.school_codes import SCHOOL_CODE_PATTERN, canonical_school_code
from shared.terms import PlanYear

router = APIRouter(prefix="/plans", tags=["plans"])

_BINARY = {"type": "string", "format": "binary"}
_EXAMPLE = "№,Наименование мероприятия,Сроки,Ответственные,Результат\n1,Анализ,Январь 2023,МБУ «МЦ»,Справка\n"
_BODY: dict[str, Any] = {
    "requestBody": {
        "required": True,
        "description": "The file itself, no form: CSV (UTF-8, commas), XLSX or DOCX, by default up to 20 MiB. Words of "
        "the header say what a column holds: № п/п, Наименование мероприятия, Сроки, Ответственные, Результат.",
        "content": {
            XLSX_MEDIA_TYPE: {"schema": _BINARY},
            DOCX_MEDIA_TYPE: {"schema": _BINARY},
            # Generators of clients take the last one where they cannot choose.
            "text/csv": {"schema": _BINARY, "example": _EXAMPLE},
        },
    }
}
_OF_FILES = (
    *(PlanFormUnsupported, PlanNotFound, PlanTooLong, TableUnreadable, WorkbooksBusy, PlanYearRefused),
    DigestMismatch,
)


def read_year(
    year: Annotated[
        str,
        Query(pattern="^[0-9]{4}(/[0-9]{4})?$", description="Year of the plan: 2022/2023 or 2023.", examples=["2023"]),
    ],
) -> PlanYear:
    """Read the year against which yearless terms are read."""
    return read_plan_year(year, "/query/year")


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file that has arrived whole, what was read from it, and its SHA-256 (hexadecimal)."""

    plan: PlanPreview
    sha256: str


async def spool_plan(
    request: Request,
    year: Annotated[PlanYear, Depends(read_year)],
    _: CanWrite,
    session: Session,
    content_digest: ContentDigest = None,
) -> AsyncIterator[ReadFile]:
    """Read the file of a caller who may draft; no database connection is held meanwhile."""
    declared = read_digest(content_digest or "")
    async with spool_body(request, session) as body:
        if declared not in {None, body.sha256}:
            raise DigestMismatch
        yield ReadFile(await use_cases.preview_plan(body.content, body.media_type, year), body.sha256)


File = Annotated[ReadFile, Depends(spool_plan, scope="function")]


def read_target(
    municipality: Annotated[str, Query(pattern="^[0-9]{8}$", description="ОКТМО.", examples=["04729000"])],
    title: Annotated[
        str, Query(min_length=1, max_length=500, description="Title of the roadmap.", examples=["План мероприятий"])
    ],
    year: Annotated[PlanYear, Depends(read_year)],
    school: Annotated[
        str | None, Query(pattern=SCHOOL_CODE_PATTERN, description="The school, where it is a school's plan.")
    ] = None,
    accept_issues: Annotated[
        Literal["yes", "no"],
        Query(description="yes: draft it in spite of issues; terms that cannot be read stay words without days."),
    ] = "no",
) -> PlanTarget:
    """Read what shall become of the plan."""
    school_code = canonical_school_code(school) if school else None
    return PlanTarget(municipality, title, year, school_code, accepts_issues=accept_issues == "yes")


@router.post("", dependencies=[Depends(allow_document_body)], openapi_extra=_BODY, responses=problems(*_OF_FILES))
async def check_plan(file: File) -> PlanPreview:
    """Read a plan of measures from a file (предпросмотр плана): terms as days, issues by row; nothing is stored."""
    return file.plan


@router.post(
    "/roadmaps",
    status_code=status.HTTP_201_CREATED,
    response_model=RoadmapDrafted,
    dependencies=[Depends(allow_document_body)],
    openapi_extra=_BODY,
    responses=problems(*_OF_FILES, TerritoryNotFound, PlanFaulty, *PROBLEMS_OF_REPEATING)
    | {
        status.HTTP_201_CREATED: {
            "headers": {
                "ETag": {"description": "Version, for `If-Match`.", "schema": {"type": "string"}},
                "Location": {"description": "Address of the roadmap.", "schema": {"type": "string"}},
            }
        }
    },
)
async def receive_plan(
    file: File,
    target: Annotated[PlanTarget, Depends(read_target)],
    principal: CanWrite,
    session: Session,
    idempotency: StreamedIdempotency,
) -> Response:
    """Draft a roadmap from a file (загрузить план): the measures that the preview of the same file shows.

    Issues refuse it unless they are accepted; a row without a title is left out then.
    """
    await idempotency.begin(file.sha256)
    municipality = await get_visible_municipality(session, principal, target.oktmo, target.school_code)
    roadmap, notes = await use_cases.receive_plan(session, file.plan, target, municipality, principal.client_id)
    found = await get_visible_roadmap(session, principal, roadmap.id)
    headers = {"Location": f"/roadmap/v1/roadmaps/{roadmap.id}", "ETag": format_etag(roadmap.version)}
    described = describe_draft(principal, found, notes)
    return await idempotency.answer(described, status=status.HTTP_201_CREATED, headers=headers)
