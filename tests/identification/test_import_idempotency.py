"""The matrix of Idempotency-Key on every way in: the same, another, a running and a refused request."""

from collections.abc import Awaitable, Callable
from typing import Any

import httpx
import pytest
from fastapi import Request
from sqlalchemy import func, select

from shared.access.clients import get_principal
from shared.http.idempotency import Idempotency
from shared.models import Change, Client, Job, Receipt, StagedResult
from tests.factories.files import make_results
from tests.identification.conftest import BASE, Caller

YEAR = "2021/2022"
Send = Callable[..., Awaitable[httpx.Response]]


async def send_file(caller: Caller, key: str = "a", below: object = 6, **terms: Any) -> httpx.Response:
    headers = {"Idempotency-Key": key, "Content-Type": "text/csv"}
    content = make_results(("edu240001", YEAR, "vpr-math-5", 20, below))
    parameters = {"dataset": "results"} | terms
    return await caller.http.post(f"{BASE}/imports", params=parameters, content=content, headers=headers)


async def send_batch(caller: Caller, key: str = "a", below: object = 6, **terms: Any) -> httpx.Response:
    row = {"school_code": "edu240001", "academic_year": YEAR, "procedure": "vpr-math-5"}
    body = {"rows": [row | {"participants": 20, "below_threshold": below}]}
    return await caller.http.put(f"{BASE}/results", params=terms, json=body, headers={"Idempotency-Key": key})


EVERY_WAY = pytest.mark.parametrize("send", [send_file, send_batch])
_PLACES: dict[Send, tuple[str, str]] = {
    send_file: ("POST", f"{BASE}/imports"),
    send_batch: ("PUT", f"{BASE}/results"),
}


async def count_work(caller: Caller) -> list[int]:
    """Count what one request leaves: receipt, job, staged row and change."""
    changes = select(func.count()).select_from(Change).where(Change.object_kind == "receipt")
    async with caller.database.transaction() as session:
        counts = [
            await session.scalar(select(func.count()).select_from(model)) for model in (Receipt, Job, StagedResult)
        ]
        return [count or 0 for count in (*counts, await session.scalar(changes))]


@EVERY_WAY
async def test_the_same_request_is_done_once_and_answered_alike(caller: Caller, send: Send) -> None:
    first, second = await send(caller), await send(caller)

    assert (first.status_code, second.status_code) == (202, 202)
    assert first.content == second.content
    assert first.headers["Location"] == second.headers["Location"]
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"
    assert await count_work(caller) == [1, 1, 1, 1]


@EVERY_WAY
async def test_the_first_answer_is_repeated_after_the_merge(caller: Caller, send: Send) -> None:
    first = await send(caller)
    await caller.run_jobs()

    second = await send(caller)

    assert first.content == second.content
    assert (await caller.http.get(second.headers["Location"])).json()["state"] == "done"


@EVERY_WAY
@pytest.mark.parametrize(
    "changes", [{"below": 7}, {"mode": "validate"}, {"as_of": "2022-10-01T00:00:00Z"}, {"declared_rows": 1}]
)
async def test_the_key_of_another_request_is_refused(caller: Caller, send: Send, changes: dict[str, Any]) -> None:
    await send(caller)

    answer = await send(caller, **changes)

    assert (answer.status_code, answer.json()["code"]) == (422, "idempotency-key-reused")
    assert await count_work(caller) == [1, 1, 1, 1]


@EVERY_WAY
async def test_a_request_that_still_runs_is_a_conflict(caller: Caller, send: Send) -> None:
    method, path = _PLACES[send]
    scope = {"type": "http", "method": method, "path": path, "headers": [], "query_string": b""}
    async with caller.database.transaction() as session:
        client_id = await session.scalar(select(Client.id))
        assert client_id is not None
        running = Idempotency(session, await get_principal(session, client_id), Request(scope), "a")
        await running.begin("of any body")

        answer = await send(caller)

    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency-key-in-use")


@EVERY_WAY
async def test_a_refused_request_leaves_its_key_free(caller: Caller, send: Send) -> None:
    refused = await send(caller, as_of="2099-10-01T00:00:00Z")

    corrected = await send(caller)

    assert (refused.status_code, corrected.status_code) == (422, 202)
    assert "Idempotency-Replayed" not in corrected.headers


@EVERY_WAY
async def test_another_key_is_another_import(caller: Caller, send: Send) -> None:
    first, second = await send(caller, "a"), await send(caller, "b")

    assert first.json()["id"] != second.json()["id"]
    assert await count_work(caller) == [2, 2, 2, 2]


async def test_a_key_of_one_way_in_is_free_on_the_other(caller: Caller) -> None:
    answers = [await send_file(caller, "a"), await send_batch(caller, "a")]

    assert [answer.status_code for answer in answers] == [202, 202]
    assert answers[0].json()["id"] != answers[1].json()["id"]
