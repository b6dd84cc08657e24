"""Roadmaps are drafted: from a plan of a pack, from a file, for listed schools, or empty."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.roadmaps import queries
from services.roadmap.roadmaps.errors import HeadRefused, PlanUnknown, PlanYearRefused
from services.roadmap.roadmaps.queries import FoundRoadmap
from services.roadmap.roadmaps.rules import (
    NewMeasure,
    find_whole_year,
    list_measure_rows,
    place_plan,
    year_columns,
)
from services.roadmap.roadmaps.schemas import RoadmapCreate, RoadmapKind, RoadmapUpdate
from services.roadmap.roadmaps.use_cases.recording import ROADMAP, record_roadmap_change
from shared.changes import Changed, record_changes
from shared.clock import utc_now
from shared.errors import FieldIssue
from shared.models import Municipality, Roadmap
from shared.packs.definition import Pack
from shared.packs.serialising import parse_pack
from shared.packs.stored import find_pack_in_force
from shared.reference.academic_years import find_academic_year
from shared.reference.school_codes import canonical_school_code
from shared.roadmaps.plans import PlanDefinition
from shared.terms import PlanYear, parse_plan_year
from shared.terms.plan_years import AcademicYear


@dataclass(frozen=True, slots=True, kw_only=True)
class NewRoadmap:
    """A roadmap to be drafted with its measures; its days default to its whole year."""

    municipality_id: int
    title: str
    year: PlanYear
    timezone: str
    origin: str
    """pack, file, list or people."""
    measures: Sequence[NewMeasure] = ()
    school_code: str | None = None
    starts_on: date | None = None
    ends_on: date | None = None
    parties: Sequence[dict[str, str]] = ()
    """{role, kind, name}: who approves, executes, accompanies, controls."""
    pack: Pack | None = None
    plan_code: str | None = None
    list_id: UUID | None = None


async def draft_roadmap(session: AsyncSession, wanted: NewRoadmap, client_id: UUID | None) -> Roadmap:
    """Write one draft with its measures."""
    (roadmap_id,) = await draft_roadmaps(session, [wanted], client_id)
    return await queries.get_roadmap(session, roadmap_id)


async def draft_roadmaps(session: AsyncSession, wanted: Sequence[NewRoadmap], client_id: UUID | None) -> list[UUID]:
    """Write many drafts at once, in a few statements; those that their list has drafted before are left as they are.

    Return the ids of the new ones.
    """
    programmes = await _find_programmes(session, wanted)
    roadmaps = [_make_row(one, client_id) | {"programme_id": programmes[_programme_key(one)]} for one in wanted]
    measures = [
        row
        for one, roadmap in zip(wanted, roadmaps, strict=True)
        for row in list_measure_rows(one.municipality_id, roadmap["id"], one.measures)
    ]
    added = set(await queries.add_roadmaps(session, roadmaps, measures))
    new = [row for row in roadmaps if row["id"] in added]
    changes = [Changed(ROADMAP, str(row["id"]), "created", (), row["municipality_id"]) for row in new]
    await record_changes(session, changes, client_id)
    return [row["id"] for row in new]


async def create_roadmap(
    session: AsyncSession, wanted: RoadmapCreate, municipality: Municipality, client_id: UUID | None
) -> tuple[Roadmap, list[str]]:
    """Draft a roadmap from a plan of a programme or an empty one; return it with notes for people.

    Raises HeadRefused, PlanUnknown or PlanYearRefused.
    """
    _require_whole(wanted)
    school_code = canonical_school_code(wanted.school_code) if wanted.school_code else None
    if wanted.pack is None or wanted.plan is None:
        draft = NewRoadmap(
            municipality_id=municipality.id,
            title=wanted.title or "",
            year=read_plan_year(wanted.year or ""),
            timezone=await queries.find_timezone(session, municipality.oktmo),
            origin="people",
            school_code=school_code,
        )
        return await draft_roadmap(session, draft, client_id), []
    pack, plan = await _get_plan(session, wanted.pack, wanted.plan, wanted.year)
    placed = place_plan(pack.code, plan, read_plan_year(wanted.year or plan.year))
    if placed is None:
        raise _refuse_year(f"План написан на {plan.year} год: другой год должен быть такого же вида.")
    draft = NewRoadmap(
        municipality_id=municipality.id,
        title=wanted.title or plan.title,
        year=read_plan_year(wanted.year or plan.year),
        timezone=pack.timezone,
        origin="pack",
        measures=placed.measures,
        school_code=school_code,
        starts_on=placed.starts_on,
        ends_on=placed.ends_on,
        parties=[{"role": one.role, **one.party.model_dump(mode="json")} for one in plan.parties],
        pack=pack,
        plan_code=plan.code,
    )
    return await draft_roadmap(session, draft, client_id), placed.notes


async def update_roadmap(
    session: AsyncSession, found: FoundRoadmap, wanted: RoadmapUpdate, client_id: UUID | None
) -> None:
    """Write the head of a draft; what is the same already changes nothing. Raises HeadRefused."""
    if wanted.ends_on < wanted.starts_on:
        detail = "Последний день раньше первого: исправьте одну из дат."
        raise HeadRefused(errors=[FieldIssue("/body/ends_on", "ends-before-start", detail)])
    values: dict[str, Any] = {
        "title": wanted.title,
        "starts_on": wanted.starts_on,
        "ends_on": wanted.ends_on,
        "parties": [party.model_dump(mode="json") for party in wanted.parties],
    }
    changed = tuple(name for name, value in values.items() if getattr(found.roadmap, name) != value)
    if changed:
        await queries.store_roadmap(session, found.roadmap, values)
        await record_roadmap_change(session, found.roadmap, "updated", client_id, changed)


async def delete_roadmap(session: AsyncSession, found: FoundRoadmap, client_id: UUID | None) -> None:
    """Remove a draft; its history stays."""
    await record_roadmap_change(session, found.roadmap, "deleted", client_id)
    await queries.delete_roadmap(session, found.roadmap)


def read_plan_year(text: str, pointer: str = "/body/year") -> PlanYear:
    """Return the year that people wrote, or raise PlanYearRefused."""
    try:
        return parse_plan_year(text)
    except ValueError as fault:
        raise _refuse_year(str(fault), pointer) from fault


def _refuse_year(detail: str, pointer: str = "/body/year") -> PlanYearRefused:
    return PlanYearRefused(detail, errors=[FieldIssue(pointer, PlanYearRefused.code, detail)])


def _require_whole(wanted: RoadmapCreate) -> None:
    """Raise HeadRefused unless it says what it is made from, and of which school one of a school is."""
    issues = []
    if (wanted.pack is None) != (wanted.plan is None):
        name = "plan" if wanted.plan is None else "pack"
        issues.append(FieldIssue(f"/body/{name}", "missing", "Укажите программу и план вместе."))
    elif wanted.pack is None:
        detail = "Без плана программы нужны название и год."
        missing = [name for name in ("title", "year") if getattr(wanted, name) is None]
        issues += [FieldIssue(f"/body/{name}", "missing", detail) for name in missing]
    if (wanted.kind is RoadmapKind.school) != (wanted.school_code is not None):
        detail = "Код школы указывают у дорожной карты школы (kind: school), и только у неё."
        issues.append(FieldIssue("/body/school_code", "school-and-kind", detail))
    if issues:
        raise HeadRefused(errors=issues)


async def _get_plan(session: AsyncSession, code: str, plan_code: str, year: str | None) -> tuple[Pack, PlanDefinition]:
    """Return the version in force of a programme with its plan, or raise PlanUnknown."""
    of_year = _academic_year_of(read_plan_year(year)) if year else find_academic_year(utc_now().date())
    stored = await find_pack_in_force(session, code, of_year)
    if stored is None:
        detail = f"Программы «{code}» нет, или ни одна её версия не утверждена."
        raise PlanUnknown(detail, errors=[FieldIssue("/body/pack", PlanUnknown.code, detail)])
    pack = parse_pack(stored.definition)
    plan = pack.roadmap.find_plan(plan_code) if pack.roadmap else None
    if plan is None:
        known = ", ".join(one.code for one in pack.roadmap.plans) if pack.roadmap else ""
        detail = f"В программе «{code}» нет плана «{plan_code}». Есть: {known or 'ни одного'}."
        raise PlanUnknown(detail, errors=[FieldIssue("/body/plan", PlanUnknown.code, detail)])
    return pack, plan


def _academic_year_of(year: PlanYear) -> int:
    """Return the academic year in which a year begins."""
    return year.start if isinstance(year, AcademicYear) else year.year - 1


_ProgrammeKey = tuple[int, str | None, int]


async def _find_programmes(session: AsyncSession, wanted: Sequence[NewRoadmap]) -> dict[_ProgrammeKey, UUID | None]:
    """Return the programme of each municipality to which its drafts belong; asked once for all its schools."""
    found: dict[_ProgrammeKey, UUID | None] = {}
    for municipality_id, pack, year in {_programme_key(one) for one in wanted}:
        programme_id = await queries.find_programme_id(session, municipality_id, pack, year) if pack else None
        found[municipality_id, pack, year] = programme_id
    return found


def _programme_key(wanted: NewRoadmap) -> _ProgrammeKey:
    return wanted.municipality_id, wanted.pack.code if wanted.pack else None, year_columns(wanted.year)[1]


def _make_row(wanted: NewRoadmap, client_id: UUID | None) -> dict[str, Any]:
    kind, first_year = year_columns(wanted.year)
    whole, now = find_whole_year(wanted.year), utc_now()
    pack = wanted.pack
    return {
        **{name: getattr(wanted, name) for name in ("municipality_id", "title", "timezone", "origin", "school_code")},
        **{name: getattr(wanted, name) for name in ("plan_code", "list_id")},
        "id": uuid4(),
        "kind": "municipal" if wanted.school_code is None else "school",
        "pack_code": pack.code if pack else None,
        "pack_version": pack.version if pack else None,
        "year_kind": kind,
        "year": first_year,
        "starts_on": wanted.starts_on or whole[0],
        "ends_on": wanted.ends_on or whole[1],
        "parties": list(wanted.parties),
        "state": "draft",
        "edition": 0,
        "order_parties": [],
        "client_id": client_id,
        "version": 1,
        "created_at": now,
        "updated_at": now,
    }
