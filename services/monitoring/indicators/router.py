"""Indicators over HTTP: what the programmes monitor, and how each number is come to."""

from typing import Annotated

from fastapi import APIRouter, Path, Query

from services.monitoring.indicators import use_cases
from services.monitoring.indicators.access import MayRead
from services.monitoring.indicators.errors import DefinitionNotFound, DefinitionsNotFound
from services.monitoring.indicators.schemas import IndicatorRead, PackDefinitionsRead, PackIndicatorsRead
from shared.database.paging import InvalidCursor, Page
from shared.http.pages import Paging
from shared.http.problems import problems
from shared.http.session import Session
from shared.packs.definition import VERSION_PATTERN
from shared.rules.definition import Code

router = APIRouter(tags=["indicators"], dependencies=[MayRead])

PackCode = Annotated[Code, Path(description="Code of the programme.", examples=["norilsk-2022"])]
Version = Annotated[
    str | None, Query(pattern=VERSION_PATTERN, description="Version of the programme; the newest approved without it.")
]


@router.get("/indicator-sets", responses=problems(InvalidCursor))
async def list_indicator_sets(session: Session, paging: Paging) -> Page[PackIndicatorsRead]:
    """List the sets of indicators (наборы показателей) of every programme, by the newest approved version."""
    return paging.answer(await use_cases.list_indicator_sets(session, paging.wanted))


@router.get("/indicators/{pack_code}", responses=problems(DefinitionsNotFound))
async def list_definitions(pack_code: PackCode, session: Session, version: Version = None) -> PackDefinitionsRead:
    """List the indicators (показатели) of a programme: title, formula, points, evidence, readings, source."""
    return await use_cases.list_definitions(session, pack_code, version)


@router.get("/indicators/{pack_code}/{indicator_code}", responses=problems(DefinitionsNotFound, DefinitionNotFound))
async def get_definition(
    pack_code: PackCode,
    indicator_code: Annotated[
        str, Path(pattern="^[A-Za-z0-9.-]{1,60}$", description="Its number in the source.", examples=["2.3.1.1"])
    ],
    session: Session,
    version: Version = None,
) -> IndicatorRead:
    """Return one indicator (показатель) by the words of its source."""
    return await use_cases.get_definition(session, pack_code, indicator_code, version)
