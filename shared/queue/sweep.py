"""The sweep: delivers what the fast path did not."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

import structlog
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncEngine

from shared.queue.definition import AnyJob
from shared.queue.pushing import JobPusher

# With this many pushes waiting the workers are busy; pushing more would only pile up duplicates.
_ENOUGH_WAITING = 1000
_BATCH = 200

# Reads jobs without locks: while a sweep held rows, a delivered claim found nothing. Marks before pushing, so that of
# several sweeping workers one pushes. NULL, "never pushed", must compare as long ago, or such jobs are stranded.
TAKE_UNPUSHED = text("""
INSERT INTO job_push (job_id, pushed_at)
SELECT j.id, now()
FROM job j LEFT JOIN job_push p ON p.job_id = j.id
WHERE j.queue = :queue AND j.state = 'ready' AND j.kind = ANY(CAST(:kinds AS text[])) AND j.due_at <= now()
  AND coalesce(p.pushed_at, '-infinity') < greatest(j.due_at, now() - CAST(:push_again_after AS interval))
ORDER BY j.due_at
LIMIT :batch
ON CONFLICT (job_id) DO UPDATE SET pushed_at = excluded.pushed_at
WHERE coalesce(job_push.pushed_at, '-infinity') < excluded.pushed_at - interval '1 second'
RETURNING job_id
""")
_FORGET_PUSHES = text("UPDATE job_push SET pushed_at = NULL WHERE job_id = ANY(CAST(:job_ids AS uuid[]))")
_COUNT_UNKNOWN = text("""
SELECT kind, count(*) AS waiting FROM job
WHERE queue = :queue AND state = 'ready' AND due_at <= now() AND kind <> ALL(CAST(:kinds AS text[]))
GROUP BY kind
""")

logger = structlog.get_logger(__name__)


@dataclass(frozen=True, slots=True)
class OwnHands:
    """This process as a taker of jobs, for as long as Redis takes none."""

    start: Callable[[UUID], object]
    """Attempts the job under its claim, so that another process doing the same is harmless."""
    count_free: Callable[[], int]


class Sweep:
    """Delivers due jobs of one service that were not pushed lately: through Redis, or into its own process."""

    def __init__(
        self,
        engine: AsyncEngine,
        pusher: JobPusher,
        own_hands: OwnHands,
        queue: str,
        jobs: Sequence[AnyJob],
        push_again_after: timedelta,
    ) -> None:
        """Look at the queue's jobs of the given kinds."""
        self._own_hands = own_hands
        self._engine = engine.execution_options(isolation_level="AUTOCOMMIT")
        self._pusher = pusher
        self._queue = queue
        self._kinds = [definition.kind for definition in jobs]
        self._push_again_after = push_again_after
        self._unknown_kinds: dict[str, int] = {}

    async def run(self) -> int:
        """Deliver what is due; return how many jobs were delivered."""
        await self._report_unknown_kinds()
        waiting = await self._pusher.find_queue_length(self._queue)
        if waiting is None:
            return await self._start_here()
        if waiting >= _ENOUGH_WAITING:
            return 0
        job_ids = await self._take_unpushed(_BATCH)
        for position, job_id in enumerate(job_ids):
            if not await self._pusher.push(self._queue, job_id):
                await self._forget_pushes(job_ids[position:])
                return position
        return len(job_ids)

    async def _start_here(self) -> int:
        """Do without Redis, no more than there are hands for: what is taken here, other workers leave alone."""
        job_ids = await self._take_unpushed(max(self._own_hands.count_free(), 0))
        for job_id in job_ids:
            self._own_hands.start(job_id)
        return len(job_ids)

    async def _take_unpushed(self, batch: int) -> list[UUID]:
        parameters = {
            "queue": self._queue,
            "kinds": self._kinds,
            "push_again_after": self._push_again_after,
            "batch": batch,
        }
        async with self._engine.connect() as connection:
            return list((await connection.scalars(TAKE_UNPUSHED, parameters)).all())

    async def _forget_pushes(self, job_ids: Sequence[UUID]) -> None:
        async with self._engine.connect() as connection:
            await connection.execute(_FORGET_PUSHES, {"job_ids": list(job_ids)})

    async def _report_unknown_kinds(self) -> None:
        """Warn once of every change: such jobs are kept for a build that knows them."""
        async with self._engine.connect() as connection:
            rows = await connection.execute(_COUNT_UNKNOWN, {"queue": self._queue, "kinds": self._kinds})
            unknown_kinds = {row.kind: row.waiting for row in rows}
        if unknown_kinds and unknown_kinds != self._unknown_kinds:
            logger.warning("job_kinds_unknown", queue=self._queue, waiting=unknown_kinds)
        self._unknown_kinds = unknown_kinds
