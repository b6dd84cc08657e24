"""Statements that hold recomputed verdicts against stored ones."""

from dataclasses import dataclass
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, FromClause, Row, and_, func, insert, literal, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from services.identification.runs.queries.evidence import neutral_states
from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.database.paging import Page, PageRequest, ascending, descending, fetch_page
from shared.models import Municipality, RunVerification, RunVerificationDifference, School, Verdict
from shared.rules.plan import RulePlan

# What the verdict itself is made of; the rest of the row is the evidence it stands on.
_VERDICT = ("status", "criteria", "small_n", "boundary", "partial", "missing_count", "to_enter", "to_leave")
_STORED_NOW = ("status", "criteria", "cell_states", "numerators", "denominators")


@dataclass(frozen=True, slots=True)
class DifferenceCounts:
    """Schools that a verification found changed."""

    inputs: int
    verdicts: int
    unexplained: int
    """Another verdict on the same inputs."""


async def add_verification(session: AsyncSession, verification: RunVerification) -> None:
    """Write a new verification."""
    session.add(verification)
    await session.flush()


async def find_verification(
    session: AsyncSession, verification_id: UUID, run_id: UUID | None = None
) -> RunVerification | None:
    """Return a verification, of the given run where one is given."""
    verification = await session.get(RunVerification, verification_id)
    return None if verification is None or run_id not in (None, verification.run_id) else verification


async def list_verifications(session: AsyncSession, run_id: UUID, page: PageRequest) -> Page[RunVerification]:
    """List the verifications of a run, latest first."""
    statement = select(RunVerification).where(RunVerification.run_id == run_id)
    return await fetch_page(
        session, statement, [descending(RunVerification.created_at), descending(RunVerification.id)], page
    )


async def store_differences(session: AsyncSession, plan: RulePlan, verification: RunVerification) -> DifferenceCounts:
    """Store every school whose verdict under the verification's id is not the one of its run; count them.

    A full join is never done as a nested loop, which matters: of rows stored in this transaction the planner
    knows nothing.
    """
    before, now = _verdicts_of(verification.run_id, "before"), _verdicts_of(verification.id, "now")
    same_school = (before.c.municipality_id == now.c.municipality_id) & (before.c.school_code == now.c.school_code)
    inputs_differ = _inputs_differ(plan, before, now)
    verdict_differs = or_(
        *(before.c[name].is_distinct_from(now.c[name]) for name in _VERDICT),
        # On the same numbers a cell cannot come to another state either.
        and_(~inputs_differ, before.c.cell_states.is_distinct_from(now.c.cell_states)),
    )
    columns = {
        "municipality_id": func.coalesce(before.c.municipality_id, now.c.municipality_id),
        "verification_id": literal(verification.id),
        "school_code": func.coalesce(before.c.school_code, now.c.school_code),
        "inputs_differ": inputs_differ,
        "verdict_differs": verdict_differs,
    } | {name: now.c[name] for name in _STORED_NOW}
    differing = (
        select(*columns.values())
        .select_from(before.join(now, same_school, full=True))
        .where(or_(inputs_differ, verdict_differs))
    )
    await session.execute(insert(RunVerificationDifference).from_select(list(columns), differing))
    return await _count_differences(session, verification.id)


def _verdicts_of(run_id: UUID, name: str) -> FromClause:
    return select(Verdict).where(Verdict.run_id == run_id).subquery(name)


def _inputs_differ(plan: RulePlan, before: FromClause, now: FromClause) -> ColumnElement[bool]:
    """Return the condition that the rule read something else of a school; true also where one side is not there."""
    return or_(
        before.c.school_code.is_(None),
        now.c.school_code.is_(None),
        neutral_states(plan, before.c.cell_states).is_distinct_from(neutral_states(plan, now.c.cell_states)),
        before.c.numerators.is_distinct_from(now.c.numerators),
        before.c.denominators.is_distinct_from(now.c.denominators),
    )


async def _count_differences(session: AsyncSession, verification_id: UUID) -> DifferenceCounts:
    inputs, verdicts = RunVerificationDifference.inputs_differ, RunVerificationDifference.verdict_differs
    statement = select(
        func.count().filter(inputs).label("inputs"),
        func.count().filter(verdicts).label("verdicts"),
        func.count().filter(verdicts & ~inputs).label("unexplained"),
    ).where(RunVerificationDifference.verification_id == verification_id)
    return DifferenceCounts(**(await session.execute(statement)).mappings().one())


async def list_verification_differences(
    session: AsyncSession, principal: Principal, verification: RunVerification, page: PageRequest
) -> Page[Row[*tuple[Any, ...]]]:
    """List differing schools by code: the difference, the run's verdict (none for a new school), names."""
    difference = RunVerificationDifference
    statement = (
        select(difference, Verdict, School.printed_code, School.name, Municipality.oktmo)
        .join(School, (School.municipality_id == difference.municipality_id) & (School.code == difference.school_code))
        .join(Municipality, Municipality.id == difference.municipality_id)
        .outerjoin(
            Verdict,
            (Verdict.municipality_id == difference.municipality_id)
            & (Verdict.school_code == difference.school_code)
            & (Verdict.run_id == verification.run_id),
        )
        .where(difference.verification_id == verification.id)
        .where(visible_to(principal, difference.municipality_id, difference.school_code))
    )
    keys = [ascending(difference.school_code), ascending(difference.municipality_id)]
    return await fetch_page(session, statement, keys, page)
