"""A process killed at any stage of an import leaves what a clean import leaves, once another one has gone on."""

import asyncio
import os
import signal
import subprocess
import sys
import time
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import asynccontextmanager, contextmanager
from typing import Any

import pytest
from sqlalchemy import func, select, text

from shared.models import AssessmentResultVersion, ReceiptIssue, StagedResult, StagedSchool
from tests.architecture.sources import ROOT
from tests.factories.files import ULCHSKY, make_results, make_schools
from tests.identification.conftest import Caller

# Generous: the machine may be busy, and a process of Python takes a second to begin.
_PATIENCE_SECONDS = 40.0
_COUNTS = ("outcome", "received", "created", "updated", "unchanged", "stale", "rejected")
_CLEAN, _KILLED = "2021/2022", "2020/2021"
_BLOCKED = text("SELECT count(*) FROM pg_locks WHERE NOT granted AND :pid = ANY(pg_blocking_pids(pid))")
_SAME_RESULT = text(
    "INSERT INTO assessment_result SELECT municipality_id, school_code, 2020, 'vpr-rus-5', 1, 1, receipt_id, as_of "
    "FROM assessment_result LIMIT 1"
)
_SAME_MUNICIPALITY = text("INSERT INTO municipality (oktmo, region_code, name) VALUES ('08650000', '08', 'Занято')")


@contextmanager
def merging_process(database_url: str, crash_point: str = "") -> Iterator[subprocess.Popen[bytes]]:
    environment = os.environ | {"OPORA_DATABASE_URL": database_url, "OPORA_CRASH_POINT": crash_point}
    process = subprocess.Popen(
        [sys.executable, "-m", "tests.identification.merging_process"],
        cwd=ROOT,
        env=environment,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait()


async def wait_until(holds: Callable[[], Awaitable[bool]]) -> None:
    give_up_at = time.monotonic() + _PATIENCE_SECONDS
    while not await holds():
        assert time.monotonic() < give_up_at, "it never came to hold"
        await asyncio.sleep(0.05)


@asynccontextmanager
async def killed_while_waiting(caller: Caller, database_url: str, blocking: Any) -> AsyncIterator[None]:
    """Hold a row that the merge wants, kill the process that waits for it, let the row go, and go on."""

    async with caller.database.engine.connect() as blocker:
        await blocker.execute(blocking)
        pid = await blocker.scalar(select(func.pg_backend_pid()))

        async def is_waiting() -> bool:
            async with caller.database.transaction() as session:
                return bool(await session.scalar(_BLOCKED, {"pid": pid}))

        with merging_process(database_url) as process:
            await wait_until(is_waiting)
            process.kill()
            assert await asyncio.to_thread(process.wait) == -signal.SIGKILL
        yield
        await blocker.rollback()


async def finish(caller: Caller, address: str) -> dict[str, Any]:
    """Run jobs until the import is done: Postgres may need a moment to notice that the killed one is gone."""

    async def is_done() -> bool:
        await caller.run_jobs()
        return bool((await caller.http.get(address)).json()["state"] == "done")

    await wait_until(is_done)
    await caller.run_jobs()
    receipt: dict[str, Any] = (await caller.http.get(address)).json()
    return receipt


async def import_results(caller: Caller, year: str) -> str:
    """Import results and send a file that creates, updates, repeats and fails; return its address, unmerged."""
    stored = make_results(("edu240001", year, "vpr-math-5", 20, 6), ("edu240001", year, "vpr-math-6", 20, 6))
    await caller.import_file("results", stored)
    rows = (("vpr-math-5", 20, 7), ("vpr-math-6", 20, 6), ("vpr-rus-5", 20, 1), ("vpr-rus-6", 5, 6))
    answer = await caller.post_import("results", make_results(*(("edu240001", year, *row) for row in rows)))
    return answer.headers["Location"]


async def read_state(caller: Caller, address: str, year: str) -> list[object]:
    """Read everything an import leaves: receipt, issues, facts, history, staging."""
    receipt = (await caller.http.get(address)).json()
    issues = (await caller.http.get(f"{address}/issues")).json()["items"]
    facts = (await caller.get("/results", academic_year=year)).json()["items"]
    past = AssessmentResultVersion.academic_year == int(year[:4])
    async with caller.database.transaction() as session:
        versions = await session.scalar(select(func.count()).select_from(AssessmentResultVersion).where(past))
        staged = await session.scalar(select(func.count()).select_from(StagedResult))
    return [
        [receipt[name] for name in _COUNTS],
        [(issue["row"], issue["code"]) for issue in issues],
        [(fact["procedure"], fact["below_threshold"]) for fact in facts],
        (versions, staged),
    ]


async def import_cleanly(caller: Caller) -> list[object]:
    address = await import_results(caller, _CLEAN)
    await caller.run_jobs()
    return await read_state(caller, address, _CLEAN)


@pytest.mark.parametrize("crash_point", ["after_claim", "before_finish", "after_commit"])
async def test_a_merge_killed_at_a_crash_point_equals_a_clean_one(
    caller: Caller, database_url: str, crash_point: str
) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    clean = await import_cleanly(caller)
    address = await import_results(caller, _KILLED)

    with merging_process(database_url, crash_point) as process:
        ended = await asyncio.to_thread(process.wait, _PATIENCE_SECONDS)
    await finish(caller, address)

    assert ended == -signal.SIGKILL
    assert await read_state(caller, address, _KILLED) == clean


async def test_a_process_killed_in_the_middle_of_its_merge_leaves_nothing_of_it(
    caller: Caller, database_url: str
) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    clean = await import_cleanly(caller)
    address = await import_results(caller, _KILLED)

    async with killed_while_waiting(caller, database_url, _SAME_RESULT):
        facts = (await caller.get("/results", academic_year=_KILLED)).json()["items"]
        assert [fact["below_threshold"] for fact in facts] == [6, 6]
        assert (await caller.http.get(f"{address}/issues")).json()["items"] == []
    await finish(caller, address)

    assert await read_state(caller, address, _KILLED) == clean


async def test_a_process_killed_between_validation_and_merge_leaves_nothing_of_it(
    caller: Caller, database_url: str
) -> None:
    content = make_schools("edu080001", oktmo=ULCHSKY) + b"edu080002,,08650000,N,1,4\n"
    answer = await caller.post_import("schools", content)

    async with killed_while_waiting(caller, database_url, _SAME_MUNICIPALITY), caller.database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(ReceiptIssue)) == 0
    receipt = await finish(caller, answer.headers["Location"])

    assert [receipt[name] for name in _COUNTS] == ["merged", 2, 1, 0, 0, 0, 1]
    assert [school["school_code"] for school in (await caller.get("/schools")).json()["items"]] == ["edu080001"]
    async with caller.database.transaction() as session:
        assert await session.scalar(select(func.count()).select_from(ReceiptIssue)) == 1
        assert await session.scalar(select(func.count()).select_from(StagedSchool)) == 0
