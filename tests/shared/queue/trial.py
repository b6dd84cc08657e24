"""A trial of the queue: servers of its own, worker processes that can be killed, marks that can be counted."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Awaitable, Callable, Iterable
from datetime import timedelta
from pathlib import Path
from uuid import UUID

from redis.asyncio import Redis
from sqlalchemy import func, select, text
from sqlalchemy.ext.asyncio import AsyncSession

from opora.embedded import EmbeddedServers
from shared.clock import utc_now
from shared.database.engine import DatabaseRole, create_database_engine
from shared.database.session import Database
from shared.models import Job, Schedule
from shared.queue import JobPayload, JobState, enqueue, find_job_state
from shared.queue.pushing import JobPusher
from shared.queue.schedules import NewSchedule, YearlyDay, add_schedule
from tests.shared.queue.job_kinds import QUEUE, LeavePeriodMark

_ADD_MUNICIPALITY = text(
    "INSERT INTO municipality (oktmo, region_code, name) VALUES (:oktmo, left(:oktmo, 2), 'Муниципалитет') "
    "ON CONFLICT (oktmo) DO UPDATE SET name = excluded.name RETURNING id"
)
ROOT = Path(__file__).resolve().parents[3]
# Generous: the machine may be busy; a healthy queue needs a second or two.
PATIENCE_SECONDS = 40.0


async def add_municipality(session: AsyncSession, oktmo: str) -> int:
    """Write a municipality, unless it is there, and return its id; the regions are there since the migration."""
    return int((await session.execute(_ADD_MUNICIPALITY, {"oktmo": oktmo})).scalar_one())


class TrialProcess:
    """A process that can be killed, and its log."""

    def __init__(self, module: str, log: Path, environment: dict[str, str]) -> None:
        self.log = log
        with log.open("wb") as stream:
            self.popen = subprocess.Popen(
                [sys.executable, "-m", f"tests.shared.queue.{module}"],
                cwd=ROOT,
                env=os.environ | environment,
                stderr=stream,
                stdout=stream,
            )

    def send(self, number: signal.Signals) -> None:
        self.popen.send_signal(number)

    @property
    def is_alive(self) -> bool:
        return self.popen.poll() is None

    async def wait(self) -> int:
        """Wait for the end and return the exit code; negative is the signal it died of."""
        return await asyncio.wait_for(asyncio.to_thread(self.popen.wait), PATIENCE_SECONDS)

    def end(self) -> None:
        """Kill it if it is still there; a frozen one dies of this too."""
        if self.is_alive:
            self.popen.kill()
        self.popen.wait()


class Trial:
    """Servers, workers and counters of one test."""

    def __init__(self, servers: EmbeddedServers, folder: Path) -> None:
        assert servers.redis
        self.servers = servers
        self.redis_server = servers.redis
        self.database_url = servers.postgres.database_url
        self.redis_url = servers.redis.redis_url
        self._folder = folder
        self._processes: list[TrialProcess] = []
        self.redis = Redis.from_url(self.redis_url)
        self.pusher = JobPusher(self.redis_url)
        engine = create_database_engine(self.database_url, DatabaseRole.app, application_name="trial")
        self.database = Database(engine)

    def start_worker(
        self, *, seconds: float = 0, max_jobs: int = 5, mutation: str = "", crash_point: str = ""
    ) -> TrialProcess:
        """Start a worker whose jobs take the given seconds; broken by a mutation, or dying at a crash point."""
        return self.start_process(
            "worker_process",
            TRIAL_SECONDS=str(seconds),
            TRIAL_MAX_JOBS=str(max_jobs),
            TRIAL_MUTATION=mutation,
            OPORA_CRASH_POINT=crash_point,
        )

    def start_process(self, module: str, **environment: str) -> TrialProcess:
        """Start a program of this folder on the trial's servers."""
        process = TrialProcess(
            module,
            self._folder / f"{module}-{len(self._processes)}.log",
            {"OPORA_DATABASE_URL": self.database_url, "OPORA_REDIS_URL": self.redis_url, **environment},
        )
        self._processes.append(process)
        return process

    async def close(self) -> None:
        for process in self._processes:
            process.end()
        await self.pusher.close()
        await self.redis.aclose()
        await self.database.dispose()

    async def ask(self, payload: JobPayload, count: int = 1, *, push: bool = True) -> list[UUID]:
        """Commit that many jobs, one transaction each; push them unless told otherwise."""
        info = {"job_pusher": self.pusher} if push else {}
        job_ids = []
        for _ in range(count):
            async with self.database.transaction(**info) as session:
                job_ids.append(await enqueue(session, payload))
        return job_ids

    async def push(self, job_id: UUID, times: int = 1) -> None:
        for _ in range(times):
            assert await self.pusher.push(QUEUE, job_id)

    async def make_overdue_schedules(self, count: int) -> list[UUID]:
        """Commit schedules, each of a municipality of its own, whose day came a minute ago."""
        now = utc_now()
        day = YearlyDay("UTC", now.month, now.day)
        async with self.database.transaction() as session:
            schedules = []
            for number in range(count):
                wanted = NewSchedule(
                    await add_municipality(session, f"04{number:06d}"), "trial", "CAL-1", day, {}, None
                )
                schedules.append(schedule := await add_schedule(session, LeavePeriodMark, wanted, now))
                assert schedule is not None
                schedule.next_run_at = now - timedelta(minutes=1)
        return [schedule.id for schedule in schedules if schedule]

    async def count_overdue_schedules(self) -> int:
        async with self.database.transaction() as session:
            overdue = select(func.count()).select_from(Schedule).where(Schedule.next_run_at <= func.now())
            return (await session.execute(overdue)).scalar_one()

    async def count_waiting_jobs(self) -> int:
        async with self.database.transaction() as session:
            waiting = select(func.count()).select_from(Job).where(Job.state == "ready")
            return (await session.execute(waiting)).scalar_one()

    async def count_period_marks(self) -> dict[str, int]:
        """Return how many marks the jobs of each schedule left."""
        statement = text("SELECT split_part(name, ' ', 1), count(*) FROM trial.mark GROUP BY 1")
        async with self.database.transaction() as session:
            return {row[0]: row[1] for row in await session.execute(statement)}

    async def count_marks(self, job_ids: Iterable[UUID]) -> Counter[int]:
        """Return how many jobs left how many marks: {1: 5} is five jobs, done once each."""
        async with self.database.transaction() as session:
            rows = await session.execute(text("SELECT job_id, count(*) AS marks FROM trial.mark GROUP BY job_id"))
            marks = {row.job_id: row.marks for row in rows}
        return Counter(marks.get(job_id, 0) for job_id in job_ids)

    async def state(self, job_id: UUID) -> JobState:
        async with self.database.transaction() as session:
            state = await find_job_state(session, job_id)
        assert state is not None
        return state

    async def states(self, job_ids: Iterable[UUID]) -> Counter[str]:
        """Return how many of the jobs are in which state."""
        async with self.database.transaction() as session:
            states = [await find_job_state(session, job_id) for job_id in job_ids]
        return Counter(state.status.value for state in states if state)

    async def _stored_states(self, job_ids: list[UUID]) -> Counter[str]:
        async with self.database.transaction() as session:
            return Counter((await session.scalars(select(Job.state).where(Job.id.in_(job_ids)))).all())

    async def wait_for_states(self, job_ids: list[UUID], **expected: int) -> None:
        """Wait until so many of the jobs are in these states."""

        async def are_there() -> bool:
            # "Running" is derived, job by job; the others stand in the rows, and a poll should cost little.
            found = await (self.states(job_ids) if "running" in expected else self._stored_states(job_ids))
            return all(found[state] == count for state, count in expected.items())

        await self.wait_until(are_there)

    async def wait_for_all_done(self, expected: int) -> list[UUID]:
        """Wait until every job there is is done; return their ids and make sure how many they are."""

        async def list_jobs() -> dict[UUID, str]:
            async with self.database.transaction() as session:
                return {row.id: row.state for row in await session.execute(select(Job.id, Job.state))}

        async def are_done() -> bool:
            jobs = await list_jobs()
            return len(jobs) >= expected and set(jobs.values()) == {"done"}

        await self.wait_until(are_done)
        job_ids = list(await list_jobs())
        assert len(job_ids) == expected
        return job_ids

    async def wait_until(self, holds: Callable[[], Awaitable[bool]]) -> None:
        """Wait until it holds; fail with the logs of the workers if it never does."""
        give_up_at = time.monotonic() + PATIENCE_SECONDS
        while not await holds():
            assert time.monotonic() < give_up_at, f"It never came to hold.\n{self.read_logs()}"
            await asyncio.sleep(0.05)

    def read_logs(self) -> str:
        return "\n".join(f"--- {process.log.name}\n{process.log.read_text()[-4000:]}" for process in self._processes)
