"""What is in force, and what differs: listed schools, document against calculation, year against year."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Query

from services.identification.lists import queries, use_cases
from services.identification.lists.access import CanRead, get_visible_list
from services.identification.lists.errors import ListNotFound, ListNotPublished, ListsNotComparable
from services.identification.lists.queries import SetFilters
from services.identification.lists.schemas import (
    Difference,
    ListChange,
    ListComparison,
    ListDifference,
    ListedCounts,
    ListedSchoolRead,
    ListedSchools,
)
from shared.database.paging import InvalidCursor, Page
from shared.http.pages import Paging
from shared.http.problems import problems
from shared.http.session import Session
from shared.reference.academic_years import AcademicYearText, parse_academic_year
from shared.reference.categories import Category

router = APIRouter()

Region = Annotated[str | None, Query(pattern="^[0-9]{2}$", description="Region: first two digits of the ОКТМО.")]
Municipality = Annotated[str | None, Query(pattern="^[0-9]{8}$", description="Municipality: ОКТМО, eight digits.")]
Year = Annotated[AcademicYearText, Query(description="The academic year of the lists.", examples=["2022/2023"])]
OneCategory = Annotated[Category, Query(description="The category of the lists.")]
FromYear = Annotated[AcademicYearText, Query(alias="from", description="The earlier academic year.")]
ToYear = Annotated[AcademicYearText, Query(alias="to", description="The later academic year.")]
WantedDifference = Annotated[Difference | None, Query(description="Only schools of which this is so.")]
WantedChange = Annotated[ListChange | None, Query(description="Only schools of which this became.")]


def read_set_filters(
    academic_year: Year,
    category: Annotated[
        list[Category] | None, Query(max_length=3, description="Categories, repeated for several; all without.")
    ] = None,
    region: Region = None,
    municipality: Municipality = None,
) -> SetFilters:
    """Read which listed schools are wanted."""
    return SetFilters(parse_academic_year(academic_year), tuple(category or ()), region, municipality)


def read_category_filters(
    academic_year: Year, category: OneCategory, region: Region = None, municipality: Municipality = None
) -> SetFilters:
    """Read of which category, year and territory the lists are wanted."""
    return SetFilters(parse_academic_year(academic_year), (category,), region, municipality)


def read_both_years(
    category: OneCategory,
    earlier: FromYear,
    later: ToYear,
    region: Region = None,
    municipality: Municipality = None,
) -> tuple[SetFilters, SetFilters]:
    """Read which two years of a category are wanted, the earlier first."""
    years = parse_academic_year(earlier), parse_academic_year(later)
    return (
        SetFilters(years[0], (category,), region, municipality),
        SetFilters(years[1], (category,), region, municipality),
    )


@router.get("/listed-schools", responses=problems(InvalidCursor))
async def list_listed_schools(
    principal: CanRead,
    session: Session,
    paging: Paging,
    wanted: Annotated[SetFilters, Depends(read_set_filters)],
    count: Annotated[bool, Query(description="Count over all pages as well.")] = False,  # noqa: FBT002  # a query parameter
) -> ListedSchools:
    """List the listed schools (школы в действующих списках) of a year, each once with its categories (B23).

    For each municipality and category one list counts: a document where one is published, else a calculated one
    (B13). Of two that cover it the one of the later order counts, of one day the narrower territory.
    """
    page = await queries.list_listed_schools(session, principal, wanted, paging.wanted)
    counts = await queries.count_listed_schools(session, principal, wanted) if count else None
    paging.answer(page)
    return ListedSchools(
        items=[ListedSchoolRead.model_validate(row) for row in page.items],
        next_cursor=page.next_cursor,
        counts=ListedCounts(schools=counts.pop("schools"), categories=counts) if counts else None,
    )


@router.get("/list-difference", responses=problems(InvalidCursor))
async def list_differences(
    wanted: Annotated[SetFilters, Depends(read_category_filters)],
    principal: CanRead,
    session: Session,
    paging: Paging,
    difference: WantedDifference = None,
) -> ListDifference:
    """Hold the documents in force against the calculated lists in force (расхождения с расчётом, B13)."""
    sides = use_cases.sides_of_year(wanted)
    found = await use_cases.list_differences(session, principal, sides, difference, paging.wanted)
    paging.answer(Page(found.items, found.next_cursor))
    return found


@router.get("/lists/{list_id}/difference", responses=problems(ListNotFound, InvalidCursor))
async def list_differences_of_list(
    list_id: UUID, principal: CanRead, session: Session, paging: Paging, difference: WantedDifference = None
) -> ListDifference:
    """Hold one list, a draft too, against what is in force of the other basis (расхождения, B13)."""
    school_list = (await get_visible_list(session, principal, list_id))[0]
    sides = use_cases.sides_of_list(school_list)
    found = await use_cases.list_differences(session, principal, sides, difference, paging.wanted)
    paging.answer(Page(found.items, found.next_cursor))
    return found


@router.get("/list-comparison", responses=problems(InvalidCursor))
async def compare_years(
    years: Annotated[tuple[SetFilters, SetFilters], Depends(read_both_years)],
    principal: CanRead,
    session: Session,
    paging: Paging,
    change: WantedChange = None,
) -> ListComparison:
    """Compare the lists in force of two years (сравнение по годам): who entered, stayed, left; never a ranking."""
    comparison = await use_cases.compare_years(session, principal, years, change, paging.wanted)
    paging.answer(Page(comparison.items, comparison.next_cursor))
    return comparison


@router.get(
    "/lists/{list_id}/comparison",
    responses=problems(ListNotFound, ListNotPublished, ListsNotComparable, InvalidCursor),
)
async def compare_lists(
    list_id: UUID,
    other_id: Annotated[UUID, Query(alias="earlier_list_id", description="The list to compare with.")],
    principal: CanRead,
    session: Session,
    paging: Paging,
    change: WantedChange = None,
) -> ListComparison:
    """Compare a published list with an earlier one of the same category (сравнение списков)."""
    later = (await get_visible_list(session, principal, list_id))[0]
    earlier = (await get_visible_list(session, principal, other_id))[0]
    comparison = await use_cases.compare_lists(session, principal, (earlier, later), change, paging.wanted)
    paging.answer(Page(comparison.items, comparison.next_cursor))
    return comparison
