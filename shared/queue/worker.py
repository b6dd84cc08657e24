"""A service's worker: ARQ delivers ids, the claim decides; sweep, scheduler and watchdog see to the rest."""

import asyncio
import contextlib
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable, Sequence
from datetime import timedelta
from typing import Any, cast
from uuid import UUID

import structlog
from arq.typing import WorkerCoroutine
from arq.worker import Worker, func
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.database.engine import DatabaseRole, create_database_engine
from shared.database.schema_version import require_current_schema
from shared.database.session import Database
from shared.queue.attempt import JobRunner
from shared.queue.definition import AnyJob
from shared.queue.pace import WorkerPace
from shared.queue.pushing import DELIVERY, JobPusher, deserialize, open_worker_redis, queue_name, serialize
from shared.queue.records import JobRecords
from shared.queue.schedules.scheduler import Scheduler
from shared.queue.sweep import OwnHands, Sweep
from shared.queue.watchdog import Watchdog
from shared.settings import Settings
from shared.storage import open_storage

# ARQ's own limit only ends the waiting for a job, which has a limit of its own; it must never come first.
_DELIVERY_SLACK = timedelta(minutes=1)
# Entries of killed workers stay at the head of ARQ's queue until they expire; read past them.
_READ_LIMIT = 1000
_HEALTH_EVERY = timedelta(seconds=5)
# A sweep in its middle is let finish; it takes milliseconds unless a server hangs.
_ROUND_PATIENCE = timedelta(seconds=2)
_CANCEL_AGAIN_AFTER = timedelta(seconds=1)
# ARQ shields its last word on a delivery: cut off, it would speak to a closed connection and complain to the log.
_FAREWELL = timedelta(milliseconds=500)
# Statements of milliseconds: starts, progress, sweep, scheduler, watchdog.
_RECORDS_POOL = 3

# Its two lines a delivery tell nothing that our own event about the job does not.
logging.getLogger("arq").setLevel(logging.WARNING)

logger = structlog.get_logger(__name__)


class QueueWorker:
    """Runs the jobs of one service, alone in its process or beside an API."""

    def __init__(
        self,
        queue: str,
        jobs: Sequence[AnyJob],
        settings: Settings,
        *,
        max_jobs: int = 5,
        pace: WorkerPace | None = None,
    ) -> None:
        """Take the service's jobs and the settings, which name the servers; connect when served."""
        assert settings.database_url is not None, "servers are provided before"
        assert settings.redis_url is not None, "servers are provided before"
        strays = [definition.kind for definition in jobs if definition.payload_class.queue != queue]
        if strays:
            raise ValueError(f"These jobs belong to another queue than {queue}: {', '.join(strays)}")
        self.queue = queue
        self.jobs = tuple(jobs)
        self.pace = pace or WorkerPace()
        self._max_jobs = max_jobs
        self._redis_url = settings.redis_url
        self._storage = open_storage(settings)
        self._database = Database(_open_engine(settings.database_url, f"opora {queue} jobs", max_jobs))
        # Apart from the working transactions, which would otherwise wait for each other's second connections.
        self._records_engine = _open_engine(settings.database_url, f"opora {queue} records", _RECORDS_POOL)
        self._slots = asyncio.Semaphore(max_jobs)
        self._running: set[asyncio.Task[None]] = set()
        self._is_stopping = False
        self._arq_worker: Worker | None = None

    async def serve(self, stop: asyncio.Event) -> None:
        """Work until told to stop; then let running jobs finish for a while and give the others back."""
        self._is_stopping = False
        pusher = JobPusher(self._redis_url)
        runner = JobRunner(
            self._database, JobRecords(self._records_engine), self.jobs, pusher=pusher, storage=self._storage
        )
        own_hands = OwnHands(lambda job_id: self._start(runner, job_id), lambda: self._max_jobs - len(self._running))
        sweep = Sweep(self._records_engine, pusher, own_hands, self.queue, self.jobs, self.pace.push_again_after)
        scheduler = Scheduler(Database(self._records_engine), self.queue, self.jobs, pusher)
        watchdog = Watchdog(self._records_engine, self.queue, self.jobs, self.pace.grace_over_limit)
        delivery = asyncio.create_task(self._deliver_forever(runner))
        rounds = [
            asyncio.create_task(_repeat(sweep.run, self.pace.sweep_every, stop)),
            asyncio.create_task(_repeat(scheduler.run, self.pace.schedule_every, stop)),
            asyncio.create_task(_repeat(watchdog.run, self.pace.watch_every, stop)),
        ]
        logger.info("worker_started", queue=self.queue, kinds=[definition.kind for definition in self.jobs])
        try:
            await stop.wait()
        finally:
            stop.set()
            await self._finish_running()
            await _end([delivery], patience=timedelta())
            await _end(rounds, patience=_ROUND_PATIENCE)
            await pusher.close()
            await self._database.dispose()
            await self._records_engine.dispose()
            logger.info("worker_stopped", queue=self.queue)

    @contextlib.asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Work while the block runs: for a process that also does something else."""
        stop = asyncio.Event()
        serving = asyncio.create_task(self.serve(stop))
        try:
            yield
        finally:
            stop.set()
            await serving

    async def require_current_schema(self) -> None:
        """Refuse to work on a schema this build was not made for."""
        await require_current_schema(self._database.engine)

    async def _deliver_forever(self, runner: JobRunner) -> None:
        """Keep ARQ going: it exits when Redis stays away, and a worker must outlive that."""

        async def deliver(_: dict[str, Any], job_id: str) -> None:
            # Only waited for: a job in the middle of its transaction does not care what becomes of ARQ or Redis.
            await asyncio.wait([self._start(runner, UUID(job_id))])

        while True:
            arq_worker = self._arq_worker = self._create_arq_worker(deliver)
            try:
                await arq_worker.main()
            except Exception as error:  # noqa: BLE001  # whatever ends ARQ, the answer is to start it again
                logger.warning("delivery_interrupted", queue=self.queue, error=type(error).__name__)
            finally:
                await _abandon(arq_worker)
            await asyncio.sleep(self.pace.restart_delay.total_seconds())

    def _create_arq_worker(self, deliver: Callable[..., Awaitable[None]]) -> Worker:
        longest = max((definition.limit for definition in self.jobs), default=timedelta())
        return Worker(
            functions=[func(cast("WorkerCoroutine", deliver), name=DELIVERY)],
            queue_name=queue_name(self.queue),
            redis_pool=open_worker_redis(self._redis_url),
            handle_signals=False,
            max_jobs=self._max_jobs,
            job_timeout=longest + _DELIVERY_SLACK,
            queue_read_limit=_READ_LIMIT,
            poll_delay=self.pace.poll_every,
            # The row in Postgres knows about attempts and results; ARQ forgets a delivery once it is made.
            max_tries=1,
            keep_result=0,
            log_results=False,
            health_check_interval=_HEALTH_EVERY,
            job_serializer=serialize,
            job_deserializer=deserialize,
        )

    def _start(self, runner: JobRunner, job_id: UUID) -> asyncio.Task[None]:
        task = asyncio.create_task(self._run(runner, job_id))
        self._running.add(task)
        task.add_done_callback(self._running.discard)
        return task

    async def _run(self, runner: JobRunner, job_id: UUID) -> None:
        async with self._slots:
            if self._is_stopping:
                return
            try:
                await runner.run(job_id)
            except Exception:
                logger.exception("job_not_attempted", job_id=str(job_id))

    async def _finish_running(self) -> None:
        """Take nothing new, wait for what runs, then roll the rest back: it stays ready."""
        self._is_stopping = True
        if self._arq_worker is not None:
            self._arq_worker.allow_pick_jobs = False
        await _end(self._running, patience=self.pace.completion_wait)


def _open_engine(database_url: str, application_name: str, pool_size: int) -> AsyncEngine:
    return create_database_engine(
        database_url, DatabaseRole.worker, application_name=application_name, pool_size=pool_size, max_overflow=0
    )


async def run_worker_forever(worker: QueueWorker) -> None:
    """Serve until SIGTERM or SIGINT: the whole life of a worker's process."""
    await worker.require_current_schema()
    stop = asyncio.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        asyncio.get_running_loop().add_signal_handler(number, stop.set)
    await worker.serve(stop)


async def _repeat(action: Callable[[], Awaitable[int]], pause: timedelta, stop: asyncio.Event) -> None:
    """Do it again and again until the stop; a failure is logged, since the next time may do."""
    while not stop.is_set():
        try:
            await action()
        except Exception:
            logger.warning("worker_round_failed", action=action.__qualname__, exc_info=True)
        with contextlib.suppress(TimeoutError):
            await asyncio.wait_for(stop.wait(), pause.total_seconds())


async def _end(tasks: Iterable[asyncio.Task[None]], patience: timedelta) -> None:
    """Wait for the tasks as long as the patience lasts, then cancel them until they are gone.

    Once is not enough: `asyncio.wait_for` of Python 3.11 swallows a cancellation that meets a result, and the task
    would go on for ever (measured: the twelfth stop of a busy worker hung).
    """
    pending, timeout = set(tasks), patience
    while pending:
        ended, pending = await asyncio.wait(pending, timeout=timeout.total_seconds())
        for task in ended:
            # Looked at, so that asyncio does not complain; what matters about a job is in its row.
            _ = task.cancelled() or task.exception()
        for task in pending:
            task.cancel()
        timeout = _CANCEL_AGAIN_AFTER


async def _abandon(arq_worker: Worker) -> None:
    """Take leave of an ARQ worker: its deliveries end, the jobs they started go on."""
    await _end(arq_worker.tasks.values(), patience=_FAREWELL)
    with contextlib.suppress(Exception):
        await arq_worker.pool.aclose(close_connection_pool=True)
