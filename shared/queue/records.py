"""What is written about jobs outside their working transactions: starts, ends, progress."""

import os
import socket
from uuid import UUID

import structlog
from sqlalchemy import Executable, func, insert, update
from sqlalchemy.dialects.postgresql import insert as insert_or_update
from sqlalchemy.exc import SQLAlchemyError
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.models import JobProgress, JobPush, JobStart

logger = structlog.get_logger(__name__)


class JobRecords:
    """Side tables of the job row, written by statements that commit by themselves.

    A worker gives this an engine of its own: taking second connections from the pool of the working
    transactions made ten jobs on ten connections wait for each other (measured).
    """

    def __init__(self, engine: AsyncEngine) -> None:
        """Write through the engine, one statement a transaction: a worker frozen at any point holds no lock here."""
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._worker = f"{socket.gethostname()}:{os.getpid()}"

    async def record_start(self, job_id: UUID, start_id: UUID, backend_pid: int) -> None:
        """Record that this process has claimed the job and begins; until it ends, it counts as a crash."""
        await self._execute(
            insert(JobStart).values(
                id=start_id, job_id=job_id, worker=self._worker, backend_pid=backend_pid, started_at=func.now()
            )
        )

    async def release(self, job_id: UUID, start_id: UUID) -> None:
        """Record that this process gave the job back unharmed, and let the next sweep deliver it again."""
        await self._execute(update(JobStart).where(JobStart.id == start_id).values(ended_at=func.now()))
        await self._execute(update(JobPush).where(JobPush.job_id == job_id).values(pushed_at=None))

    async def report_progress(self, job_id: UUID, done: int, total: int) -> None:
        """Store how far the job is; a failure is logged, since progress is not worth failing a job."""
        values = {"done": done, "total": total, "updated_at": func.now()}
        statement = insert_or_update(JobProgress).values(job_id=job_id, **values)
        try:
            await self._execute(statement.on_conflict_do_update(index_elements=[JobProgress.job_id], set_=values))
        except (SQLAlchemyError, OSError):
            logger.warning("job_progress_not_stored", job_id=str(job_id), exc_info=True)

    async def _execute(self, statement: Executable) -> None:
        async with self._engine.connect() as connection:
            await connection.execute(statement)
