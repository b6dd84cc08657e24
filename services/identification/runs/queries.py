"""Every SQL statement of runs."""

from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, Row, Select, Text, cast, func, literal, select
from sqlalchemy.dialects.postgresql import aggregate_order_by
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import InstrumentedAttribute

from shared.access.principals import Principal
from shared.access.visibility import territory_visible_to, visible_to
from shared.database.paging import Page, PageRequest, ascending, descending, fetch_page
from shared.models import Municipality, Pack, Run, School, Verdict
from shared.rules.plan import CellKind, CellState, RulePlan

# States that only say how a known share compares with the options in force; the numbers stand beside them.
_COMPARED = f"{CellState.holds}{CellState.fails}{CellState.too_few}"


@dataclass(frozen=True, slots=True)
class StatusCounts:
    """Schools of a run by status."""

    schools: int
    identified: int
    not_identified: int
    undetermined: int


async def find_pack(session: AsyncSession, code: str, version: str | None = None) -> Pack | None:
    """Return the given version of a pack, or the one published last; None where there is none."""
    statement = select(Pack).where(Pack.code == code).order_by(Pack.installed_at.desc(), Pack.version.desc()).limit(1)
    if version is not None:
        statement = statement.where(Pack.version == version)
    return (await session.scalars(statement)).one_or_none()


async def add_run(session: AsyncSession, run: Run) -> None:
    """Write a new run."""
    session.add(run)
    await session.flush()


async def find_run(session: AsyncSession, run_id: UUID) -> Run | None:
    """Return a run whoever asks: for jobs."""
    return await session.get(Run, run_id)


async def find_visible_run(session: AsyncSession, principal: Principal, run_id: UUID) -> Run | None:
    """Return a run whose territory the principal sees wholly."""
    return (await session.scalars(_visible_runs(principal).where(Run.id == run_id))).one_or_none()


async def list_runs(session: AsyncSession, principal: Principal, page: PageRequest) -> Page[Run]:
    """List the runs a principal sees, latest first."""
    return await fetch_page(session, _visible_runs(principal), [descending(Run.created_at), descending(Run.id)], page)


def _visible_runs(principal: Principal) -> Select[Run]:
    return select(Run).where(territory_visible_to(principal, Run.territory_level, Run.territory_code))


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


async def hash_evidence(session: AsyncSession, plan: RulePlan, run_id: UUID) -> str:
    """Return SHA-256 (hexadecimal) over what the rule read of every school, in the order of school codes.

    Taken from the stored evidence, that is from the very snapshot the verdicts were made on. How a share compares
    with a threshold is left out, so that options do not change the hash of the inputs.
    """
    line = func.concat_ws(
        "|",
        Verdict.school_code,
        func.concat(*_neutral_states(plan)),
        cast(Verdict.numerators, Text),
        cast(Verdict.denominators, Text),
    )
    lines = func.string_agg(line, aggregate_order_by(literal("\n"), Verdict.school_code))
    digest = func.encode(func.sha256(func.convert_to(func.coalesce(lines, ""), "UTF8")), "hex")
    return str(await session.scalar(select(digest).where(Verdict.run_id == run_id)))


def _neutral_states(plan: RulePlan) -> Iterator[ColumnElement[str]]:
    start = 1
    for is_answer, cells in groupby(plan.cells, key=lambda cell: cell.kind is CellKind.answer):
        length = len(list(cells))
        states = func.substr(Verdict.cell_states, start, length)
        yield states if is_answer else func.translate(states, _COMPARED, CellState.known.value * len(_COMPARED))
        start += length


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


async def stream_verdicts(session: AsyncSession, run_id: UUID) -> AsyncIterator[Row[*tuple[Any, ...]]]:
    """Yield every verdict with printed code, name and ОКТМО, by printed code; takes the memory of a few rows."""
    statement = _verdicts(run_id, None).order_by(School.printed_code, Verdict.school_code)
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
