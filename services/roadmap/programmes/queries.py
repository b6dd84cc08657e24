"""Every SQL statement of programmes."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.programmes.schemas import ProgrammeState
from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.clock import utc_now
from shared.database.paging import Page, PageRequest, descending, fetch_page
from shared.models import Municipality, Programme


@dataclass(frozen=True, slots=True)
class FoundProgramme:
    """A programme with the ОКТМО of its municipality."""

    programme: Programme
    oktmo: str


@dataclass(frozen=True, slots=True)
class ProgrammeFilters:
    """Which programmes are wanted; what is None is not asked."""

    oktmo: str | None = None
    pack: str | None = None
    state: ProgrammeState | None = None
    year: int | None = None
    """A calendar year inside them."""


async def add_programme(session: AsyncSession, values: dict[str, Any]) -> Programme | None:
    """Write a new programme; None where the municipality has this one from this year on."""
    statement = insert(Programme).values(values).on_conflict_do_nothing().returning(Programme)
    return await session.scalar(statement)


async def find_visible_programme(
    session: AsyncSession, principal: Principal, programme_id: UUID, *, locked: bool = False
) -> FoundProgramme | None:
    """Return a programme of the caller's territories, None where there is none; locked against edits if asked."""
    statement = _visible_programmes(principal).where(Programme.id == programme_id)
    if locked:
        statement = statement.with_for_update(of=Programme, key_share=True)
    row = (await session.execute(statement.execution_options(populate_existing=True))).one_or_none()
    return None if row is None else _read(row)


async def list_programmes(
    session: AsyncSession, principal: Principal, wanted: ProgrammeFilters, page: PageRequest
) -> Page[FoundProgramme]:
    """List the programmes a principal sees, those that begin last first."""
    equal = {
        Municipality.oktmo: wanted.oktmo,
        Programme.pack_code: wanted.pack,
        Programme.state: wanted.state.value if wanted.state else None,
    }
    statement = _visible_programmes(principal)
    statement = statement.where(*(column == value for column, value in equal.items() if value is not None))
    if wanted.year is not None:
        statement = statement.where(Programme.first_year <= wanted.year, Programme.last_year >= wanted.year)
    rows: Page[Row[*tuple[Any, ...]]] = await fetch_page(
        session, statement, [descending(Programme.first_year), descending(Programme.id)], page
    )
    return rows.map(_read)


async def store_programme(session: AsyncSession, programme: Programme, values: dict[str, Any]) -> None:
    """Write an edit of a locked programme; it is another version then."""
    for name, value in values.items():
        setattr(programme, name, value)
    programme.version += 1
    programme.updated_at = utc_now()
    await session.flush()


def _visible_programmes(principal: Principal) -> Select[*tuple[Any, ...]]:
    return (
        select(Programme, Municipality.oktmo)
        .join(Municipality, Municipality.id == Programme.municipality_id)
        .where(visible_to(principal, Programme.municipality_id))
    )


def _read(row: Row[*tuple[Any, ...]]) -> FoundProgramme:
    return FoundProgramme(row[0], row.oktmo)
