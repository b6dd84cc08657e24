"""Operators see the jobs of a service and mend what went wrong; what asked for a job shows what became of it."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import httpx
import pytest
from sqlalchemy import select

from opora.running import create_apps
from services.identification.runs.schemas import ExecuteRun
from shared.access.principals import Territory
from shared.clock import utc_now
from shared.errors import Invalid
from shared.models import Job
from shared.queue import enqueue
from shared.queue.claim import claim_job
from shared.settings import Settings
from tests.factories.files import make_schools
from tests.identification.conftest import BASE, Caller, MakeCaller

RUN = "identification.execute_run"
MERGE = "identification.merge_import"


async def list_jobs(caller: Caller, **filters: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = (await caller.get("/jobs", **filters)).json()["items"]
    return items


async def act(caller: Caller, job_id: str, action: str) -> httpx.Response:
    return await caller.http.post(f"{BASE}/jobs/{job_id}/{action}")


async def ask_run(caller: Caller) -> tuple[str, str]:
    """Ask for a run; return the address of the run and the id of its job."""
    address = (await caller.post_run()).headers["Location"]
    [job] = await list_jobs(caller, kind=RUN)
    return address, job["id"]


async def read_run(caller: Caller, address: str) -> dict[str, Any]:
    run: dict[str, Any] = (await caller.http.get(address)).json()
    return run


@contextmanager
def runs_refused(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Let every run be refused, so that its job is dead at once."""

    async def refuse(*_: object) -> None:
        raise Invalid("Учебный год закрыт")

    with monkeypatch.context() as patch:
        patch.setattr("services.identification.runs.use_cases.execute_run", refuse)
        yield


async def test_jobs_are_listed_by_state_and_kind(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    await ask_run(caller)

    assert [job["kind"] for job in await list_jobs(caller)] == [RUN, "identification.discard_staging", MERGE]
    assert [job["kind"] for job in await list_jobs(caller, state="ready")] == [RUN]
    assert [job["state"] for job in await list_jobs(caller, kind=MERGE)] == ["done"]
    assert await list_jobs(caller, state="done", kind=RUN) == []


async def test_a_page_of_jobs_leads_to_the_next(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))

    first = (await caller.get("/jobs", limit=1)).json()
    second = (await caller.get("/jobs", limit=1, cursor=first["next_cursor"])).json()

    assert [page["items"][0]["kind"] for page in (first, second)] == ["identification.discard_staging", MERGE]
    assert second["next_cursor"] is None


async def test_a_dead_job_is_retried_and_its_run_ends_well(caller: Caller, monkeypatch: pytest.MonkeyPatch) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    address, job_id = await ask_run(caller)
    with runs_refused(monkeypatch):
        await caller.run_jobs()
    dead = (await caller.get(f"/jobs/{job_id}")).json()
    failed = await read_run(caller, address)

    answer = await act(caller, job_id, "retry")
    queued = await read_run(caller, address)
    await caller.run_jobs()

    assert (dead["state"], dead["failures"], dead["allowed_actions"]) == ("dead", 1, ["retry"])
    assert dead["last_error"] == "Учебный год закрыт"
    assert (failed["state"], failed["failure"]) == ("failed", "Прогон не удался: Учебный год закрыт")
    assert (answer.status_code, answer.headers["Location"]) == (202, f"{BASE}/jobs/{job_id}")
    assert (answer.json()["state"], answer.json()["failures"], answer.json()["last_error"]) == ("ready", 0, None)
    assert (queued["state"], queued["failure"]) == ("queued", None)
    assert (await read_run(caller, address))["state"] == "finished"


async def test_a_cancelled_job_is_done_by_nobody_until_it_is_retried(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    address, job_id = await ask_run(caller)

    answer = await act(caller, job_id, "cancel")
    await caller.run_jobs()
    cancelled = await read_run(caller, address)
    await act(caller, job_id, "retry")
    await caller.run_jobs()

    assert (answer.status_code, answer.json()["state"]) == (200, "cancelled")
    assert answer.json()["allowed_actions"] == ["retry"]
    assert cancelled["state"] == "failed"
    assert cancelled["failure"] == "Прогон не удался: задание отменено администратором"
    assert (await read_run(caller, address))["state"] == "finished"


async def test_a_cancelled_import_says_so_and_can_be_taken_up_again(caller: Caller) -> None:
    address = (await caller.post_import("schools", make_schools("edu240001"))).headers["Location"]
    [job] = await list_jobs(caller, kind=MERGE)

    await act(caller, job["id"], "cancel")
    cancelled = (await caller.http.get(address)).json()
    await act(caller, job["id"], "retry")
    await caller.run_jobs()

    assert cancelled["state"] == "failed"
    assert "задание отменено администратором" in cancelled["failure"]
    done = (await caller.http.get(address)).json()
    assert (done["state"], done["created"], done["failure"]) == ("done", 1, None)


async def test_a_job_that_waits_for_its_moment_can_be_run_now(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    address, job_id = await ask_run(caller)
    async with caller.database.transaction() as session:
        job = await session.get_one(Job, UUID(job_id), with_for_update=True)
        job.due_at = utc_now() + timedelta(days=1)
    await caller.run_jobs()
    waiting = await read_run(caller, address)

    answer = await act(caller, job_id, "run-now")
    await caller.run_jobs()

    assert waiting["state"] == "queued"
    assert answer.status_code == 202
    assert (await read_run(caller, address))["state"] == "finished"


async def test_a_running_job_is_left_alone(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    address, job_id = await ask_run(caller)

    async with caller.database.transaction() as worker:
        assert await claim_job(worker, UUID(job_id)) is not None
        answers = [await act(caller, job_id, action) for action in ("cancel", "run-now")]
    await caller.run_jobs()

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(409, "job-running")] * 2
    assert (await read_run(caller, address))["state"] == "finished"


async def test_a_done_job_is_done_for_good(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    [job] = await list_jobs(caller, kind=MERGE)

    answers = [await act(caller, job["id"], action) for action in ("retry", "cancel", "run-now")]

    assert job["allowed_actions"] == []
    assert {(answer.status_code, answer.json()["code"]) for answer in answers} == {(409, "job-action-not-allowed")}


async def test_what_operators_do_is_recorded(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    _, job_id = await ask_run(caller)

    for action in ("run-now", "cancel", "retry"):
        await act(caller, job_id, action)

    changes = (await caller.get(f"/jobs/{job_id}/changes")).json()["items"]
    assert [change["action"] for change in changes] == ["retried", "cancelled", "made_due"]
    assert all(change["client_id"] for change in changes)


async def test_a_refused_deed_is_not_recorded(caller: Caller) -> None:
    await caller.import_file("schools", make_schools("edu240001"))
    [job] = await list_jobs(caller, kind=MERGE)

    await act(caller, job["id"], "retry")

    assert (await caller.get(f"/jobs/{job['id']}/changes")).json()["items"] == []


async def test_jobs_of_other_services_do_not_exist_here(caller: Caller) -> None:
    async with caller.database.transaction() as session:
        job_id = await enqueue(session, ExecuteRun(run_id=uuid4()))
        job = (await session.scalars(select(Job))).one()
        job.queue = "monitoring"

    answers = [await caller.get(f"/jobs/{job_id}"), await act(caller, str(job_id), "cancel")]

    assert {answer.json()["code"] for answer in answers} == {"job-not-found"}
    assert await list_jobs(caller) == []


async def test_jobs_are_shown_to_operators_of_the_whole_federation_only(make_caller: MakeCaller) -> None:
    municipal = await make_caller(Territory("municipality", "04729000"))
    reader = await make_caller(scopes=("identification:read", "monitoring:operate"))

    answers = [await municipal.get("/jobs"), await reader.get("/jobs")]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [
        (403, "everywhere-missing"),
        (403, "scope-missing"),
    ]


def test_every_service_shows_its_jobs() -> None:
    shown = {
        app.state.service.name: f"/{app.state.service.name}/v1/jobs/{{job_id}}/retry" in app.openapi()["paths"]
        for app in create_apps(Settings())
    }

    assert shown == {"identification": True, "monitoring": True, "roadmap": True}
