"""Statements over verdicts, with the names that people know schools by."""

from collections.abc import AsyncIterator
from typing import Any
from uuid import UUID

from sqlalchemy import Row, Select, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from shared.access.principals import Principal
from shared.access.visibility import visible_to
from shared.database.paging import Page, PageRequest, ascending, fetch_page
from shared.models import Municipality, School, Verdict


def _verdicts(run_id: UUID, principal: Principal | None) -> Select[*tuple[Any, ...]]:
    statement = (
        select(Verdict, School.printed_code, School.name, Municipality.oktmo)
        .join(School, (School.municipality_id == Verdict.municipality_id) & (School.code == Verdict.school_code))
        .join(Municipality, Municipality.id == Verdict.municipality_id)
        .where(Verdict.run_id == run_id)
    )
    if principal is None:
        return statement
    return statement.where(visible_to(principal, Verdict.municipality_id, Verdict.school_code))


async def stream_verdicts(
    session: AsyncSession, run_id: UUID, principal: Principal | None
) -> AsyncIterator[Row[*tuple[Any, ...]]]:
    """Yield the verdicts a principal sees with printed code, name and ОКТМО, by printed code; a few rows at a time.

    Without a principal all of them: for the command line, alone on its database.
    """
    statement = _verdicts(run_id, principal).order_by(School.printed_code, Verdict.school_code)
    async for row in await session.stream(statement.execution_options(yield_per=500)):
        yield row
        # Otherwise the session would keep every verdict it has seen.
        session.expunge(row[0])


async def list_verdicts(
    session: AsyncSession,
    principal: Principal,
    run_id: UUID,
    *,
    filters: dict[InstrumentedAttribute[str], str],
    page: PageRequest,
) -> Page[Row[*tuple[Any, ...]]]:
    """List verdicts with printed code, name and ОКТМО, by school code."""
    statement = _verdicts(run_id, principal).where(*(column == value for column, value in filters.items()))
    return await fetch_page(session, statement, [ascending(Verdict.school_code)], page)


async def find_verdict(
    session: AsyncSession, principal: Principal, run_id: UUID, school_code: str
) -> Row[*tuple[Any, ...]] | None:
    """Return one verdict with printed code, name and ОКТМО; None where there is none or it is foreign."""
    statement = _verdicts(run_id, principal).where(Verdict.school_code == school_code)
    return (await session.execute(statement)).one_or_none()
