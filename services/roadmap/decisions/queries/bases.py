"""What a decision may stand on: runs, lists, reports and computations that concern its municipality."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import ColumnElement, Select, and_, any_, func, literal, or_, select, union_all
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from shared.access.principals import Principal
from shared.access.visibility import territory_visible_to, visible_to
from shared.models import Computation, Municipality, Pack, Report, Roadmap, Run, SchoolList

_FROZEN_REPORTS = ("approved", "published")
_ELSEWHERE = "Europe/Moscow"
"""Where neither the basis nor a roadmap says which day it is."""


@dataclass(frozen=True, slots=True)
class WantedBasis:
    """What a decision of a municipality, or of one of its schools, is to stand on."""

    municipality: Municipality
    school_code: str | None
    run_id: UUID | None
    list_id: UUID | None
    report_id: UUID | None
    computation_id: UUID | None


async def list_missing_bases(session: AsyncSession, principal: Principal, wanted: WantedBasis) -> list[str]:
    """List the names (`run_id` …) of what is not there, not finished, of another place, or foreign to the caller."""
    selects = {
        "run_id": (wanted.run_id, _select_run(principal, wanted)),
        "list_id": (wanted.list_id, _select_list(wanted)),
        "report_id": (wanted.report_id, _select_report(principal, wanted)),
        "computation_id": (wanted.computation_id, _select_computation(wanted)),
    }
    asked = [select(literal(name)).where(~found.exists()) for name, (basis, found) in selects.items() if basis]
    return list(await session.scalars(union_all(*asked))) if asked else []


async def find_pack_of_computation(session: AsyncSession, computation_id: UUID) -> Pack | None:
    """Return the version of the pack by which a computation was made."""
    statement = select(Pack).join(
        Computation, and_(Computation.pack_code == Pack.code, Computation.pack_version == Pack.version)
    )
    return (await session.scalars(statement.where(Computation.id == computation_id))).one_or_none()


async def find_timezone(session: AsyncSession, wanted: WantedBasis) -> str:
    """Return the time zone of the programme behind the basis, else that of the municipality's latest roadmap."""
    of_list = select(Run.pack_code, Run.pack_version).join(SchoolList, SchoolList.run_id == Run.id)
    packs = union_all(
        select(Run.pack_code, Run.pack_version).where(Run.id == wanted.run_id),
        of_list.where(SchoolList.id == wanted.list_id),
        select(Report.pack_code, Report.pack_version).where(Report.id == wanted.report_id),
        select(Computation.pack_code, Computation.pack_version).where(Computation.id == wanted.computation_id),
    ).subquery()
    of_pack = (
        select(Pack.definition["timezone"].astext)
        .join(packs, and_(Pack.code == packs.c.pack_code, Pack.version == packs.c.pack_version))
        .limit(1)
    )
    of_roadmap = (
        select(Roadmap.timezone)
        .where(Roadmap.municipality_id == wanted.municipality.id)
        .order_by(Roadmap.created_at.desc())
        .limit(1)
    )
    found = func.coalesce(of_pack.scalar_subquery(), of_roadmap.scalar_subquery(), _ELSEWHERE)
    return str(await session.scalar(select(found)))


def _select_run(principal: Principal, wanted: WantedBasis) -> Select[UUID]:
    """Select a finished run of the caller's territory, or one that was approved as a list."""
    level, code = Run.territory_level, Run.territory_code
    # Asked for again, a run is the same as an earlier one, which was approved.
    original = func.coalesce(Run.same_as_id, Run.id)
    approved = select(SchoolList.id).where(SchoolList.run_id == original, SchoolList.state == "published")
    return select(Run.id).where(
        Run.id == wanted.run_id,
        Run.state == "finished",
        _covers(level, code, wanted.municipality),
        or_(territory_visible_to(principal, level, code), approved.exists()),
    )


def _select_list(wanted: WantedBasis) -> Select[UUID]:
    return select(SchoolList.id).where(
        SchoolList.id == wanted.list_id,
        SchoolList.state == "published",
        _covers(SchoolList.territory_level, SchoolList.territory_code, wanted.municipality),
    )


def _select_report(principal: Principal, wanted: WantedBasis) -> Select[UUID]:
    """Select an approved report; a school may stand on one that speaks of it."""
    whole = visible_to(principal, Report.municipality_id)
    return select(Report.id).where(
        Report.id == wanted.report_id,
        Report.municipality_id == wanted.municipality.id,
        Report.state.in_(_FROZEN_REPORTS),
        or_(whole, literal(wanted.school_code) == any_(Report.schools)),
    )


def _select_computation(wanted: WantedBasis) -> Select[UUID]:
    return select(Computation.id).where(
        Computation.id == wanted.computation_id,
        Computation.state == "finished",
        _covers(Computation.territory_level, Computation.territory_code, wanted.municipality),
    )


def _covers(
    level: InstrumentedAttribute[str], code: InstrumentedAttribute[str | None], municipality: Municipality
) -> ColumnElement[bool]:
    return or_(
        level == "federal",
        and_(level == "region", code == municipality.region_code),
        and_(level == "municipality", code == municipality.oktmo),
    )
