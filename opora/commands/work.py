"""`opora work`: the worker of one service alone."""

import asyncio
import contextlib
from collections.abc import AsyncIterator
from pathlib import Path
from typing import Annotated

import typer

from opora.commands.failing import refusing
from opora.commands.openapi import Service
from opora.running import get_service, with_storage
from shared.errors import Conflict
from shared.queue.worker import run_worker_forever
from shared.settings import Settings, get_settings

# Probes ask whether the file is fresh (`python -m opora.probe`); they allow for several missed beats.
_BEAT_SECONDS = 5.0

Heartbeat = Annotated[
    Path | None,
    typer.Option(dir_okay=False, help="File to touch every 5 seconds, for `python -m opora.probe FILE`."),
]


class WorkerServersMissing(Conflict):
    """Обработчику заданий нужны оба адреса: OPORA_DATABASE_URL и OPORA_REDIS_URL. Задайте их и повторите."""

    code = "worker-servers-missing"
    title = "A worker needs the database and Redis"


def work(service: Annotated[Service, typer.Argument(help="Whose jobs to do.")], heartbeat: Heartbeat = None) -> None:
    """Do the jobs of one service, until Ctrl-C or SIGTERM; running jobs get 20 seconds to finish.

    For machines and containers of their own; `opora up` runs all workers in one process. Needs OPORA_DATABASE_URL,
    migrated by `opora migrate`, and OPORA_REDIS_URL. Several workers of one service share its jobs.

    `opora work identification`
    """
    settings = get_settings()
    with refusing(settings, log_level=settings.log_level):
        asyncio.run(_work(service, settings, heartbeat))


async def _work(service: Service, settings: Settings, heartbeat: Path | None) -> None:
    if settings.database_url is None or settings.redis_url is None:
        raise WorkerServersMissing
    worker = get_service(service.value).worker.create_worker(with_storage(settings))
    async with _beating(heartbeat):
        await run_worker_forever(worker)


@contextlib.asynccontextmanager
async def _beating(heartbeat: Path | None) -> AsyncIterator[None]:
    """Touch the file while the block runs; a loop that is blocked touches nothing."""
    if heartbeat is None:
        yield
        return
    beats = asyncio.create_task(_beat(heartbeat))
    try:
        yield
    finally:
        beats.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await beats
        heartbeat.unlink(missing_ok=True)  # noqa: ASYNC240  # the same


async def _beat(heartbeat: Path) -> None:
    while True:
        heartbeat.touch()  # noqa: ASYNC240  # microseconds, on a file system in memory
        await asyncio.sleep(_BEAT_SECONDS)
