"""Servers that these tests may flush, stop and crash."""

from collections.abc import AsyncIterator, Iterator
from pathlib import Path

import pytest
import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import create_async_engine

from opora.embedded import EmbeddedServers, temporary_folder
from opora.migration import migrate
from shared.database.engine import asyncpg_url
from tests.shared.queue.trial import Trial

# Postgres must keep what it acknowledged when its processes are killed, but need not survive the machine.
_POSTGRES_OPTIONS = {"fsync": "off", "full_page_writes": "off", "shared_buffers": "64MB"}
# A killed Redis forgets everything: the harder case.
_REDIS_OPTIONS = {"appendonly": "no"}
_TRIAL_SCHEMA = """
CREATE SCHEMA trial;
GRANT USAGE ON SCHEMA trial TO opora_app, opora_worker;
CREATE TABLE trial.mark (job_id uuid NOT NULL, name text NOT NULL);
CREATE TABLE trial.late_check (
    id int PRIMARY KEY DEFAULT 2,
    parent int REFERENCES trial.late_check DEFERRABLE INITIALLY DEFERRED
);
GRANT SELECT, INSERT ON trial.mark, trial.late_check TO opora_app, opora_worker;
"""
_EMPTY = "TRUNCATE job, job_push, job_start, job_progress, schedule, schedule_period, trial.mark, trial.late_check"


async def _execute(url: str, *statements: str) -> None:
    engine = create_async_engine(asyncpg_url(url))
    async with engine.begin() as connection:
        for statement in statements:
            await connection.execute(text(statement))
    await engine.dispose()


@pytest.fixture(scope="session", autouse=True)
def plain_tracebacks() -> Iterator[None]:
    """Log failures as they are logged in production: drawing their frames takes seconds."""
    before = structlog.get_config()
    structlog.configure(processors=[structlog.dev.ConsoleRenderer(exception_formatter=structlog.dev.plain_traceback)])
    yield
    structlog.configure(**before)


@pytest.fixture(scope="session")
def trial_folder() -> Iterator[Path]:
    with temporary_folder() as folder:
        yield folder


@pytest.fixture(scope="session")
async def trial_servers(trial_folder: Path) -> AsyncIterator[EmbeddedServers]:
    servers = EmbeddedServers(
        trial_folder, postgres_options=_POSTGRES_OPTIONS, redis_options=_REDIS_OPTIONS, temporary=True
    )
    with servers as addresses:
        await migrate(addresses.owner_database_url, addresses.database_url)
        await _execute(addresses.owner_database_url, *filter(str.strip, _TRIAL_SCHEMA.split(";")))
        yield servers


@pytest.fixture
async def trial(trial_servers: EmbeddedServers, tmp_path: Path) -> AsyncIterator[Trial]:
    """Begin with empty tables, an empty Redis and no worker."""
    trial_servers.start()
    trial = Trial(trial_servers, tmp_path)
    await trial.redis.flushall()
    yield trial
    await trial.close()
    trial_servers.start()
    await _execute(trial_servers.postgres.owner_database_url, _EMPTY)
