"""A worker of the trial queue as a process of its own: python -m tests.shared.queue.worker_process."""

import asyncio
import os
from datetime import timedelta

from shared.logging import configure_logging
from shared.queue.pace import WorkerPace
from shared.queue.worker import QueueWorker, run_worker_forever
from shared.settings import get_settings
from tests.shared.queue.job_kinds import JOBS, QUEUE
from tests.shared.queue.mutations import mutate

QUICK = WorkerPace(
    poll_every=timedelta(seconds=0.1),
    sweep_every=timedelta(seconds=0.3),
    push_again_after=timedelta(seconds=1),
    schedule_every=timedelta(seconds=0.3),
    watch_every=timedelta(seconds=0.3),
    grace_over_limit=timedelta(seconds=0.5),
    completion_wait=timedelta(seconds=0.2),
    restart_delay=timedelta(seconds=0.3),
)


async def main() -> None:
    settings = get_settings()
    configure_logging(level="INFO", log_format="json")
    if mutation := os.environ["TRIAL_MUTATION"]:
        mutate(mutation)
    worker = QueueWorker(
        QUEUE,
        JOBS,
        settings,
        max_jobs=int(os.environ["TRIAL_MAX_JOBS"]),
        pace=QUICK,
    )
    await run_worker_forever(worker)


if __name__ == "__main__":
    asyncio.run(main())
