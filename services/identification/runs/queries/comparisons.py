"""Statements that lay two runs side by side."""

from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Subquery, Text, and_, case, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from services.identification.runs.schemas import VerdictChange
from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.database.paging import Page, PageRequest, ascending, fetch_page
from shared.models import Municipality, School, Verdict


async def count_changes(
    session: AsyncSession, principal: Principal, run_id: UUID, other_id: UUID
) -> dict[VerdictChange, int]:
    """Count schools by what became of them from the other run to this one; a change nobody made is 0."""
    pairs = _pair_schools(principal, run_id, other_id)
    rows = await session.execute(select(pairs.c.change, func.count()).group_by(pairs.c.change))
    counted = {VerdictChange(change): int(schools) for change, schools in rows}
    return {change: counted.get(change, 0) for change in VerdictChange}


async def list_compared_schools(
    session: AsyncSession,
    principal: Principal,
    runs: tuple[UUID, UUID],
    *,
    change: VerdictChange | None,
    page: PageRequest,
) -> Page[Row[*tuple[Any, ...]]]:
    """List schools by code: change, verdict of this run, verdict of the other (none where it has none), names."""
    pairs = _pair_schools(principal, *runs)
    here, there = aliased(Verdict), aliased(Verdict)
    statement = (
        select(pairs.c.change, here, there, School.printed_code, School.name, Municipality.oktmo)
        .join_from(pairs, School, _same_school(School.municipality_id, School.code, pairs))
        .join(Municipality, Municipality.id == pairs.c.municipality_id)
        .outerjoin(here, _same_school(here.municipality_id, here.school_code, pairs) & (here.run_id == runs[0]))
        .outerjoin(there, _same_school(there.municipality_id, there.school_code, pairs) & (there.run_id == runs[1]))
    )
    if change is not None:
        statement = statement.where(pairs.c.change == change.value)
    return await fetch_page(session, statement, [ascending(School.code), ascending(School.municipality_id)], page)


def _same_school(municipality_id: Any, school_code: Any, pairs: Subquery) -> ColumnElement[bool]:  # noqa: ANN401  # columns of tables and of aliases share no public type
    return and_(municipality_id == pairs.c.municipality_id, school_code == pairs.c.school_code)


def _pair_schools(principal: Principal, run_id: UUID, other_id: UUID) -> Subquery:
    """Return every school of either run with its change; a full join, which is never done as a nested loop.

    Of a run just finished the planner has no statistics, and a nested loop over two whole territories takes hours.
    """
    here, there = _statuses(principal, run_id, "here"), _statuses(principal, other_id, "there")
    same_school = (here.c.municipality_id == there.c.municipality_id) & (here.c.school_code == there.c.school_code)
    return (
        select(
            func.coalesce(here.c.municipality_id, there.c.municipality_id).label("municipality_id"),
            func.coalesce(here.c.school_code, there.c.school_code).label("school_code"),
            _change(here.c.status, there.c.status).label("change"),
        )
        .select_from(here.join(there, same_school, full=True))
        .subquery("pairs")
    )


def _statuses(principal: Principal, run_id: UUID, name: str) -> Subquery:
    return (
        select(Verdict.municipality_id, Verdict.school_code, Verdict.status)
        .where(Verdict.run_id == run_id, visible_to(principal, Verdict.municipality_id, Verdict.school_code))
        .subquery(name)
    )


def _change(now: ColumnElement[str], before: ColumnElement[str]) -> ColumnElement[str]:
    """Return the word for what became of a school; the first that fits."""
    identified, undetermined = _word("identified"), _word("undetermined")
    changes = [
        (before.is_(None), VerdictChange.only_here),
        (now.is_(None), VerdictChange.only_there),
        (and_(now == undetermined, before == undetermined), VerdictChange.stayed_undetermined),
        (now == undetermined, VerdictChange.became_undetermined),
        (before == undetermined, VerdictChange.became_decided),
        (and_(now == identified, before == identified), VerdictChange.stayed),
        (now == identified, VerdictChange.entered),
        (before == identified, VerdictChange.left),
    ]
    words = [(condition, _word(change.value)) for condition, change in changes]
    return case(*words, else_=_word(VerdictChange.stayed_out.value))


def _word(word: str) -> ColumnElement[str]:
    return literal(word, Text)
