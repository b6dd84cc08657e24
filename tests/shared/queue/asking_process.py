"""A caller that changes its mind once and asks once: python -m tests.shared.queue.asking_process."""

import asyncio
import contextlib

from sqlalchemy import text
from sqlalchemy.exc import DBAPIError

from shared.database.engine import DatabaseRole, create_database_engine
from shared.database.session import Database
from shared.queue import enqueue
from shared.queue.pushing import JobPusher
from shared.settings import get_settings
from tests.shared.queue.job_kinds import LeaveMark


async def ask_and_fail(database: Database, pusher: JobPusher) -> None:
    async with database.transaction(job_pusher=pusher) as session:
        await enqueue(session, LeaveMark())
        await session.execute(text("SELECT 1 / 0"))


async def main() -> None:
    settings = get_settings()
    assert settings.database_url
    assert settings.redis_url
    database = Database(create_database_engine(settings.database_url, DatabaseRole.app, application_name="asking"))
    pusher = JobPusher(settings.redis_url)
    with contextlib.suppress(DBAPIError):
        await ask_and_fail(database, pusher)
    async with database.transaction(job_pusher=pusher) as session:
        await enqueue(session, LeaveMark())
    await pusher.close()
    await database.dispose()


if __name__ == "__main__":
    asyncio.run(main())
