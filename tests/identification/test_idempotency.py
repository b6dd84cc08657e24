import asyncio
from typing import Any

import httpx
import pytest
from fastapi import Request
from sqlalchemy import func, select

from shared.access.clients import get_principal
from shared.access.principals import Territory
from shared.http.idempotency import Idempotency
from shared.models import Client, Job, Receipt, Run
from tests.factories.files import make_schools
from tests.identification.conftest import BASE, Caller, MakeCaller

RUN = {
    "rule": "norilsk-2022/low-results",
    "academic_year": "2022/2023",
    "territory": {"level": "municipality", "code": "04729000"},
}


async def post_run(caller: Caller, key: str, **changes: Any) -> httpx.Response:
    return await caller.http.post(f"{BASE}/runs", json=RUN | changes, headers={"Idempotency-Key": key})


async def post_schools(caller: Caller, key: str, content: bytes, dataset: str = "schools") -> httpx.Response:
    headers = {"Idempotency-Key": key, "Content-Type": "text/csv"}
    return await caller.http.post(f"{BASE}/imports", params={"dataset": dataset}, content=content, headers=headers)


async def count(caller: Caller, model: type[Run] | type[Receipt] | type[Job]) -> int:
    async with caller.database.transaction() as session:
        return await session.scalar(select(func.count()).select_from(model)) or 0


async def test_the_same_request_is_done_once_and_answered_alike(caller: Caller) -> None:
    first, second = await post_run(caller, "a"), await post_run(caller, "a")

    assert (first.status_code, second.status_code) == (202, 202)
    assert first.content == second.content
    assert first.headers["Location"] == second.headers["Location"]
    assert "Idempotency-Replayed" not in first.headers
    assert second.headers["Idempotency-Replayed"] == "true"
    assert (await count(caller, Run), await count(caller, Job)) == (1, 1)


async def test_an_import_sent_twice_is_received_once(caller: Caller) -> None:
    first = await post_schools(caller, "a", make_schools("edu240001"))
    second = await post_schools(caller, "a", make_schools("edu240001"))

    assert first.content == second.content
    assert (await count(caller, Receipt), await count(caller, Job)) == (1, 1)


async def test_the_key_of_another_request_is_refused(caller: Caller) -> None:
    await post_run(caller, "a")
    await post_schools(caller, "b", make_schools("edu240001"))

    answers = [
        await post_run(caller, "a", academic_year="2021/2022"),
        await post_schools(caller, "b", make_schools("edu240002")),
        await post_schools(caller, "b", make_schools("edu240001"), dataset="results"),
    ]

    assert [(answer.status_code, answer.json()["code"]) for answer in answers] == [(422, "idempotency-key-reused")] * 3


async def test_a_request_that_still_runs_is_a_conflict(caller: Caller) -> None:
    scope = {"type": "http", "method": "POST", "path": f"{BASE}/runs", "headers": [], "query_string": b""}
    async with caller.database.transaction() as session:
        client_id = await session.scalar(select(Client.id))
        assert client_id is not None
        running = Idempotency(session, await get_principal(session, client_id), Request(scope), "a")
        await running.begin("of any body")

        answer = await post_run(caller, "a")

    assert (answer.status_code, answer.json()["code"]) == (409, "idempotency-key-in-use")


async def test_racing_requests_do_the_work_once(caller: Caller) -> None:
    answers = await asyncio.gather(*(post_run(caller, "a") for _ in range(5)))

    assert {answer.status_code for answer in answers} <= {202, 409}
    assert 202 in {answer.status_code for answer in answers}
    assert await count(caller, Run) == 1


async def test_a_refused_request_leaves_its_key_free(caller: Caller) -> None:
    refused = await post_run(caller, "a", rule="norilsk-2022/unheard-of")

    corrected = await post_run(caller, "a")

    assert (refused.status_code, corrected.status_code) == (422, 202)
    assert "Idempotency-Replayed" not in corrected.headers


async def test_keys_of_different_clients_do_not_meet(make_caller: MakeCaller) -> None:
    one, other = await make_caller(), await make_caller(Territory("region", "04"))

    first, second = await post_run(one, "a"), await post_run(other, "a")

    assert first.json()["id"] != second.json()["id"]


@pytest.mark.parametrize("key", ["", "a b", "x" * 256])
async def test_a_malformed_key_is_refused(caller: Caller, key: str) -> None:
    assert (await post_run(caller, key)).status_code == 422
