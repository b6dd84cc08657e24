"""Every request has an id, one line in the log and an answer."""

import re
from collections.abc import AsyncIterator

import pytest
import structlog
from fastapi import APIRouter, Depends
from fastapi.responses import StreamingResponse

from shared.access.clients import create_client
from shared.access.principals import Territory
from shared.access.requirements import require
from shared.database.session import Database
from tests.shared.http.conftest import EventRecorder, Serve

router = APIRouter()
outer = APIRouter(prefix="/schools")
inner = APIRouter()


@inner.get("/{school_code}")
async def get_school(school_code: str, note: str = "") -> str:
    structlog.get_logger("business").info("school_read")
    return school_code + note


outer.include_router(inner)
router.include_router(outer)


@router.get("/guarded", dependencies=[Depends(require("identification:read"))])
async def guarded() -> None:
    """Answer nothing."""


@router.get("/half")
async def answer_half() -> StreamingResponse:
    async def content() -> AsyncIterator[bytes]:
        yield b"first"
        raise RuntimeError("broken")

    return StreamingResponse(content())


async def test_a_sane_request_id_is_taken_over(serve: Serve) -> None:
    client = await serve(router)

    answer = await client.get("/probe/v1/schools/a", headers={"X-Request-ID": "trace-0123456789.ab_C"})

    assert answer.headers["x-request-id"] == "trace-0123456789.ab_C"


@pytest.mark.parametrize("given", ["", "short", "x" * 129, "with space in it", "line\tbreak-1234", 'quote"-12345'])
async def test_a_strange_request_id_is_replaced(serve: Serve, given: str) -> None:
    client = await serve(router)

    answer = await client.get("/probe/v1/schools/a", headers={"X-Request-ID": given})

    assert re.fullmatch("[0-9a-f]{32}", answer.headers["x-request-id"])


async def test_requests_without_an_id_get_different_ones(serve: Serve) -> None:
    client = await serve(router)

    answers = [await client.get("/probe/v1/schools/a") for _ in range(2)]

    assert answers[0].headers["x-request-id"] != answers[1].headers["x-request-id"]


async def test_what_business_code_logs_carries_the_request_id(serve: Serve, recorder: EventRecorder) -> None:
    client = await serve(router)

    await client.get("/probe/v1/schools/a", headers={"X-Request-ID": "request-1"})

    assert [event["request_id"] for event in recorder.named("school_read")] == ["request-1"]


async def test_a_request_is_one_line_with_the_template_and_without_values(
    serve: Serve, recorder: EventRecorder
) -> None:
    client = await serve(router)

    await client.get("/probe/v1/schools/edu123456?note=secret", headers={"X-Request-ID": "request-1"})

    (event,) = recorder.named("request")
    assert (event["method"], event["route"], event["status"]) == ("GET", "/probe/v1/schools/{school_code}", 200)
    assert event["request_id"] == "request-1"
    assert event["duration_ms"] >= 0
    assert "secret" not in str(event)
    assert "edu123456" not in str(event)


async def test_the_line_names_the_client_and_the_next_request_does_not_inherit_it(
    serve: Serve, recorder: EventRecorder, undone_database: Database
) -> None:
    async with undone_database.transaction() as session:
        machine, key = await create_client(session, "КИАСУО", ["identification:read"], [Territory("federal")])
    client = await serve(router)

    await client.get("/probe/v1/guarded", headers={"Authorization": f"Bearer {key}"})
    await client.get("/probe/v1/schools/a")

    assert [event["client_id"] for event in recorder.named("request")] == [str(machine.id), None]
    assert key not in str(recorder.events)


async def test_a_refused_request_is_logged_too(serve: Serve, recorder: EventRecorder) -> None:
    client = await serve(router)

    await client.get("/probe/v1/nothing")

    (event,) = recorder.named("request")
    assert (event["route"], event["status"]) == (None, 404)


async def test_a_failure_after_half_an_answer_breaks_the_connection(serve: Serve, recorder: EventRecorder) -> None:
    client = await serve(router)

    with pytest.raises(RuntimeError, match="broken"):
        await client.get("/probe/v1/half")

    assert len(recorder.named("request_failed")) == 1
    assert [event["status"] for event in recorder.named("request")] == [200]
