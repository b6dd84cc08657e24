"""The scheduler of a worker: finds due schedules and asks for their jobs, once a period however many look."""

from collections.abc import Callable, Sequence
from datetime import datetime
from uuid import UUID

import structlog
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from shared.changes import Changed, record_change
from shared.clock import utc_now
from shared.database.session import Database
from shared.models import Schedule
from shared.queue.definition import AnyJob
from shared.queue.enqueueing import PUSHER, Pusher, enqueue
from shared.queue.schedules.payload import PeriodPayload
from shared.queue.schedules.periods import Trigger, record_job, skip_periods, take_period
from shared.queue.schedules.planning import list_due, lock_due_schedule, plan_next
from shared.queue.schedules.yearly_day import Occurrence

# The rest comes with the next look, seconds later.
_BATCH = 200

logger = structlog.get_logger(__name__)


class Scheduler:
    """Starts the due periods of one queue's schedules, for the kinds of jobs that this build knows."""

    def __init__(
        self,
        database: Database,
        queue: str,
        jobs: Sequence[AnyJob],
        pusher: Pusher | None = None,
        clock: Callable[[], datetime] = utc_now,
    ) -> None:
        """Work in short transactions of the database, one a schedule."""
        self._database = database
        self._queue = queue
        self._payloads: dict[str, type[PeriodPayload]] = {
            definition.kind: definition.payload_class
            for definition in jobs
            if issubclass(definition.payload_class, PeriodPayload)
        }
        self._session_info = {} if pusher is None else {PUSHER: pusher}
        self._clock = clock

    async def run(self) -> int:
        """Start what is due; return how many periods were started. One schedule's fault keeps no other waiting."""
        if not self._payloads:
            return 0
        now = self._clock()
        started = 0
        for schedule_id, kind in await self._list_due(now):
            try:
                async with self._database.transaction(**self._session_info) as session:
                    started += await start_due_period(session, schedule_id, self._payloads[kind], now)
            except Exception:
                logger.exception("schedule_not_started", schedule_id=str(schedule_id))
        return started

    async def _list_due(self, now: datetime) -> list[tuple[UUID, str]]:
        statement = (
            select(Schedule.id, Schedule.kind)
            .where(Schedule.queue == self._queue, Schedule.enabled, Schedule.next_run_at <= now)
            .where(Schedule.kind.in_(self._payloads))
            .order_by(Schedule.next_run_at)
            .limit(_BATCH)
        )
        async with self._database.transaction() as session:
            return [(row.id, row.kind) for row in await session.execute(statement)]


async def start_due_period(
    session: AsyncSession, schedule_id: UUID, payload_class: type[PeriodPayload], now: datetime
) -> bool:
    """Advance a due schedule and ask for the job of its latest period, in this one transaction.

    Several periods may have passed while nothing worked: the latest is started, those before it are skipped, since
    their lists would be made from the facts of today. False where somebody else was first.
    """
    schedule = await lock_due_schedule(session, schedule_id, now)
    if schedule is None:
        return False
    due = list_due(schedule, now)
    await skip_periods(session, schedule, due[:-1])
    is_taken = bool(due) and await _take_latest(session, schedule, due[-1], payload_class)
    await plan_next(session, schedule, now)
    return is_taken


async def _take_latest(
    session: AsyncSession, schedule: Schedule, latest: Occurrence, payload_class: type[PeriodPayload]
) -> bool:
    if not await take_period(session, schedule, latest.period, Trigger("schedule", due_at=latest.due_at)):
        return False
    job_id = await enqueue(session, payload_class(schedule_id=schedule.id, period=latest.period))
    await record_job(session, schedule, latest.period, job_id)
    changed = Changed("schedule", str(schedule.id), "period_started", (), schedule.municipality_id)
    await record_change(session, changed, None)
    return True
