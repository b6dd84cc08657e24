"""Effects, eliminations and exits over HTTP: all of it read from the tables, nothing stored."""

from dataclasses import replace
from typing import Annotated

from fastapi import APIRouter, Depends, Query

from services.roadmap.effects import queries, use_cases
from services.roadmap.effects.access import CanRead
from services.roadmap.effects.queries import YearFilters
from services.roadmap.effects.schemas import (
    EffectsRead,
    EliminationRead,
    EliminationState,
    ExitPage,
    SchoolEffect,
    UnlistedDraft,
)
from shared.database.paging import InvalidCursor, Page
from shared.http.pages import Paging
from shared.http.problems import problems
from shared.http.session import Session
from shared.reference.academic_years import AcademicYearText, parse_academic_year
from shared.reference.categories import Category

router = APIRouter(tags=["effects"])

_YEAR = "2023/2024"


def read_years(
    category: Annotated[Category, Query(description="The category of the lists.")],
    academic_year: Annotated[
        AcademicYearText,
        Query(description="Year of the later lists: what stands after; the year before is before.", examples=[_YEAR]),
    ],
    region: Annotated[
        str | None, Query(pattern="^[0-9]{2}$", description="Region: first two digits of the ОКТМО.")
    ] = None,
    municipality: Annotated[str | None, Query(pattern="^[0-9]{8}$", description="ОКТМО, eight digits.")] = None,
) -> YearFilters:
    """Read which two years of which category and territory are wanted."""
    return YearFilters(category, parse_academic_year(academic_year), region=region, municipality=municipality)


def read_years_of_rule(
    years: Annotated[YearFilters, Depends(read_years)],
    rule: Annotated[
        str | None,
        Query(pattern="^[a-z0-9-]{1,60}/[a-z0-9-]{1,60}$", description="Only criteria of this rule: `pack/rule`."),
    ] = None,
) -> YearFilters:
    """Read of which rule the criteria are wanted."""
    return replace(years, rule=rule)


Years = Annotated[YearFilters, Depends(read_years)]
YearsOfRule = Annotated[YearFilters, Depends(read_years_of_rule)]


@router.get("/effects")
async def compare_effects(wanted: YearsOfRule, principal: CanRead, session: Session) -> EffectsRead:
    """Compare criteria before and after (стало / было) where a measure was done and where none was.

    For each kind of measure and each criterion it answers: schools that have done it, beside schools near the
    threshold that have done nothing for this criterion. Tasks that name no school are nobody's and do not count.
    Too small a group is `cannot_tell` (нельзя судить). Counts only: no cause is claimed, no school is ranked.
    """
    return await use_cases.compare_effects(session, principal, wanted)


@router.get("/effects/schools", responses=problems(InvalidCursor))
async def list_effects(wanted: YearsOfRule, principal: CanRead, session: Session, paging: Paging) -> Page[SchoolEffect]:
    """List the schools of both groups (школы с мерой и школы сравнения) by code, with every criterion."""
    return paging.answer(await use_cases.list_effects(session, principal, wanted, paging.wanted))


@router.get("/eliminations", responses=problems(InvalidCursor))
async def list_eliminations(
    wanted: YearsOfRule,
    principal: CanRead,
    session: Session,
    paging: Paging,
    state: Annotated[EliminationState | None, Query(description="Only risks that stand so.")] = None,
) -> Page[EliminationRead]:
    """List the schools that worked on a risk (устранение рисков, B43) by code: proposed, confirmed or refuted.

    A done task proposes that the risk is gone; the run in force of the next year confirms or refutes it.
    """
    return paging.answer(await use_cases.list_eliminations(session, principal, wanted, state, paging.wanted))


@router.get("/exits", responses=problems(InvalidCursor))
async def list_exits(wanted: Years, principal: CanRead, session: Session, paging: Paging) -> ExitPage:
    """List the schools that left the lists (выход из списка) with reasons, beside counts of who stayed and entered."""
    found = await use_cases.list_exits(session, principal, wanted, paging.wanted)
    paging.answer(Page(found.items, found.next_cursor))
    return found


@router.get("/exits/drafts", responses=problems(InvalidCursor))
async def list_unlisted_drafts(
    wanted: Years, principal: CanRead, session: Session, paging: Paging
) -> Page[UnlistedDraft]:
    """List drafts of roadmaps (черновики) of the year whose school no list in force names any more."""
    page = await queries.list_unlisted_drafts(session, principal, wanted, paging.wanted)
    return paging.answer(page.map(UnlistedDraft.model_validate))
