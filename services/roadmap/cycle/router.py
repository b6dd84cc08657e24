"""The management cycle over HTTP: as a resource, and as a file to hand in."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Annotated, Any

from fastapi import APIRouter, Depends, Query, Response, status

from services.roadmap.cycle import use_cases
from services.roadmap.cycle.access import CanRead, get_visible_municipality
from services.roadmap.cycle.errors import CycleNotFound
from services.roadmap.cycle.schemas import CycleRead
from shared.access.visibility import TerritoryNotFound
from shared.documents.docx_writer import DOCX_MEDIA_TYPE
from shared.documents.html_writer import HTML_MEDIA_TYPE
from shared.http.problems import problems
from shared.http.session import Session
from shared.reference.academic_years import AcademicYearText, parse_academic_year

router = APIRouter(prefix="/cycle", tags=["cycle"])


class CycleFormat(StrEnum):
    """A form in which a cycle is read outside the product."""

    docx = "docx"
    html = "html"


_MEDIA_TYPES = {CycleFormat.docx: DOCX_MEDIA_TYPE, CycleFormat.html: HTML_MEDIA_TYPE}
_FILE: dict[int | str, dict[str, Any]] = {
    status.HTTP_200_OK: {
        "content": {
            DOCX_MEDIA_TYPE: {"schema": {"type": "string", "format": "binary"}, "example": "PK…"},
            HTML_MEDIA_TYPE: {"schema": {"type": "string"}, "example": "<!DOCTYPE html>…"},
        }
    }
}


@dataclass(frozen=True, slots=True)
class WantedCycle:
    """Whose cycle, of which year, by which programme."""

    municipality: str
    academic_year: int
    pack: str


def read_wanted_cycle(
    municipality: Annotated[
        str, Query(pattern="^[0-9]{8}$", description="ОКТМО, eight digits.", examples=["04729000"])
    ],
    academic_year: Annotated[AcademicYearText, Query(description="The academic year.", examples=["2022/2023"])],
    pack: Annotated[
        str,
        Query(
            pattern="^[a-z][a-z0-9-]{0,59}$",
            description="The programme (программа) whose cycle is followed; it need not be the municipality's own.",
            examples=["municipal-cycle"],
        ),
    ],
) -> WantedCycle:
    """Read which cycle is wanted."""
    return WantedCycle(municipality, parse_academic_year(academic_year), pack)


Wanted = Annotated[WantedCycle, Depends(read_wanted_cycle)]


@router.get("", responses=problems(TerritoryNotFound, CycleNotFound))
async def show_cycle(principal: CanRead, session: Session, wanted: Wanted) -> CycleRead:
    """Show which stages of the management cycle (управленческий цикл) are evidenced, by what, and what is missing."""
    municipality = await get_visible_municipality(session, principal, wanted.municipality)
    return await use_cases.show_cycle(session, municipality, wanted.pack, wanted.academic_year)


@router.get("/document", response_class=Response, responses=problems(TerritoryNotFound, CycleNotFound) | _FILE)
async def show_cycle_document(
    principal: CanRead,
    session: Session,
    wanted: Wanted,
    file_format: Annotated[CycleFormat, Query(alias="format", description="docx for printing, html for the web.")],
) -> Response:
    """Show the cycle as the table that a department hands in (таблица управленческого цикла)."""
    municipality = await get_visible_municipality(session, principal, wanted.municipality)
    content = await use_cases.show_cycle_document(
        session, municipality, wanted.pack, wanted.academic_year, file_format.value
    )
    # Never shown inside the product's own address: people wrote what stands in it.
    name = f"cycle-{wanted.municipality}-{wanted.academic_year}.{file_format.value}"
    headers = {"Content-Disposition": f'attachment; filename="{name}"'}
    return Response(content, media_type=_MEDIA_TYPES[file_format], headers=headers)
