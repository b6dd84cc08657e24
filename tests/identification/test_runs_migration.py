"""Runs that were stored twice before the same of everything became one run."""

import asyncio
from collections.abc import AsyncIterator
from uuid import UUID, uuid4

import pytest
from alembic import command
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncConnection, create_async_engine

from shared.database.engine import asyncpg_url
from tests.identification.old_databases import config_of, open_old_database

BEFORE, AFTER = "e5960361a820", "15605f47b688"
_RUN = text(
    "INSERT INTO run (id, pack_code, pack_version, rule_code, academic_year, territory_level, territory_code, options, "
    "state, schools, identified, not_identified, undetermined, combinations, inputs_hash, result_hash, created_at, "
    "finished_at) VALUES (:id, 'p', '1', 'r', 2022, :level, :code, '{}', 'finished', 1, 1, 0, 0, '{}', 'i', :result, "
    "now(), now() + :minute * interval '1 minute')"
)
_VERDICT = text(
    "INSERT INTO verdict (municipality_id, run_id, school_code, status, criteria, cell_states, numerators, "
    "denominators, small_n, boundary, partial, missing_count) "
    "SELECT id, :run_id, 'edu240001', 'identified', '{t}', 't', '{1}', '{2}', false, false, false, 0 FROM municipality"
)


@pytest.fixture
async def old_database(owner_database_url: str) -> AsyncIterator[str]:
    """A database of its own at the revision before."""
    async with open_old_database(owner_database_url, BEFORE) as address:
        yield address


async def store_run(connection: AsyncConnection, minute: int, result: str, code: str | None = "04") -> UUID:
    run_id = uuid4()
    level = "region" if code else "federal"
    await connection.execute(_RUN, {"id": run_id, "level": level, "code": code, "result": result, "minute": minute})
    await connection.execute(_VERDICT, {"run_id": run_id})
    return run_id


async def test_runs_stored_twice_become_one_and_can_go_back(old_database: str) -> None:
    engine = create_async_engine(asyncpg_url(old_database))
    async with engine.begin() as connection:
        await connection.execute(text("INSERT INTO pack VALUES ('p', '1', 'P', 'sha256:1', '{}', now())"))
        await connection.execute(text("INSERT INTO region VALUES ('04', 'Край')"))
        await connection.execute(
            text("INSERT INTO municipality (oktmo, name, region_code) VALUES ('04729000', 'Норильск', '04')")
        )
        later = await store_run(connection, 2, "a")
        first = await store_run(connection, 1, "a")
        other = await store_run(connection, 3, "b")
        nationwide, again = [await store_run(connection, minute, "a", None) for minute in (4, 5)]

    await asyncio.to_thread(command.upgrade, config_of(old_database), AFTER)

    async with engine.connect() as connection:
        runs = await connection.execute(text("SELECT id, same_as_id FROM run"))
        same = {run.id: run.same_as_id for run in runs}
        kept = set((await connection.execute(text("SELECT run_id FROM verdict"))).scalars())
        engines = set((await connection.execute(text("SELECT engine_version FROM run"))).scalars())
    assert same == {first: None, later: first, other: None, nationwide: None, again: nationwide}
    assert kept == {first, other, nationwide}
    assert engines == {"1"}

    await asyncio.to_thread(command.downgrade, config_of(old_database), BEFORE)

    async with engine.connect() as connection:
        left = set((await connection.execute(text("SELECT id FROM run"))).scalars())
    await engine.dispose()
    assert left == {first, other, nationwide}
