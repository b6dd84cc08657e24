"""`make bench`: what things cost beside COPY, SQL written by hand and bare Starlette; ratios of medians."""

import asyncio
import io
import os
import sys
import tempfile
from pathlib import Path
from uuid import uuid4

import asyncpg
from sqlalchemy import make_url, text

from benchmarks.indicators import compare_indicators
from benchmarks.lists import compare_lists
from benchmarks.measuring import ROUNDS, report, timed
from benchmarks.region import LIST_YEAR, PROCEDURES, write_files
from opora.embedded import temporary_servers
from opora.migration import migrate
from services.identification.imports.jobs import merge_import
from services.identification.imports.schemas import Dataset
from services.identification.imports.use_cases import receive_import
from services.identification.runs.jobs import execute_run
from services.identification.runs.schemas import RunCreate, RunTerritory
from services.identification.runs.use_cases import create_run, get_plan
from shared.database.engine import DatabaseRole, create_database_engine
from shared.database.session import Database
from shared.imports.use_cases import ImportFile
from shared.logging import configure_logging
from shared.queue.draining import run_ready_jobs
from shared.rules.judging import judge_schools

BY_HAND = Path(__file__).with_name("by_hand.sql")
_PLAIN_TABLE = """
    CREATE TABLE plain (
        municipality_id int, school_code text COLLATE "C", academic_year smallint, procedure_code text COLLATE "C",
        participants int NOT NULL, below_threshold int NOT NULL, receipt_id uuid NOT NULL, as_of timestamptz NOT NULL,
        PRIMARY KEY (municipality_id, school_code, academic_year, procedure_code)
    )
"""


async def measure(schools: int) -> None:
    """Measure on a throw-away server and print the figures."""
    with temporary_servers(with_redis=False) as servers, tempfile.TemporaryDirectory() as folder:
        await migrate(servers.owner_database_url, servers.database_url)
        engine = create_database_engine(servers.database_url, DatabaseRole.worker, application_name="bench")
        database = Database(engine)
        owner = await asyncpg.connect(make_url(servers.owner_database_url).render_as_string(hide_password=False))
        register, results = write_files(Path(folder), schools)
        await import_file(database, Dataset.schools, register)
        await compare_imports(database, owner, results)
        await compare_runs(database, owner)
        await compare_pages(database, servers.database_url)
        await compare_indicators(database, owner)
        await owner.close()
        await database.dispose()


async def import_file(database: Database, dataset: Dataset, path: Path) -> None:
    """Import a file as the API and its worker do."""
    with path.open("rb") as content:  # nothing else runs meanwhile
        async with database.transaction() as session:
            file = ImportFile(dataset, "text/csv", content, os.fstat(content.fileno()).st_size)
            await receive_import(session, file, client_id=None)
    await run_ready_jobs(database, [merge_import])


async def compare_imports(database: Database, owner: asyncpg.Connection, results: Path) -> None:
    """Import the results anew each round, beside a COPY of the same rows into a table with the same key."""
    imports, copies, rows = [], [], 0
    for _ in range(ROUNDS):
        await owner.execute("TRUNCATE assessment_result, staged_result")
        imports.append(await timed(lambda: import_file(database, Dataset.results, results)))
        content = io.BytesIO()
        await owner.copy_from_table("assessment_result", output=content, format="csv")
        rows = int(await owner.fetchval("SELECT count(*) FROM assessment_result"))
        await owner.execute("DROP TABLE IF EXISTS plain")
        await owner.execute(_PLAIN_TABLE)
        content.seek(0)
        copies.append(await timed(lambda: owner.copy_to_table("plain", source=content, format="csv")))  # noqa: B023  # awaited at once
    await owner.execute("DROP TABLE plain")
    report(f"import of {rows:,} results", imports, "COPY of the same rows, same key", copies)


async def compare_runs(database: Database, owner: asyncpg.Connection) -> None:
    """Judge all schools by the compiled rule and by hand-written SQL, on the same tables, the same answer stored."""
    await owner.execute("VACUUM ANALYZE")
    wanted = RunCreate(
        rule="norilsk-2022/low-results", academic_year=LIST_YEAR, territory=RunTerritory(level="federal")
    )
    by_hand, compiled = [], []
    for _ in range(ROUNDS):
        async with database.transaction() as session:
            run = await create_run(session, wanted, client_id=None)
            plan = await get_plan(session, run)
            ids = list(await session.scalars(text("SELECT id FROM municipality")))
            compiled.append(await timed(lambda: judge_schools(session, plan, run.id, ids)))  # noqa: B023  # awaited at once
        hand_id = uuid4()
        async with database.transaction() as session:
            await session.execute(text("SET LOCAL work_mem = '64MB'"))
            values = {"run_id": hand_id, "years": [2022, 2021], "procedures": list(PROCEDURES)}
            by_hand.append(await timed(lambda: session.execute(text(BY_HAND.read_text()), values)))  # noqa: B023  # awaited at once
        await require_same_answer(owner, run.id, hand_id)
        await owner.execute("TRUNCATE verdict")
    report("run of low-results", compiled, "hand-written SQL, same stored answer", by_hand)


async def compare_pages(database: Database, database_url: str) -> None:
    """Finish a run as a job does, then ask for pages of its verdicts and of the other lists."""
    wanted = RunCreate(
        rule="norilsk-2022/low-results", academic_year=LIST_YEAR, territory=RunTerritory(level="federal")
    )
    async with database.transaction() as session:
        run = await create_run(session, wanted, client_id=None)
        plan = await get_plan(session, run)
    await run_ready_jobs(database, [execute_run])
    await compare_lists(database, database_url, run.id, plan)


async def require_same_answer(owner: asyncpg.Connection, first: object, second: object) -> None:
    """Raise unless both runs stored the same: a ratio between different answers says nothing."""
    columns = "municipality_id, school_code, status, criteria, cell_states, numerators, denominators, small_n, boundary"
    columns += ", partial, missing_count, to_enter, to_leave"
    difference = await owner.fetchval(
        f"SELECT count(*) FROM (SELECT {columns} FROM verdict WHERE run_id = $1 "
        f"EXCEPT SELECT {columns} FROM verdict WHERE run_id = $2) AS difference",
        first,
        second,
    )
    if difference:
        raise SystemExit(f"{difference} verdicts differ between the compiled rule and the SQL written by hand")


if __name__ == "__main__":
    configure_logging(level="WARNING", log_format="console")
    asyncio.run(measure(int(sys.argv[1]) if len(sys.argv) > 1 else 40_000))
