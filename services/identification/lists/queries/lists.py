"""Statements over the headers of lists."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, and_, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from services.identification.lists.schemas import ListBasis, ListState
from shared.access.principals import Principal
from shared.access.visibility import territory_meets, territory_visible_to
from shared.database.paging import Page, PageRequest, descending, fetch_page
from shared.models import SchoolList
from shared.reference.categories import Category

_Successor = aliased(SchoolList)


@dataclass(frozen=True, slots=True)
class ListFilters:
    """Which lists are wanted; what is None is not asked."""

    category: Category | None = None
    academic_year: int | None = None
    basis: ListBasis | None = None
    state: ListState | None = None


async def add_list(session: AsyncSession, school_list: SchoolList) -> None:
    """Write a new list."""
    session.add(school_list)
    await session.flush()


async def find_visible_list(
    session: AsyncSession, principal: Principal, list_id: UUID, *, locked: bool = False
) -> Row[*tuple[Any, ...]] | None:
    """Return the list and the id of the one that superseded it; locked against other edits if asked."""
    statement = _visible_lists(principal).where(SchoolList.id == list_id)
    if locked:
        statement = statement.with_for_update(of=SchoolList).execution_options(populate_existing=True)
    return (await session.execute(statement)).one_or_none()


async def list_lists(
    session: AsyncSession, principal: Principal, wanted: ListFilters, page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]:
    """List lists with what superseded them, latest first."""
    statement = _visible_lists(principal).where(*_conditions(wanted))
    return await fetch_page(session, statement, [descending(SchoolList.created_at), descending(SchoolList.id)], page)


async def find_list_of_run(session: AsyncSession, run_id: UUID) -> SchoolList | None:
    """Return the list by which a run was approved, None where it was not."""
    return (await session.scalars(select(SchoolList).where(SchoolList.run_id == run_id))).one_or_none()


async def lock_publication(session: AsyncSession, school_list: SchoolList) -> bool:
    """Tell whether nobody else publishes a list of this kind; held until the transaction ends."""
    key = "list:" + ":".join(
        map(str, (school_list.category, school_list.academic_year, school_list.territory_code, school_list.basis))
    )
    return bool(await session.scalar(select(func.pg_try_advisory_xact_lock(func.hashtextextended(key, 0)))))


async def find_list_in_force(session: AsyncSession, school_list: SchoolList) -> SchoolList | None:
    """Return the published list of the same category, year, territory and basis; None where there is none."""
    statement = select(SchoolList).where(
        SchoolList.category == school_list.category,
        SchoolList.academic_year == school_list.academic_year,
        SchoolList.territory_level == school_list.territory_level,
        SchoolList.territory_code.is_not_distinct_from(school_list.territory_code),
        SchoolList.basis == school_list.basis,
        SchoolList.state == "published",
        ~select(_Successor.id).where(_Successor.supersedes_id == SchoolList.id).exists(),
    )
    return (await session.scalars(statement)).one_or_none()


def _visible_lists(principal: Principal) -> Select[*tuple[Any, ...]]:
    """Select published lists whose territory meets the principal's, and others that lie wholly inside it."""
    level, code = SchoolList.territory_level, SchoolList.territory_code
    return (
        select(SchoolList, _Successor.id.label("superseded_by_id"))
        .outerjoin(_Successor, _Successor.supersedes_id == SchoolList.id)
        .where(
            or_(
                and_(SchoolList.state == "published", territory_meets(principal, level, code)),
                territory_visible_to(principal, level, code),
            )
        )
    )


def _conditions(wanted: ListFilters) -> list[ColumnElement[bool]]:
    columns = {
        SchoolList.category: wanted.category,
        SchoolList.academic_year: wanted.academic_year,
        SchoolList.basis: wanted.basis,
    }
    conditions: list[ColumnElement[bool]] = [column == value for column, value in columns.items() if value is not None]
    if wanted.state is ListState.superseded:
        conditions.append(_Successor.id.is_not(None))
    elif wanted.state is not None:
        conditions += [SchoolList.state == wanted.state.value, _Successor.id.is_(None)]
    return conditions
