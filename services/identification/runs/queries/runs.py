"""Statements over runs themselves."""

from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import Select, and_, delete, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import aliased

from shared.access.principals import Principal
from shared.access.visibility import territory_meets, territory_visible_to
from shared.database.paging import Page, PageRequest, descending, fetch_page
from shared.models import Municipality, Run, SchoolList, Verdict


@dataclass(frozen=True, slots=True)
class StatusCounts:
    """Schools of a run by status."""

    schools: int
    identified: int
    not_identified: int
    undetermined: int


async def add_run(session: AsyncSession, run: Run) -> None:
    """Write a new run."""
    session.add(run)
    await session.flush()


async def find_run(session: AsyncSession, run_id: UUID) -> Run | None:
    """Return a run whoever asks: for jobs."""
    return await session.get(Run, run_id)


async def find_visible_run(session: AsyncSession, principal: Principal, run_id: UUID) -> Run | None:
    """Return a run the principal may read; for one that was the same as an earlier one, that."""
    asked = aliased(Run)
    original = select(func.coalesce(asked.same_as_id, asked.id)).where(asked.id == run_id).scalar_subquery()
    return (await session.scalars(_visible_runs(principal).where(Run.id == original))).one_or_none()


async def list_runs(session: AsyncSession, principal: Principal, page: PageRequest) -> Page[Run]:
    """List the runs a principal sees, latest first, each once however often it was asked for."""
    statement = _visible_runs(principal).where(Run.same_as_id.is_(None))
    return await fetch_page(session, statement, [descending(Run.created_at), descending(Run.id)], page)


async def lock_result(session: AsyncSession, run: Run, result_hash: str) -> None:
    """Wait until nobody else closes a run of this territory with this result; held until the transaction ends."""
    key = f"run:{run.territory_level}:{run.territory_code}:{result_hash}"
    await session.execute(select(func.pg_advisory_xact_lock(func.hashtextextended(key, 0))))


async def find_same_run(session: AsyncSession, run: Run, result_hash: str) -> UUID | None:
    """Return the finished run of the same territory with the same result; None where this one is the first."""
    return await session.scalar(
        select(Run.id).where(
            Run.territory_level == run.territory_level,
            Run.territory_code.is_not_distinct_from(run.territory_code),
            Run.result_hash == result_hash,
            Run.state == "finished",
            Run.same_as_id.is_(None),
        )
    )


async def discard_verdicts(session: AsyncSession, run_id: UUID) -> None:
    """Remove the verdicts stored under an id in this transaction: nobody else has seen them."""
    await session.execute(delete(Verdict).where(Verdict.run_id == run_id))


def _visible_runs(principal: Principal) -> Select[Run]:
    """Select runs wholly inside the principal's territories, and published ones that concern them."""
    level, code = Run.territory_level, Run.territory_code
    is_published = select(SchoolList.id).where(SchoolList.run_id == Run.id).exists()
    return select(Run).where(
        or_(territory_visible_to(principal, level, code), and_(is_published, territory_meets(principal, level, code)))
    )


async def list_municipality_ids(session: AsyncSession, run: Run) -> list[int]:
    """Return the municipalities of a run's territory."""
    statement = select(Municipality.id).order_by(Municipality.id)
    if run.territory_level == "region":
        statement = statement.where(Municipality.region_code == run.territory_code)
    elif run.territory_level == "municipality":
        statement = statement.where(Municipality.oktmo == run.territory_code)
    return list(await session.scalars(statement))


async def count_statuses(session: AsyncSession, run_id: UUID) -> StatusCounts:
    """Count the verdicts of a run by status."""
    statuses = ("identified", "not_identified", "undetermined")
    columns = [func.count().filter(Verdict.status == status).label(status) for status in statuses]
    statement = select(func.count().label("schools"), *columns).where(Verdict.run_id == run_id)
    return StatusCounts(**(await session.execute(statement)).mappings().one())
