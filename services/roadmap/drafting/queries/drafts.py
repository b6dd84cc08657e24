"""Statements over the schools of a list, the packs they work by and their drafts."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Subquery,
    Text,
    Uuid,
    and_,
    case,
    cast,
    func,
    literal,
    select,
)
from sqlalchemy.dialects.postgresql import distinct_on
from sqlalchemy.dialects.postgresql import insert as upsert
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from shared.changes import record_changes_of
from shared.judged_schools import select_runs_in_force
from shared.listed_schools import select_listed_schools
from shared.models import Pack, Programme, Roadmap, School, SchoolList
from shared.reference.categories import Category

_ELSEWHERE = "Europe/Moscow"


@dataclass(frozen=True, slots=True)
class Drafting:
    """One drafting: for which list, when, for which days."""

    school_list: SchoolList
    now: datetime
    """The drafts of this drafting, and no others, are of this moment."""
    starts_on: date
    ends_on: date
    deficits_since: date

    @property
    def category(self) -> Category:
        """The category of the list."""
        return Category(self.school_list.category)

    @property
    def drafts(self) -> ColumnElement[bool]:
        """The condition that a roadmap was drafted by this drafting."""
        return and_(Roadmap.list_id == self.school_list.id, Roadmap.created_at == self.now)


async def find_list(session: AsyncSession, list_id: UUID) -> SchoolList | None:
    """Return a list whoever asks: for jobs."""
    return await session.get(SchoolList, list_id)


async def list_packs(session: AsyncSession, drafting: Drafting) -> Sequence[Pack]:
    """Return the packs from which measures of the list are taken."""
    chosen = _select_packs(drafting)
    used = select(chosen.c.pack_code).where(chosen.c.pack_code == Pack.code, chosen.c.pack_version == Pack.version)
    return (await session.scalars(select(Pack).where(used.exists()).order_by(Pack.code, Pack.version))).all()


async def add_roadmaps(session: AsyncSession, drafting: Drafting, zones: Mapping[tuple[str, str], str]) -> int:
    """Write a draft for every school of the list that has none of its category and year; return how many."""
    chosen, listed = _select_packs(drafting), _select_schools(drafting)
    columns = {
        "municipality_id": listed.c.municipality_id,
        "id": func.gen_random_uuid(),
        "school_code": listed.c.school_code,
        "title": literal("Дорожная карта поддержки: ") + School.name + _tell_blank(chosen),
        **{name: chosen.c[name] for name in ("programme_id", "pack_code", "pack_version")},
        "timezone": _find_zone(chosen, zones),
        **_constants(drafting),
    }
    wanted = (
        select(*columns.values())
        .select_from(listed)
        .join(School, (School.municipality_id == listed.c.municipality_id) & (School.code == listed.c.school_code))
        .outerjoin(chosen, chosen.c.municipality_id == listed.c.municipality_id)
    )
    written = upsert(Roadmap).from_select(list(columns), wanted).on_conflict_do_nothing()
    return count_rows(await session.execute(written))


async def record_drafts(session: AsyncSession, drafting: Drafting) -> None:
    """Write the change rows of the drafts."""
    drafts = select(cast(Roadmap.id, Text).label("object_key"), Roadmap.municipality_id).where(drafting.drafts)
    await record_changes_of(session, "roadmap", "created", drafts)


def _select_schools(drafting: Drafting) -> Subquery:
    """Return the schools for which the list counts, without those that have a roadmap for such a list already."""
    at = drafting.school_list
    listed = select_listed_schools(at.academic_year, categories=(drafting.category,))
    other = aliased(SchoolList)
    has_one = (
        select(Roadmap.id)
        .join(other, other.id == Roadmap.list_id)
        .where(
            Roadmap.municipality_id == listed.c.municipality_id,
            Roadmap.school_code == listed.c.school_code,
            other.category == at.category,
            other.academic_year == at.academic_year,
        )
    )
    return (
        select(listed.c.municipality_id, listed.c.school_code)
        .where(listed.c.list_id == at.id, ~has_one.exists())
        .subquery("schools_of_list")
    )


def _select_packs(drafting: Drafting) -> Subquery:
    """Return where measures come from: municipality_id, pack_code, pack_version, programme_id.

    The pack of the run that made the list; for a list by document that of the municipality's approved programme.
    """
    at = drafting.school_list
    programmes = _select_programmes(at.academic_year)
    if at.run_id is None:
        return select(programmes).subquery("chosen")
    runs = select_runs_in_force(at.academic_year, drafting.category)
    of_run = (programmes.c.municipality_id == runs.c.municipality_id) & (programmes.c.pack_code == runs.c.pack_code)
    return (
        select(runs.c.municipality_id, runs.c.pack_code, runs.c.pack_version, programmes.c.programme_id)
        .join_from(runs, programmes, of_run, isouter=True)
        .where(runs.c.list_id == at.id)
        .subquery("chosen")
    )


def _select_programmes(academic_year: int) -> Subquery:
    """Return the programme by which a municipality works in the year, of several the one approved last."""
    return (
        select(
            Programme.municipality_id,
            Programme.pack_code,
            Programme.pack_version,
            Programme.id.label("programme_id"),
        )
        .ext(distinct_on(Programme.municipality_id))
        .where(
            Programme.state == "approved",
            Programme.first_year <= academic_year + 1,
            Programme.last_year >= academic_year,
        )
        .order_by(Programme.municipality_id, Programme.approved_at.desc())
        .subquery("programmes")
    )


def _constants(drafting: Drafting) -> dict[str, ColumnElement[Any]]:
    """Return the columns that all drafts share."""
    at = drafting.school_list
    none = func.jsonb_build_array()
    return {
        "kind": literal("school"),
        "origin": literal("list"),
        "list_id": cast(at.id, Uuid),
        "year_kind": literal("academic"),
        "year": literal(at.academic_year),
        "starts_on": literal(drafting.starts_on),
        "ends_on": literal(drafting.ends_on),
        "parties": none,
        "state": literal("draft"),
        "edition": literal(0),
        "order_parties": none,
        "version": literal(1),
        "created_at": literal(drafting.now),
        "updated_at": literal(drafting.now),
    }


def _find_zone(chosen: Subquery, zones: Mapping[tuple[str, str], str]) -> ColumnElement[str]:
    """Return the time zone of the pack; Moscow's where there is none."""
    found = [
        ((chosen.c.pack_code == code) & (chosen.c.pack_version == version), zone)
        for (code, version), zone in zones.items()
    ]
    return case(*found, else_=_ELSEWHERE) if found else literal(_ELSEWHERE)


def _tell_blank(chosen: Subquery) -> ColumnElement[str]:
    return case((chosen.c.pack_code.is_(None), " (меры не подобраны: нет расчёта и программы)"), else_="")


def count_rows(result: Any) -> int:  # noqa: ANN401  # of an INSERT; Result does not promise a count
    """Return how many rows an INSERT wrote."""
    return int(result.rowcount)
