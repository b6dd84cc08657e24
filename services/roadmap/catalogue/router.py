"""The catalogue over HTTP."""

from typing import Annotated

from fastapi import APIRouter, Depends, Path, Query

from services.roadmap.catalogue import use_cases
from services.roadmap.catalogue.access import MayRead
from services.roadmap.catalogue.errors import CatalogueEntryNotFound
from services.roadmap.catalogue.schemas import CatalogueEntry, CatalogueRead
from shared.clock import utc_now
from shared.database.paging import InvalidCursor, Page
from shared.http.pages import Paging
from shared.http.problems import problems
from shared.http.session import Session
from shared.reference.academic_years import AcademicYearText, find_academic_year, parse_academic_year
from shared.rules.definition import Code

router = APIRouter(prefix="/catalogue", tags=["catalogue"], dependencies=[MayRead])


def read_academic_year(
    academic_year: Annotated[
        AcademicYearText | None,
        Query(description="The versions in force for it; left out: for today's.", examples=["2022/2023"]),
    ] = None,
) -> int:
    """Return the academic year that is meant, by the calendar year in which it begins."""
    return parse_academic_year(academic_year) if academic_year else find_academic_year(utc_now().date())


OfYear = Annotated[int, Depends(read_academic_year)]


@router.get("", responses=problems(InvalidCursor))
async def list_catalogue(session: Session, paging: Paging, academic_year: OfYear) -> Page[CatalogueEntry]:
    """List the programmes (программы) that offer plans, proposals for schools or a management cycle, by code."""
    return paging.answer(await use_cases.list_catalogue(session, academic_year, paging.wanted))


@router.get("/{pack_code}", responses=problems(CatalogueEntryNotFound))
async def get_catalogue_entry(
    pack_code: Annotated[Code, Path(description="Code of the programme.", examples=["norilsk-2022"])],
    session: Session,
    academic_year: OfYear,
) -> CatalogueRead:
    """Return all a programme offers: passport, plans with terms as days, proposals for schools, management cycle."""
    return await use_cases.get_catalogue_entry(session, pack_code, academic_year)
