"""The watchdog: takes the lock from workers that outlive the limit of their job."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

import structlog
from sqlalchemy import Row, text
from sqlalchemy.ext.asyncio import AsyncConnection, AsyncEngine

from shared.queue.definition import AnyJob

_LIST_OVERDUE = text("""
SELECT s.job_id, s.worker, s.backend_pid, s.started_at
FROM job_start s JOIN job j ON j.id = s.job_id
WHERE j.kind = :kind AND j.queue = :queue AND j.state = 'ready'
  AND s.ended_at IS NULL AND s.started_at < now() - CAST(:longest AS interval)
""")
# As the login, which all workers share: a backend belongs to its login, whatever role it works as.
_AS_LOGIN = text("SET LOCAL ROLE NONE")
# Only the transaction that was open when the start was recorded: the backend may serve another job by now.
_TERMINATE = text("""
SELECT pg_terminate_backend(pid) FROM pg_stat_activity
WHERE pid = :backend_pid AND datname = current_database() AND usename = session_user AND xact_start < :started_at
""")

logger = structlog.get_logger(__name__)


class Watchdog:
    """Terminates the backends of overdue starts, whatever their worker is stuck in."""

    def __init__(self, engine: AsyncEngine, queue: str, jobs: Sequence[AnyJob], grace: timedelta) -> None:
        """Watch over the queue's jobs of the given definitions."""
        self._engine = engine
        self._queue = queue
        self._jobs = jobs
        self._grace = grace

    async def run(self) -> int:
        """Cut off overdue attempts; return how many were cut."""
        async with self._engine.begin() as connection:
            overdue = [row for definition in self._jobs for row in await self._list_overdue(connection, definition)]
            if not overdue:
                return 0
            await connection.execute(_AS_LOGIN)
            return sum([await self._cut_off(connection, row) for row in overdue])

    async def _list_overdue(self, connection: AsyncConnection, definition: AnyJob) -> Sequence[Row[Any]]:
        parameters = {"kind": definition.kind, "queue": self._queue, "longest": definition.limit + self._grace}
        return (await connection.execute(_LIST_OVERDUE, parameters)).all()

    async def _cut_off(self, connection: AsyncConnection, start: Row[Any]) -> bool:
        parameters = {"backend_pid": start.backend_pid, "started_at": start.started_at}
        was_running = bool(await connection.scalar(_TERMINATE, parameters))
        if was_running:
            logger.warning("job_cut_off", job_id=str(start.job_id), worker=start.worker)
        return was_running
