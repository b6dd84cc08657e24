"""All indicators of 004 by the compiled statement and by SQL written by hand: the same rows stored by both."""

from datetime import date
from pathlib import Path
from typing import Any
from uuid import uuid4

import asyncpg
from sqlalchemy import Column, Integer, MetaData, Table, Text, insert, select, text
from sqlalchemy.dialects import postgresql
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.schema import CreateTable
from sqlalchemy.types import TypeEngine

from benchmarks.measuring import ROUNDS, report, timed
from services.monitoring.computations.queries.storing import store_values
from shared.clock import utc_now
from shared.database.session import Database
from shared.indicators.compiling.rolls import published_rolls
from shared.indicators.compiling.rows import COLUMNS
from shared.indicators.compiling.statement import compile_indicators
from shared.indicators.computing import fit_for_computing
from shared.indicators.periods import parse_period
from shared.indicators.plan import IndicatorPlan
from shared.indicators.resolving import resolve_indicators
from shared.models import Computation, Pack
from shared.packs.loading import get_pack_folder, load_pack
from shared.reference.procedures import load_procedures

_FOLDER = Path(__file__).parent
_PERIOD = "2022/2023"
_DIALECT = postgresql.dialect()  # type: ignore[no-untyped-call]  # the library leaves it untyped
_TABLES = ("counted_compiled", "counted_by_hand")
# What 004 has none of, and what only the product knows, is not compared.
_COMPARED = ", ".join(
    ("level", "municipality_id", "code", *[name for name in COLUMNS if name not in {"factors", "answered"}])
)


async def compare_indicators(database: Database, owner: asyncpg.Connection) -> None:
    """Answer for every school and municipality, list some of them, and compute the 53 rows of 004 in both ways."""
    await owner.execute((_FOLDER / "points_data.sql").read_text())
    for number, category in enumerate(("low_results", "disadvantaged", "at_risk")):
        await publish_list(owner, category, number)
    for name in _TABLES:
        await owner.execute(str(CreateTable(_table(name)).compile(dialect=_DIALECT)))
        await owner.execute(f"GRANT INSERT ON {name} TO opora_worker")
    await owner.execute("VACUUM ANALYZE")
    plan = resolve_indicators(
        load_pack(get_pack_folder("indicator-points")), parse_period(_PERIOD), {}, load_procedures()
    )
    compiled: list[float] = []
    kept: list[float] = []
    by_hand: list[float] = []
    for _ in range(ROUNDS):
        await owner.execute("TRUNCATE counted_compiled, counted_by_hand")
        async with database.transaction() as session, fit_for_computing(session):
            ids = list(await session.scalars(text("SELECT id FROM municipality")))
            compiled.append(await timed(lambda: store_compiled(session, plan, ids)))  # noqa: B023  # awaited at once
            by_hand.append(await timed(lambda: store_by_hand(session, plan)))  # awaited at once
        async with database.transaction() as session:
            kept.append(await timed_keeping(session, plan, ids))
        await require_same_rows(owner)
    rows = await owner.fetchval("SELECT count(*) FROM counted_compiled")
    report(f"indicators of 004, {rows:,} rows", compiled, "hand-written SQL, same stored rows", by_hand)
    report("the same kept with answers and contributions", kept, "hand-written SQL, the rows alone", by_hand)


async def publish_list(owner: asyncpg.Connection, category: str, number: int) -> None:
    """Publish a federal list with every fifth school on it."""
    list_id = uuid4()
    await owner.execute(
        "INSERT INTO school_list (id, category, academic_year, territory_level, basis, source, state, order_number, "
        "order_date, order_parties, version, created_at) "
        "VALUES ($1, $2, 2022, 'federal', 'document', 'bench', 'draft', '1', $3, '[]', 1, now())",
        list_id,
        category,
        date(2022, 10, 14),
    )
    listed = await owner.execute(
        "INSERT INTO listed_school (municipality_id, list_id, school_code) SELECT municipality_id, $1, code "
        "FROM (SELECT *, row_number() OVER (ORDER BY code) FROM school) AS school WHERE (row_number + $2) % 5 < 2",
        list_id,
        number,
    )
    await owner.execute(
        "UPDATE school_list SET state = 'published', published_at = now(), schools = $2 WHERE id = $1",
        list_id,
        int(listed.split()[-1]),
    )


async def store_compiled(session: AsyncSession, plan: IndicatorPlan, ids: list[int]) -> None:
    """Compile the plan and store what it comes to."""
    table = _table(_TABLES[0])
    rolls = published_rolls(roll.academic_year for roll in plan.rolls)
    statement = insert(table).from_select(list(table.c.keys()), compile_indicators(plan, rolls))
    given = {"municipality_ids": ids, "pack_code": plan.pack, "period": plan.period.text}
    await session.execute(statement, given)


async def timed_keeping(session: AsyncSession, plan: IndicatorPlan, ids: list[int]) -> float:
    """Keep everything as a computation does, and take it back."""
    version = await session.scalar(select(Pack.version).where(Pack.code == plan.pack))
    savepoint = await session.begin_nested()
    computation = Computation(
        id=uuid4(),
        pack_code=plan.pack,
        pack_version=version,
        period=plan.period.text,
        options=dict(plan.options),
        territory_level="federal",
        state="planned",
        created_at=utc_now(),
    )
    session.add(computation)
    await session.flush()
    seconds = await timed(lambda: store_values(session, plan, computation.id, ids))
    await savepoint.rollback()
    return seconds


def _table(name: str) -> Table:
    """Return a table that the statement's rows fit in."""
    kinds: dict[str, TypeEngine[Any]] = {"level": Text(), "municipality_id": Integer(), "code": Text(), **COLUMNS}
    columns = [Column(column, kind) for column, kind in kinds.items()]
    return Table(name, MetaData(), *columns, prefixes=["UNLOGGED"])


async def store_by_hand(session: AsyncSession, plan: IndicatorPlan) -> None:
    """Run the SQL written by hand; indicators are stored by their positions, as the compiled statement does."""
    statement = (_FOLDER / "points_by_hand.sql").read_text()
    for at, item in enumerate(plan.items):
        name = item.code if item.part_of is None else f"{item.part_of}/{item.code}"
        statement = statement.replace(f"{{{name}}}", str(at))
    answers = [at for at, item in enumerate(plan.items) if item.kind == "answer"]
    await session.execute(text(statement), {"answers": answers})


async def require_same_rows(owner: asyncpg.Connection) -> None:
    """Raise unless both stored the same: a ratio between different answers says nothing."""
    for one, other in (_TABLES, _TABLES[::-1]):
        different = await owner.fetch(
            f"SELECT {_COMPARED} FROM {one} EXCEPT ALL SELECT {_COMPARED} FROM {other} LIMIT 5"
        )
        if different:
            raise SystemExit(f"rows of {one} that {other} has not: {[tuple(row) for row in different]}")
