"""Statements over decisions themselves."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Date, Select, and_, cast, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.roadmap.decisions.queries.flags import is_flagged
from services.roadmap.decisions.schemas import DecisionBasis, DecisionState
from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.database.paging import Page, PageRequest, descending, fetch_page
from shared.models import Decision, Municipality, SchoolDirectory

_BASES = {
    DecisionBasis.run: Decision.run_id,
    DecisionBasis.list: Decision.list_id,
    DecisionBasis.report: Decision.report_id,
    DecisionBasis.indicator: Decision.computation_id,
}


@dataclass(frozen=True, slots=True)
class FoundDecision:
    """A decision with what else is told of it."""

    decision: Decision
    oktmo: str
    is_check_due: bool
    """The day to check its effect has begun where the municipality is, and nobody has checked."""


@dataclass(frozen=True, slots=True)
class DecisionFilters:
    """Which decisions are wanted; what is None is not asked."""

    municipality: str | None = None
    school: str | None = None
    state: DecisionState | None = None
    basis: DecisionBasis | None = None
    flagged: bool = False
    check_due: bool = False


async def find_place(
    session: AsyncSession, principal: Principal, oktmo: str, school: str | None
) -> Municipality | None:
    """Return the municipality; None where it, or the school in it, is unknown or foreign."""
    statement = select(Municipality).where(Municipality.oktmo == oktmo)
    if school is None:
        statement = statement.where(visible_to(principal, Municipality.id))
    else:
        known = select(SchoolDirectory.code).where(
            SchoolDirectory.code == school, SchoolDirectory.municipality_id == Municipality.id
        )
        statement = statement.where(known.exists(), visible_to(principal, Municipality.id, literal(school)))
    return (await session.scalars(statement)).one_or_none()


async def add_decision(session: AsyncSession, decision: Decision) -> None:
    """Write a new decision."""
    session.add(decision)
    await session.flush()


async def find_visible_decision(
    session: AsyncSession, principal: Principal, decision_id: UUID, *, locked: bool = False
) -> FoundDecision | None:
    """Return a decision the principal may read, locked against other edits if asked."""
    statement = _visible_decisions(principal).where(Decision.id == decision_id)
    if locked:
        statement = statement.with_for_update(of=Decision).execution_options(populate_existing=True)
    row = (await session.execute(statement)).one_or_none()
    return FoundDecision(*row) if row else None


async def list_decisions(
    session: AsyncSession, principal: Principal, wanted: DecisionFilters, page: PageRequest
) -> Page[FoundDecision]:
    """List the decisions a principal may read, latest first."""
    statement = _visible_decisions(principal).where(*_conditions(wanted))
    rows = await fetch_page(session, statement, [descending(Decision.created_at), descending(Decision.id)], page)
    return Page([FoundDecision(row[0], row[1], row[2]) for row in rows.items], rows.next_cursor)


def _conditions(wanted: DecisionFilters) -> list[ColumnElement[bool]]:
    columns = {
        Municipality.oktmo: wanted.municipality,
        Decision.school_code: wanted.school,
        Decision.state: wanted.state,
    }
    conditions: list[ColumnElement[bool]] = [column == value for column, value in columns.items() if value is not None]
    if wanted.basis is not None:
        conditions.append(_BASES[wanted.basis].is_not(None))
    if wanted.flagged:
        conditions.append(is_flagged())
    if wanted.check_due:
        conditions.append(_is_check_due())
    return conditions


def _is_check_due() -> ColumnElement[bool]:
    today = cast(func.timezone(Decision.timezone, func.now()), Date)
    return and_(Decision.state == "issued", Decision.check_effect_on <= today)


def _visible_decisions(principal: Principal) -> Select[*tuple[Any, ...]]:
    """Select decisions with their municipality: a municipality's and its schools', to a school its own."""
    return (
        select(Decision, Municipality.oktmo, _is_check_due().label("is_check_due"))
        .join(Municipality, Municipality.id == Decision.municipality_id)
        .where(visible_to(principal, Decision.municipality_id, Decision.school_code))
    )
