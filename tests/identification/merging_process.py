"""A process that merges what is staged, and may be killed: python -m tests.identification.merging_process."""

import asyncio

from services.identification.worker import JOBS
from shared.database.engine import DatabaseRole, create_database_engine
from shared.database.session import Database
from shared.queue.draining import run_ready_jobs
from shared.settings import get_settings


async def main() -> None:
    url = get_settings().database_url
    assert url
    database = Database(create_database_engine(url, DatabaseRole.worker, application_name="tests-merging"))
    await run_ready_jobs(database, JOBS)
    await database.dispose()


if __name__ == "__main__":
    asyncio.run(main())
