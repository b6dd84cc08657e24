"""Lists held against each other: the document against the calculation, one year against another."""

from typing import Any

from sqlalchemy import Row
from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.lists import queries
from services.identification.lists.errors import ListNotPublished, ListsNotComparable
from services.identification.lists.queries import SetFilters, Sides
from services.identification.lists.schemas import (
    Difference,
    DifferenceSummary,
    ListBasis,
    ListChange,
    ListComparison,
    ListComparisonSummary,
    ListDifference,
)
from shared.access.principals import Principal
from shared.database.paging import PageRequest
from shared.models import SchoolList
from shared.reference.academic_years import format_academic_year
from shared.reference.categories import Category


def sides_of_list(school_list: SchoolList) -> Sides:
    """Hold a list, in force or not, against what is in force of the other basis in its territory (B13)."""
    wanted = SetFilters(school_list.academic_year, (Category(school_list.category),))
    own = queries.select_list(school_list)
    if school_list.basis == ListBasis.document:
        return Sides(own, queries.select_side(wanted, ListBasis.calculated), wanted)
    return Sides(queries.select_side(wanted, ListBasis.document), own, wanted)


def sides_of_year(wanted: SetFilters) -> Sides:
    """Hold the documents in force against the calculated lists in force, of one category."""
    return Sides(
        queries.select_side(wanted, ListBasis.document), queries.select_side(wanted, ListBasis.calculated), wanted
    )


async def list_differences(
    session: AsyncSession, principal: Principal, sides: Sides, difference: Difference | None, page: PageRequest
) -> ListDifference:
    """Tell how the document and the calculation differ: counts, and one page of schools."""
    counts = await queries.count_differences(session, principal, sides)
    found = await queries.list_differences(session, principal, sides, difference, page)
    return ListDifference.model_validate(
        {
            "category": sides.wanted.categories[0],
            "academic_year": format_academic_year(sides.wanted.academic_year),
            "summary": DifferenceSummary.model_validate({**counts, "schools": sum(counts.values())}),
            "items": [_describe_difference(row) for row in found.items],
            "next_cursor": found.next_cursor,
        }
    )


async def compare_years(
    session: AsyncSession,
    principal: Principal,
    years: tuple[SetFilters, SetFilters],
    change: ListChange | None,
    page: PageRequest,
) -> ListComparison:
    """Tell what became of the listed schools from one year to another; each municipality by its lists in force."""
    earlier, later = years
    sides = Sides(queries.select_side(earlier), queries.select_side(later), later)
    return await _compare(session, principal, (sides, earlier.academic_year), change, page)


async def compare_lists(
    session: AsyncSession,
    principal: Principal,
    lists: tuple[SchoolList, SchoolList],
    change: ListChange | None,
    page: PageRequest,
) -> ListComparison:
    """Tell what became of schools from one published list to another of the same category."""
    earlier, later = lists
    if earlier.category != later.category:
        raise ListsNotComparable
    if {earlier.state, later.state} != {"published"}:
        raise ListNotPublished
    wanted = SetFilters(later.academic_year, (Category(later.category),))
    sides = Sides(queries.select_list(earlier), queries.select_list(later), wanted)
    return await _compare(session, principal, (sides, earlier.academic_year), change, page)


async def _compare(
    session: AsyncSession,
    principal: Principal,
    compared: tuple[Sides, int],
    change: ListChange | None,
    page: PageRequest,
) -> ListComparison:
    sides, earlier_year = compared
    counts = await queries.count_list_changes(session, principal, sides)
    found = await queries.list_list_changes(session, principal, sides, change, page)
    return ListComparison.model_validate(
        {
            "category": sides.wanted.categories[0],
            "academic_year": format_academic_year(sides.wanted.academic_year),
            "earlier_academic_year": format_academic_year(earlier_year),
            "summary": ListComparisonSummary.model_validate({**counts, "schools": sum(counts.values())}),
            "items": [{**row._mapping, "change": row.word} for row in found.items],  # noqa: SLF001  # a Row has no other public name
            "next_cursor": found.next_cursor,
        }
    )


def _describe_difference(row: Row[*tuple[Any, ...]]) -> dict[str, Any]:
    verdict = {"run_id": row.run_id, "status": row.status} if row.status else None
    return {**row._mapping, "difference": row.word, "verdict": verdict}  # noqa: SLF001  # a Row has no other public name
