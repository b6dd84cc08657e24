"""Statements over roadmaps themselves."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, and_, delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.roadmaps.schemas import RoadmapKind, RoadmapState
from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.clock import utc_now
from shared.database.paging import Page, PageRequest, descending, fetch_page
from shared.models import Measure, Municipality, Pack, Programme, Roadmap, School

_NOWHERE = "Europe/Moscow"


@dataclass(frozen=True, slots=True)
class FoundRoadmap:
    """A roadmap with what else is told of it."""

    roadmap: Roadmap
    oktmo: str
    measures: int


@dataclass(frozen=True, slots=True)
class RoadmapFilters:
    """Which roadmaps are wanted; what is None is not asked."""

    oktmo: str | None = None
    kind: RoadmapKind | None = None
    school_code: str | None = None
    state: RoadmapState | None = None
    year: tuple[str, int] | None = None
    """Its kind and its first calendar year."""
    pack: str | None = None


async def find_visible_municipality(
    session: AsyncSession, principal: Principal, oktmo: str, school_code: str | None = None
) -> Municipality | None:
    """Return a municipality of the caller's, or that of one of his schools where a school is meant."""
    statement = select(Municipality).where(Municipality.oktmo == oktmo)
    if school_code is None:
        statement = statement.where(visible_to(principal, Municipality.id))
    else:
        is_school = and_(School.municipality_id == Municipality.id, School.code == school_code)
        visible = visible_to(principal, School.municipality_id, School.code)
        statement = statement.join(School, is_school).where(visible)
    return (await session.scalars(statement)).one_or_none()


async def find_timezone(session: AsyncSession, oktmo: str) -> str:
    """Return the time zone of a municipality: that of the programme written for it, else Moscow's."""
    of_municipality = Pack.definition["municipality"]["oktmo"].astext == oktmo
    statement = select(Pack.definition["timezone"].astext).where(of_municipality).order_by(Pack.code).limit(1)
    return await session.scalar(statement) or _NOWHERE


async def find_programme_id(session: AsyncSession, municipality_id: int, pack: str, year: int) -> UUID | None:
    """Return the programme of a municipality to which a plan of the year belongs."""
    statement = (
        select(Programme.id)
        .where(Programme.municipality_id == municipality_id, Programme.pack_code == pack)
        .where(Programme.first_year <= year, Programme.last_year >= year)
        .order_by(Programme.first_year.desc())
        .limit(1)
    )
    return await session.scalar(statement)


async def get_roadmap(session: AsyncSession, roadmap_id: UUID) -> Roadmap:
    """Return a roadmap there is, whoever asks."""
    return (await session.scalars(select(Roadmap).where(Roadmap.id == roadmap_id))).one()


async def find_visible_roadmap(
    session: AsyncSession, principal: Principal, roadmap_id: UUID, *, locked: bool = False
) -> FoundRoadmap | None:
    """Return a roadmap of the caller's territories, None where there is none; locked against edits if asked."""
    statement = _visible_roadmaps(principal).where(Roadmap.id == roadmap_id)
    if locked:
        statement = statement.with_for_update(of=Roadmap, key_share=True)
    row = (await session.execute(statement.execution_options(populate_existing=True))).one_or_none()
    return None if row is None else _read(row)


async def list_roadmaps(
    session: AsyncSession, principal: Principal, wanted: RoadmapFilters, page: PageRequest
) -> Page[FoundRoadmap]:
    """List the roadmaps a principal sees, latest first."""
    year_kind, year = wanted.year or (None, None)
    equal = {
        Municipality.oktmo: wanted.oktmo,
        Roadmap.kind: wanted.kind.value if wanted.kind else None,
        Roadmap.school_code: wanted.school_code,
        Roadmap.state: wanted.state.value if wanted.state else None,
        Roadmap.year_kind: year_kind,
        Roadmap.year: year,
        Roadmap.pack_code: wanted.pack,
    }
    statement = _visible_roadmaps(principal)
    statement = statement.where(*(column == value for column, value in equal.items() if value is not None))
    rows: Page[Row[*tuple[Any, ...]]] = await fetch_page(
        session, statement, [descending(Roadmap.created_at), descending(Roadmap.id)], page
    )
    return rows.map(_read)


async def store_roadmap(session: AsyncSession, roadmap: Roadmap, values: dict[str, Any]) -> None:
    """Write an edit of a locked roadmap, or count one of its measures; it is another version then."""
    for name, value in values.items():
        setattr(roadmap, name, value)
    roadmap.version += 1
    roadmap.updated_at = utc_now()
    await session.flush()


async def delete_roadmap(session: AsyncSession, roadmap: Roadmap) -> None:
    """Remove a draft with its measures."""
    await session.execute(
        delete(Roadmap).where(Roadmap.municipality_id == roadmap.municipality_id, Roadmap.id == roadmap.id)
    )


def _visible_roadmaps(principal: Principal) -> Select[*tuple[Any, ...]]:
    """Select roadmaps of the principal's municipalities, and those of its schools."""
    of_roadmap = and_(Measure.municipality_id == Roadmap.municipality_id, Measure.roadmap_id == Roadmap.id)
    measures = select(func.count()).where(of_roadmap, Measure.removed_in.is_(None)).scalar_subquery()
    return (
        select(Roadmap, Municipality.oktmo, measures.label("measures"))
        .join(Municipality, Municipality.id == Roadmap.municipality_id)
        .where(visible_to(principal, Roadmap.municipality_id, Roadmap.school_code))
    )


def _read(row: Row[*tuple[Any, ...]]) -> FoundRoadmap:
    return FoundRoadmap(row[0], row.oktmo, row.measures)
