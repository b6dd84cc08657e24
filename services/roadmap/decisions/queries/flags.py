"""How the basis of decisions has changed since: told from the tables of the basis, in one statement."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import (
    ColumnElement,
    Integer,
    Select,
    Subquery,
    Text,
    and_,
    case,
    cast,
    func,
    literal,
    or_,
    select,
    true,
    tuple_,
    union,
    union_all,
)
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute, aliased

from services.roadmap.decisions.schemas import FlagCode
from shared.models import Computation, Decision, Municipality, Pack, Report, Run, SchoolList
from shared.packs.stored import select_pack_in_force

_Value = ColumnElement[Any] | InstrumentedAttribute[Any]
_Flags = Select[*tuple[int, UUID, str, str, str, datetime]]


@dataclass(frozen=True, slots=True)
class FoundFlag:
    """One change of the basis of one decision."""

    decision_id: UUID
    code: str
    replaced: str
    by: str
    since: datetime


async def list_flags(session: AsyncSession, decisions: Sequence[Decision]) -> list[FoundFlag]:
    """List how the bases of these decisions have changed, each in the order of time."""
    flags = _select_flags()
    keys = [(decision.municipality_id, decision.id) for decision in decisions]
    statement = (
        select(flags.c.decision_id, flags.c.code, flags.c.replaced, flags.c.by, flags.c.since)
        .where(tuple_(flags.c.municipality_id, flags.c.decision_id).in_(keys))
        .order_by(flags.c.since, flags.c.code, flags.c.by)
    )
    return [FoundFlag(*row) for row in await session.execute(statement)]


def is_flagged() -> ColumnElement[bool]:
    """Return the condition that the basis of a decision has changed."""
    flags = _select_flags()
    found = select(flags.c.municipality_id, flags.c.decision_id)
    return tuple_(Decision.municipality_id, Decision.id).in_(found)


def _select_flags() -> Subquery:
    """Return every change of every basis: municipality_id, decision_id, code, replaced, by, since."""
    lists = _bases(Decision.list_id, Report.list_id)
    runs = _runs(lists)
    computations = _bases(Decision.computation_id, Report.computation_id)
    return union_all(
        _superseded_lists(lists),
        _overruled_lists(lists),
        _corrected_runs(runs),
        _renewed_computations(computations),
        _renewed_packs(runs, computations),
    ).subquery("flags")


def _bases(own: InstrumentedAttribute[UUID | None], of_report: InstrumentedAttribute[UUID | None]) -> Subquery:
    """Return what decisions stand on themselves, and through their reports."""
    stands = Decision.state != "withdrawn"
    itself = select(Decision.municipality_id, Decision.id.label("decision_id"), own.label("basis_id"))
    through = select(Decision.municipality_id, Decision.id, of_report).join(Report, _is_report())
    return union(itself.where(stands, own.is_not(None)), through.where(stands, of_report.is_not(None))).subquery()


def _runs(lists: Subquery) -> Subquery:
    """Return the runs decisions stand on, themselves and through lists that were approved from runs."""
    itself = select(Decision.municipality_id, Decision.id.label("decision_id"), Decision.run_id.label("basis_id"))
    through = select(lists.c.municipality_id, lists.c.decision_id, SchoolList.run_id).join(
        SchoolList, SchoolList.id == lists.c.basis_id
    )
    return union(
        itself.where(Decision.state != "withdrawn", Decision.run_id.is_not(None)),
        through.where(SchoolList.run_id.is_not(None)),
    ).subquery()


def _superseded_lists(lists: Subquery) -> _Flags:
    newer = aliased(SchoolList)
    statement = _tell(lists, FlagCode.list_superseded, lists.c.basis_id, newer.id, newer.published_at)
    return statement.join(newer, newer.supersedes_id == lists.c.basis_id)


def _overruled_lists(lists: Subquery) -> _Flags:
    """Select calculated lists beside which somebody's document is in force: that one prevails (B13)."""
    ours, document, successor = aliased(SchoolList), aliased(SchoolList), aliased(SchoolList)
    is_there = and_(
        document.basis == "document",
        document.state == "published",
        document.category == ours.category,
        document.academic_year == ours.academic_year,
        or_(
            document.territory_level == "federal",
            document.territory_code.in_([Municipality.region_code, Municipality.oktmo]),
        ),
        ~select(successor.id).where(successor.supersedes_id == document.id).exists(),
    )
    statement = _tell(lists, FlagCode.list_overruled, lists.c.basis_id, document.id, document.published_at)
    return (
        statement.join(ours, and_(ours.id == lists.c.basis_id, ours.basis == "calculated"))
        .join(Municipality, Municipality.id == lists.c.municipality_id)
        .join(document, is_there)
    )


def _corrected_runs(runs: Subquery) -> _Flags:
    """Select runs whose latest repetition came to something else: facts were corrected."""
    ours, later = aliased(Run), aliased(Run)
    same = (
        (later.pack_code == ours.pack_code)
        & (later.rule_code == ours.rule_code)
        & (later.academic_year == ours.academic_year)
        & (later.territory_level == ours.territory_level)
        & later.territory_code.is_not_distinct_from(ours.territory_code)
        & (later.options == ours.options)
    )
    latest = (
        select(later.id, later.result_hash, later.finished_at)
        .where(same, later.state == "finished", later.finished_at > ours.finished_at)
        .order_by(later.finished_at.desc())
        .limit(1)
        .lateral()
    )
    statement = _tell(runs, FlagCode.run_corrected, ours.id, latest.c.id, latest.c.finished_at)
    return (
        statement.join(ours, ours.id == runs.c.basis_id)
        .join(latest, true())
        .where(latest.c.result_hash != ours.result_hash)
    )


def _renewed_computations(computations: Subquery) -> _Flags:
    """Select computations whose latest repetition read other facts, or computed by another version of the pack."""
    ours, later = aliased(Computation), aliased(Computation)
    same = (
        (later.pack_code == ours.pack_code)
        & later.set_code.is_not_distinct_from(ours.set_code)
        & (later.period == ours.period)
        & (later.territory_level == ours.territory_level)
        & later.territory_code.is_not_distinct_from(ours.territory_code)
        # A campaign spells out every option of its pack, other computations those of their indicators.
        & or_(later.options.contains(ours.options), ours.options.contains(later.options))
    )
    latest = (
        select(later.id, later.inputs_hash, later.pack_version, later.finished_at)
        .where(same, later.state == "finished", later.finished_at > ours.finished_at)
        .order_by(later.finished_at.desc())
        .limit(1)
        .lateral()
    )
    statement = _tell(computations, FlagCode.computation_renewed, ours.id, latest.c.id, latest.c.finished_at)
    return (
        statement.join(ours, ours.id == computations.c.basis_id)
        .join(latest, true())
        .where(tuple_(latest.c.inputs_hash, latest.c.pack_version) != tuple_(ours.inputs_hash, ours.pack_version))
    )


def _renewed_packs(runs: Subquery, computations: Subquery) -> _Flags:
    """Select versions of packs that are no longer in force for the year they were applied to."""
    of_reports = select(
        Decision.municipality_id, Decision.id, Report.pack_code, Report.pack_version, _year_of(Report.period)
    ).join(Report, _is_report())
    applied = union(
        select(
            runs.c.municipality_id, runs.c.decision_id, Run.pack_code, Run.pack_version, Run.academic_year.label("year")
        ).join(Run, Run.id == runs.c.basis_id),
        select(
            computations.c.municipality_id,
            computations.c.decision_id,
            Computation.pack_code,
            Computation.pack_version,
            _year_of(Computation.period),
        ).join(Computation, Computation.id == computations.c.basis_id),
        of_reports.where(Decision.state != "withdrawn"),
    ).subquery()
    newest = (
        select_pack_in_force(applied.c.pack_code, applied.c.year)
        .with_only_columns(Pack.version, Pack.approved_at)
        .lateral()
    )
    slash = literal("/", Text)
    replaced = applied.c.pack_code + slash + applied.c.pack_version
    by = applied.c.pack_code + slash + newest.c.version
    statement = _tell(applied, FlagCode.pack_renewed, replaced, by, newest.c.approved_at)
    return statement.join(newest, true()).where(newest.c.version != applied.c.pack_version)


def _tell(bases: Subquery, code: FlagCode, replaced: _Value, by: _Value, since: _Value) -> _Flags:
    return select(
        bases.c.municipality_id,
        bases.c.decision_id,
        literal(code.value, Text).label("code"),
        cast(replaced, Text).label("replaced"),
        cast(by, Text).label("by"),
        since.label("since"),
    ).select_from(bases)


def _is_report() -> ColumnElement[bool]:
    return and_(Report.municipality_id == Decision.municipality_id, Report.id == Decision.report_id)


def _year_of(period: InstrumentedAttribute[str]) -> ColumnElement[int]:
    """Return the academic year of a period: `2022/2023` and `2023-01` are 2022."""
    began = case((period.like("%/%"), 0), (func.right(period, 2) < "09", 1), else_=0)
    return cast(func.left(period, 4), Integer) - began
